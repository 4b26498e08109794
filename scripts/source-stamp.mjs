import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The parts of `dist`: what each is built from, and a file that shows that it is there. */
const parts = {
  app: { sources: ['web/app', 'web/build', 'client/src', 'package-lock.json'], output: 'dist/app/index.html' },
  playground: { sources: ['web/playground', 'web/build', 'package-lock.json'], output: 'dist/playground/index.html' },
  server: {
    sources: ['src', 'scripts', 'ormconfig.ts', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
    output: 'dist/server/main.js',
  },
};

export const partNames = Object.keys(parts);

export function outputOf(part) {
  return join(root, parts[part].output);
}

/** True when a part was built from exactly these sources. By content: a checkout changes times, not programs. */
export function isBuilt(part) {
  const file = stampFile(part);
  return existsSync(outputOf(part)) && existsSync(file) && readFileSync(file, 'utf8') === stampOf(part);
}

export function stampOf(part) {
  const hash = createHash('sha256');
  for (const path of parts[part].sources.flatMap((source) => filesIn(join(root, source)))) {
    hash.update(`\0${relative(root, path)}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

export function writeStamp(part, stamp) {
  writeFileSync(stampFile(part), stamp);
}

/** While a part is being built, or after its build has failed, its output is of no sources at all. */
export function removeStamp(part) {
  rmSync(stampFile(part), { force: true });
}

/** Every file below a path, sorted; tests are left out, because they are not built. */
export function filesIn(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return /\.(spec|contract|fixture)\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

function stampFile(part) {
  return join(root, 'dist', `.${part}-sources`);
}
