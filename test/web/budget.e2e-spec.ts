/** What the browser has to load before there is anything to see. */
import { readdir, readFile } from 'node:fs/promises';
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
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
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

it('is at most 180 KB of JavaScript and 15 KB of styles after compression', async () => {
  const first = await loaded();
  console.info(`web: first view ${first.js.toFixed(1)} KB of JavaScript, ${first.css.toFixed(1)} KB of CSS`);
  expect(first.js).toBeGreaterThan(50);
  expect(first.js).toBeLessThanOrEqual(180);
  expect(first.css).toBeLessThanOrEqual(15);
});

it('with the list of conversations is at most 220 KB of JavaScript', async () => {
  const files = await readdir(join(dist, 'assets'));
  const signedIn = files.filter((name) => /^signed-in-.*\.js$/.test(name));
  expect(signedIn).toHaveLength(1);
  const { js } = await loaded(...signedIn.map((name) => `assets/${name}`));
  console.info(`web: with the list of conversations ${js.toFixed(1)} KB of JavaScript`);
  expect(js).toBeLessThanOrEqual(220);
});
