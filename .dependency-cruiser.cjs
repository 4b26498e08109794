/** Who may import whom. A type-only import counts like any other: it couples as much and hides better. */
const mayImport = {
  users: [],
  auth: ['users'],
  contacts: ['users'],
  conversations: ['contacts', 'users'],
  messages: ['conversations', 'users'],
  rooms: ['conversations', 'users'],
  presence: ['conversations', 'contacts', 'users'],
};

/** Specs, suites that several specs run, and what only they need. None of them is shipped. */
const testFile = '\\.(spec|contract|fixture)\\.tsx?$';

const moduleRules = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `${name}-imports-only-${['common', ...allowed].join('-and-')}`,
  comment: 'Downward is a direct call; upward or sideways is a domain event, delivered after commit.',
  severity: 'error',
  from: { path: `^src/modules/${name}/` },
  to: { path: '^src/', pathNot: `^src/(common|modules/(${[name, ...allowed].join('|')}))/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Also not between entities: name the other one by its table and keep the relation on one side.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-known-modules',
      comment: 'A new module needs a line in mayImport above.',
      severity: 'error',
      from: {},
      to: { path: '^src/modules/', pathNot: `^src/modules/(${Object.keys(mayImport).join('|')})/` },
    },
    ...moduleRules,
    {
      name: 'common-knows-no-module',
      severity: 'error',
      from: { path: '^src/common/' },
      to: { path: '^src/', pathNot: '^src/common/' },
    },
    {
      name: 'only-app-module-names-modules',
      comment: 'Besides the list of tables, which the TypeORM command line needs without the app.',
      severity: 'error',
      from: { path: '^src/([^/]+\\.ts$|migrations/)', pathNot: `^src/(app\\.module|entities)\\.ts$|${testFile}` },
      to: { path: '^src/modules/' },
    },
    {
      name: 'only-main-starts-the-app',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/[^/]+\\.ts$' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'src-stands-alone',
      comment: 'What is shipped must not need tests, benchmarks, scripts or the front end.',
      severity: 'error',
      from: { path: '^src/', pathNot: testFile },
      to: { path: '^(test|bench|chaos|web|scripts)/|^[^/]+\\.[cm]?[jt]s$|' + testFile },
    },
    {
      name: 'bench-measures-from-outside',
      comment: 'What is measured is the built product as a process of its own.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^(src|web|test)/', pathNot: '^test/support/' },
    },
    {
      name: 'specs-use-only-test-support',
      severity: 'error',
      from: { path: `^src/.*${testFile}` },
      to: { path: '^(test|bench|chaos|web|scripts)/|\\.(e2e-)?spec\\.ts$', pathNot: '^test/(support|factories)/' },
    },
    {
      name: 'front-end-speaks-graphql-only',
      severity: 'error',
      from: { path: '^(web|client/src)/', pathNot: testFile },
      to: { path: '^(src|test|bench|scripts)/' },
    },
    {
      name: 'application-knows-the-kit-by-its-entries',
      comment: 'The application is the example of what can be built on the published package.',
      severity: 'error',
      from: { path: '^web/app/' },
      to: { path: '^(client|web/playground)/', pathNot: '^client/src/((react/)?index|session/stored-session)\\.ts$' },
    },
    {
      name: 'resolvers-see-no-database',
      comment: 'A resolver authenticates, calls one service and shapes the answer.',
      severity: 'error',
      from: { path: '^src/modules/.*\\.(resolver|subscriptions)\\.ts$' },
      to: { path: '\\.repository\\.ts$|^src/common/database/|/node_modules/(typeorm|@nestjs/typeorm|ioredis|mysql2)/' },
    },
    {
      name: 'policies-are-pure',
      severity: 'error',
      from: { path: '^src/modules/.*\\.policy\\.ts$' },
      to: {
        path: '\\.(repository|service|resolver)\\.ts$|^src/common/database/|/node_modules/(typeorm|@nestjs/typeorm)/',
      },
    },
    {
      name: 'no-development-package-at-run-time',
      severity: 'error',
      from: { path: '^src/|^ormconfig\\.ts$', pathNot: testFile },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-package-outside-the-manifest',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    // The client kit has a manifest of its own; what its tests need is in the root's.
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|client/dist|\\.tmp|data|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
