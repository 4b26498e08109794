import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transpileModule } from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildServer } from '../../test/support/node-process.js';
import { attacks } from '../attacks/attacks.js';
import { plants } from './plants.js';

const built = join(import.meta.dirname, '../../dist/src');

// A plant that does not fit would show only when somebody plants it.
describe('a planted fault', () => {
  beforeAll(() => buildServer(), 300_000);

  it.each(plants)('fits what is built: $name', ({ patches }) => {
    for (const { file, find } of patches) {
      const source = readFileSync(join(built, file), 'utf8');
      expect(source, `${file} has nothing like ${find}`).toMatch(new RegExp(find));
    }
  });

  it.each(plants)('still is JavaScript once planted: $name', ({ patches }) => {
    for (const file of new Set(patches.map((patch) => patch.file))) {
      const source = patches
        .filter((patch) => patch.file === file)
        .reduce(
          (text, { find, put }) => text.replace(new RegExp(find), () => put),
          readFileSync(join(built, file), 'utf8'),
        );
      expect(transpileModule(source, { reportDiagnostics: true, fileName: file }).diagnostics).toEqual([]);
    }
  });

  it.each(plants)('is to be caught by an attack that there is: $name', ({ attack }) => {
    expect(attacks.map(({ name }) => name)).toContain(attack);
  });
});
