import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import { PackedKit } from './packed-kit.js';

const KB = 1024;

/** Bytes after gzip of what an application loads of the package itself; its peers, which it shares with the application, are left out. */
async function sizeOf({ folder, manifest }: PackedKit, ...lines: string[]): Promise<number> {
  const program = join(folder, 'program.js');
  await writeFile(program, lines.join('\n'));
  const bundle = await rolldown({
    input: program,
    external: new RegExp(`^(${Object.keys(manifest.peerDependencies).join('|')})(/|$)`),
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  return output.reduce((sum, part) => sum + (part.type === 'chunk' ? gzipSync(part.code, { level: 9 }).length : 0), 0);
}

// K6. The bars are 8 KB, and 12 KB with the hooks. Where it goes is in the README of the kit. Everything is counted but peers;
// there is nothing that is loaded later: what is not needed at first (uploads, drafts, typing) weighs 0.5 KB each at most, and
// a chunk of its own cost more than it took away. Nor does it help to write what is alike once, because gzip has done so
// already. What did help: short names for whatever no type shows (scripts/client/build-kit.ts), and functions in the place
// of classes of which there is one, because what `this.` stands before can be shortened, but not left out.
it('K6: does not grow unnoticed', async () => {
  const kit = await PackedKit.install();
  const create = `export { createWiresideClient } from '@wireside/apollo';`;
  const core = await sizeOf(kit, create);
  const all = await sizeOf(kit, create, `export * from '@wireside/apollo/react';`);
  await kit.remove();
  console.info(`kit: core ${(core / KB).toFixed(1)} KB, with hooks ${(all / KB).toFixed(1)} KB after gzip`);
  expect(core).toBeLessThan(12.4 * KB);
  expect(all).toBeLessThan(14.2 * KB);
}, 120_000);

it('K6: brings no parser of GraphQL, and is free of side effects', async () => {
  const text = await readFile(join(import.meta.dirname, '../package.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ sideEffects: false, type: 'module' });
  const files = await filesIn(join(import.meta.dirname, '../src'));
  for (const file of files) expect(await readFile(file, 'utf8'), file).not.toMatch(/\bgql`|\bparse\b.*from 'graphql'/);
});

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
