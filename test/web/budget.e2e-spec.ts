/** What the browser has to load before there is anything to see. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { buildApp } from '../support/node-process.js';

const KB = 1024;
const dist = join(import.meta.dirname, '../../dist/app');

beforeAll(() => buildApp(), 240_000);

/** The scripts and styles that the page names and these, and whatever those import at once. */
async function loaded(...more: readonly string[]): Promise<{ readonly js: number; readonly css: number }> {
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const named = [...page.matchAll(/\s(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
  const wanted = [...named, ...more];
  const sizes = { js: 0, css: 0 };
  const seen = new Set<string>();
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = await readFile(join(dist, path), 'utf8');
    sizes[path.endsWith('.js') ? 'js' : 'css'] += gzipSync(text, { level: 9 }).length / KB;
    const imports = path.endsWith('.js') ? text.matchAll(/(?:from|import)["'`]\.\/([\w.-]+\.js)["'`]/g) : [];
    for (const [, name = ''] of imports) wanted.push(`assets/${name}`);
  }
  return sizes;
}

/** The one file whose name begins so. */
async function assetOf(name: string): Promise<string> {
  const found = (await readdir(join(dist, 'assets'))).filter((file) =>
    new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file),
  );
  // A name can stand for an entrance, and for the larger file behind it that others share.
  const sized = await Promise.all(
    found.map(async (file) => ({ path: `assets/${file}`, size: (await stat(join(dist, 'assets', file))).size })),
  );
  const largest = sized.sort((one, other) => other.size - one.size)[0];
  if (!largest) throw new Error(`there is no ${name}`);
  return largest.path;
}

it('is at most 110 KB of JavaScript and 15 KB of styles after compression until somebody can sign in', async () => {
  const first = await loaded();
  console.info(`web: to sign in ${first.js.toFixed(1)} KB of JavaScript, ${first.css.toFixed(1)} KB of CSS`);
  expect(first.js).toBeGreaterThan(50);
  expect(first.js).toBeLessThanOrEqual(110);
  expect(first.css).toBeLessThanOrEqual(15);
});

it('is at most 180 KB of JavaScript with the client that follows', async () => {
  const { js } = await loaded(await assetOf('client'));
  console.info(`web: first view with the client ${js.toFixed(1)} KB of JavaScript`);
  expect(js).toBeGreaterThan(100);
  expect(js).toBeLessThanOrEqual(180);
});

it('with the list of conversations is at most 220 KB of JavaScript', async () => {
  const { js } = await loaded(await assetOf('signed-in'));
  console.info(`web: with the list of conversations ${js.toFixed(1)} KB of JavaScript`);
  expect(js).toBeGreaterThan(180);
  expect(js).toBeLessThanOrEqual(220);
});
