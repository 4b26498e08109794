import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBuilt, outputOf, root } from './source-stamp.mjs';

/** Builds those of the parts that are not built from the present sources; says so in one line, or why it could not. */
export function ensureBuilt(...parts) {
  if (parts.every(isBuilt)) return;
  if (!existsSync(join(root, 'node_modules/.bin/nest'))) {
    // A production install has no compiler; what was built and copied there is what it is meant to run.
    if (parts.every((part) => existsSync(outputOf(part)))) return;
    fail('Nothing is built, and the compiler is not installed: run `npm ci && npm run build`.');
  }
  const failure = oneAtATime(() => build(parts));
  if (failure) fail(failure);
}

function build(parts) {
  // Somebody else may have built it meanwhile.
  const stale = parts.filter((part) => !isBuilt(part));
  if (stale.length === 0) return null;
  process.stderr.write(`Building the ${stale.join(' and the ')} (only after a change) …\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), ...stale], {
    encoding: 'utf8',
  });
  return status === 0 ? null : `${stdout}${stderr}\nThe build failed.`;
}

/** Test files run side by side, and a server must not start from what another process is just writing. */
function oneAtATime(work) {
  const lock = join(root, 'dist/.building');
  mkdirSync(join(root, 'dist'), { recursive: true });
  while (!taken(lock)) {
    if (isAlive(Number(readIfThere(lock)))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    else rmSync(lock, { force: true });
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Also of a file that is just being written, and says 0. */
function isAlive(pid) {
  try {
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
