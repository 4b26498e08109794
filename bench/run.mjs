// Builds the product and the benchmark if they have changed, then measures: `npm run bench -- [job …] [option …]`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../scripts/ensure-built.mjs';
import { root } from '../scripts/source-stamp.mjs';

ensureBuilt('server', 'playground');
// Compiled and not run from the sources: the peers' decorators need the metadata that only the compiler emits.
const compiler = join(root, 'node_modules/.bin/tsc');
const { status } = spawnSync(compiler, ['-p', 'bench/tsconfig.json'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(1);
// By a computed name: on a fresh checkout the file is not there yet for those who look at imports.
await import(pathToFileURL(join(root, 'dist/bench/main.js')).href);
