import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { NotRunReporter } from './scripts/test/not-run-reporter.js';
import { TallyReporter } from './scripts/test/tally-reporter.js';
import { missingServices } from './test/support/services/binaries.js';

const require = createRequire(import.meta.url);
const missing = missingServices();
// Where services are required the project stays in, and its global setup fails the run by saying what is missing.
const runsOnMariaDb = missing.length === 0 || process.env.REQUIRE_SERVICES === '1';

/** Half of what an end-to-end file cost was loading the server's modules anew. Each file makes servers and data of its own. */
const isolate = false;
const patience = process.env.CI ? 4 : 1;

export default defineConfig({
  resolve: {
    // Node gives packages the CommonJS copy, Vite would give our sources the ESM one, and graphql refuses foreign schemas.
    alias: [
      { find: /^graphql$/, replacement: require.resolve('graphql') },
      // As in web/app/vite.config.ts.
      { find: /^@wireside\/apollo\/react$/, replacement: `${import.meta.dirname}/client/src/react/index.ts` },
      {
        find: /^@wireside\/apollo\/stored-session$/,
        replacement: `${import.meta.dirname}/client/src/session/stored-session.ts`,
      },
      { find: /^@wireside\/apollo$/, replacement: `${import.meta.dirname}/client/src/index.ts` },
    ],
  },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Time-outs tell a test that hangs from one that waits for its turn on a busy machine; no test is judged by them.
    testTimeout: 30_000 * patience,
    hookTimeout: 60_000 * patience,
    expect: { poll: { timeout: 10_000 } },
    setupFiles: ['test/support/properties.ts'],
    // A shared machine can stall for seconds; what fails twice has failed. The report names what was tried again.
    retry: process.env.CI ? 1 : 0,
    reporters: ['default', new NotRunReporter(runsOnMariaDb ? [] : missing), new TallyReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.spec.ts',
            'scripts/**/*.spec.ts',
            'bench/**/*.spec.ts',
            'chaos/**/*.spec.ts',
            'web/**/*.spec.{ts,tsx}',
            'test/support/**/*.spec.ts',
          ],
        },
      },
      {
        extends: true,
        test: { name: 'client', include: ['client/**/*.spec.{ts,tsx}'], setupFiles: ['client/test/setup.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/web/**/*.e2e-spec.ts'],
          testTimeout: 60_000 * patience,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: ['test/**/*.e2e-spec.ts'],
          exclude: ['test/**/*.mariadb.e2e-spec.ts', 'test/web/**'],
          provide: { matrix: 'sqlite' },
          isolate,
        },
      },
      ...(runsOnMariaDb
        ? [
            {
              extends: true as const,
              test: {
                name: 'mariadb',
                include: ['test/**/*.e2e-spec.ts'],
                exclude: ['test/**/*.sqlite.e2e-spec.ts', 'test/web/**'],
                globalSetup: ['test/support/services/global-setup.ts'],
                provide: { matrix: 'mariadb' as const },
                isolate,
              },
            },
          ]
        : []),
    ],
  },
});
