// Runs a compiled script with the present sources: `node scripts/run-built.mjs db migrate` runs dist/scripts/db.js migrate.
// Decorators need the compiler's metadata, which a runner that only strips types does not emit.
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { root } from './source-stamp.mjs';

const [node, , name, ...args] = process.argv;
const script = join(root, 'dist/scripts', `${name}.js`);
ensureBuilt('server');
process.argv = [node, script, ...args];
await import(script);
