/** The README of the kit, word for word: a chat from an empty Vite project. */
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../../client/test/support.js';
import { buildKit } from '../../scripts/client/build-kit.js';
import { browserIsMissing, launchBrowser, watchPage } from '../support/browser.js';
import { runToEnd } from '../support/spawned.js';
import { Sockets } from './support/sockets.js';

const root = join(import.meta.dirname, '../..');

describe.skipIf(browserIsMissing())('the README of the kit', () => {
  let folder: string;
  let server: TestServer;
  let browser: Browser;
  let served: PreviewServer;
  let readme: string;

  beforeAll(async () => {
    readme = await readFile(join(root, 'client/README.md'), 'utf8');
    folder = await mkdtemp(join(tmpdir(), 'wireside-kit-'));
    server = await TestServer.start();
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** What an empty Vite project holds after the commands of the README. */
  async function makeProject(): Promise<void> {
    const install = /^npm install (.+)$/m.exec(readme)?.[1]?.split(' ') ?? [];
    const fromTemplate = ['react', 'react-dom', '@types/react', '@types/react-dom', '@types/node', 'vite'];
    const broughtAlong = ['csstype', '@graphql-typed-document-node/core'];
    for (const name of [...install, ...fromTemplate, '@vitejs/plugin-react', ...broughtAlong]) {
      const place = join(folder, 'node_modules', name);
      await mkdir(dirname(place), { recursive: true });
      await symlink(join(root, 'node_modules', name), place);
    }
    const kit = join(folder, 'node_modules/@wireside/apollo');
    await mkdir(kit, { recursive: true });
    await cp(join(root, 'client/package.json'), join(kit, 'package.json'));
    await buildKit(join(kit, 'dist'));
    const page =
      '<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/src/main.tsx"></script>';
    await writeFile(join(folder, 'index.html'), page);
    await mkdir(join(folder, 'src'));
    for (const [, file = '', code = ''] of readme.matchAll(/`([\w./]+\.tsx?)`:\n\n```tsx?\n([\s\S]*?)\n```/g))
      await writeFile(join(folder, file), code);
  }

  it('is a program whose types are right', async () => {
    await makeProject();
    const compilerOptions = {
      ...{ target: 'es2023', lib: ['es2023', 'dom', 'dom.iterable'], module: 'esnext', moduleResolution: 'bundler' },
      ...{ jsx: 'react-jsx', strict: true, noEmit: true, types: ['vite/client', 'node'], skipLibCheck: true },
    };
    const config = { compilerOptions, include: ['src', 'vite.config.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    expect(await runToEnd(process.execPath, [tsc, '-p', folder])).toMatchObject({ stdout: '', code: 0 });
  }, 240_000);

  it('lets two people write to each other', async () => {
    const common = { root: folder, configFile: false as const, logLevel: 'error' as const, plugins: [react()] };
    await build({ ...common, resolve: { preserveSymlinks: false } });
    const target = new URL(server.url).origin;
    served = await preview({
      ...common,
      preview: { port: 0, host: '127.0.0.1', proxy: { '/graphql': { target, ws: true } } },
    });
    const address = served.httpServer.address() as { port: number };
    const origin = `http://127.0.0.1:${address.port}`;
    const signUp = async (username: string): Promise<{ page: Page; faults: string[]; sockets: Sockets }> => {
      const page = await (await browser.newContext()).newPage();
      const faults = watchPage(page, origin);
      const sockets = new Sockets(page);
      await page.goto(origin);
      await page.getByPlaceholder('Username').fill(username);
      await page.getByPlaceholder('Password').fill('a long enough password');
      await page.getByRole('button', { name: 'Join' }).click();
      await page.getByPlaceholder('Write to').waitFor();
      return { page, faults, sockets };
    };
    const [ann, bob] = await Promise.all([signUp('ann'), signUp('bob')]);
    const say = async (page: Page, text: string): Promise<void> => {
      await page.getByPlaceholder('Message', { exact: true }).fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
    };
    await ann.page.getByPlaceholder('Write to').fill('bob');
    await ann.page.getByRole('button', { name: 'Begin' }).click();
    await say(ann.page, 'Hello Bob');
    await bob.page.getByRole('button', { name: 'ann (1)' }).click();
    await bob.page.getByText('ann: Hello Bob').waitFor();
    await say(bob.page, 'Hello Ann');
    await ann.page.getByText('bob: Hello Ann').waitFor();
    for (const { page } of [ann, bob])
      expect(await page.getByRole('listitem').allInnerTexts()).toEqual(['ann: Hello Bob', 'bob: Hello Ann']);
    expect([...ann.faults, ...bob.faults]).toEqual([]);
    // K11. It is React's development build, whose StrictMode mounts everything twice.
    for (const { sockets } of [ann, bob]) {
      expect(sockets.open).toHaveLength(1);
      expect(sockets.subscriptions.filter(({ operation }) => operation === 'Inbox')).toHaveLength(1);
    }
    await bob.page.getByRole('button', { name: 'Sign out' }).click();
    await bob.page.getByPlaceholder('Username').fill('bob');
    await bob.page.getByPlaceholder('Password').fill('not the password at all');
    await bob.page.getByLabel('I have been here before').check();
    await bob.page.getByRole('button', { name: 'Join' }).click();
    await bob.page.getByRole('alert').filter({ hasText: /./ }).waitFor();
    await bob.page.getByPlaceholder('Password').fill('a long enough password');
    await bob.page.getByRole('button', { name: 'Join' }).click();
    await bob.page.getByRole('button', { name: 'ann (0)' }).click();
    await bob.page.getByText('ann: Hello Bob').waitFor();
  }, 240_000);
});
