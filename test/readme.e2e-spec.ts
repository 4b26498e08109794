import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runToEnd } from './support/spawned.js';
import { createWorld, type World } from './support/server.js';

const root = fileURLToPath(new URL('..', import.meta.url));

let world: World;
let folder: string;
let readme: string;
beforeAll(async () => {
  world = await createWorld({ RATE_LIMITS: 'on' });
  folder = await mkdtemp(join(tmpdir(), 'wireside-readme-'));
  readme = await readFile(join(root, 'README.md'), 'utf8');
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The fenced block of a language that follows a text. */
function blockAfter(text: string, language: string): string {
  const start = readme.indexOf(text);
  expect(start, `README.md says “${text}”`).toBeGreaterThanOrEqual(0);
  const block = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(readme.slice(start))?.[1];
  if (block === undefined) throw new Error(`no ${language} block after “${text}”`);
  return block;
}

it('has a first program that runs as it stands and prints what the README says', async () => {
  const packages = /^npm install (.+)$/m.exec(blockAfter('## A first program', 'sh'))?.[1]?.split(' ') ?? [];
  expect(packages).toContain('@apollo/client');
  // In a folder with the packages that the README names and no others.
  for (const name of packages) {
    const place = join(folder, 'node_modules', name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(root, 'node_modules', name), place);
  }
  await writeFile(join(folder, 'chat.mjs'), blockAfter('Save this as `chat.mjs`', 'js'));
  const node = await world.startNode();
  const { code, stdout, stderr } = await runToEnd(process.execPath, ['chat.mjs'], {
    cwd: folder,
    env: { ...process.env, SERVER: node.url },
  });
  expect(stderr).toBe('');
  expect(stdout.trim()).toBe(blockAfter('It prints:', 'text').trim());
  expect(code).toBe(0);
});

it('names only npm scripts, settings and files that exist', async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: object };
  for (const [, name = ''] of readme.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(name);
  const example = await readFile(join(root, '.env.example'), 'utf8');
  for (const [, names = ''] of readme.matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) +\|/gm))
    for (const [, name = ''] of names.matchAll(/`([A-Z_]+)`/g)) expect(example).toContain(`#${name}=`);
  for (const [, file = ''] of readme.matchAll(/\]\(((?!https?:)[^)#]+)\)/g))
    await expect(readFile(join(root, file)).catch((error: NodeJS.ErrnoException) => error.code)).resolves.not.toBe(
      'ENOENT',
    );
});
