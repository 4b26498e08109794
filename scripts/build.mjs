// Builds dist/: `node scripts/build.mjs [app] [playground] [server]`, all by default.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundleServer } from './bundle.mjs';
import { filesIn, partNames, removeStamp, root, stampOf, writeStamp } from './source-stamp.mjs';

const builders = {
  app: () => run('vite', 'build', '--config', 'web/app/vite.config.ts'),
  playground: () => run('vite', 'build', '--config', 'web/playground/vite.config.ts'),
  server: () => {
    run('nest', 'build');
    removeOutputsWithoutSource();
    return bundleServer();
  },
};

const wanted = process.argv.slice(2);
for (const part of wanted.length > 0 ? wanted : partNames) {
  // Taken before the build: what changes meanwhile must count as not built.
  const stamp = stampOf(part);
  removeStamp(part);
  await builders[part]();
  writeStamp(part, stamp);
}

function run(command, ...args) {
  // Whoever builds, as a test does, what is built is the product.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, error } = spawnSync(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** The compiler leaves behind what it once built from a file that has since been removed, and globs would still find it. */
function removeOutputsWithoutSource() {
  const dist = join(root, 'dist');
  for (const output of ['src', 'scripts'].flatMap((folder) => filesIn(join(dist, folder)))) {
    const match = /^(.*)\.js(\.map)?$/.exec(relative(dist, output));
    if (match && !existsSync(join(root, `${match[1]}.ts`))) rmSync(output);
  }
}
