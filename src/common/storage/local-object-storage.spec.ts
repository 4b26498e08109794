import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalObjectStorage } from './local-object-storage.js';
import { registerLocalStorageRoutes } from './local-storage.routes.js';
import { describeObjectStorage, ManualClock } from './object-storage.contract.js';
import { fromFileSystemError, fromWriteError } from './storage-error.js';

const SECRET = 'a secret that is long enough for a test';

describeObjectStorage('local folder', async () => {
  const rootDir = await mkdtemp(join(tmpdir(), 'wireside-storage-'));
  const app = fastify();
  // The URL must be known before the routes are registered, and routes can't be added to a Fastify that listens.
  const server = createServer((request, response) => app.routing(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = new ManualClock();
  const storage = new LocalObjectStorage({ rootDir, publicUrl, signingSecret: SECRET, clock });
  await registerLocalStorageRoutes(app, {
    storage,
    maxBytes: 1_000_000,
    authorizeDownload: async () => ({
      contentType: 'image/png',
      fileName: 'Ünïcode ☃.png',
      kind: 'IMAGE',
      inlineAllowed: true,
    }),
  });
  await app.ready();
  return {
    storage,
    clock,
    breakDown: async () => {
      await rm(rootDir, { recursive: true });
      await writeFile(rootDir, 'a file where the folder was');
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
      await rm(rootDir, { recursive: true, force: true });
    },
  };
});

describe('LocalObjectStorage', () => {
  let rootDir: string;
  let clock: ManualClock;
  const open = () =>
    new LocalObjectStorage({ rootDir, publicUrl: 'https://chat.example/', signingSecret: SECRET, clock });
  const write = (storage: LocalObjectStorage, key: string, text: string) =>
    storage.writeFrom(key, Readable.from([Buffer.from(text)]), 100);

  beforeEach(async () => {
    rootDir = join(await mkdtemp(join(tmpdir(), 'wireside-storage-')), 'files');
    clock = new ManualClock();
  });
  afterEach(() => rm(dirname(rootDir), { recursive: true, force: true }));

  it('shards objects into folders that only the server may read, and leaves no temporary file', async () => {
    const storage = open();
    const key = randomUUID();
    await write(storage, key, 'hello');
    const files = (await readdir(rootDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.map((file) => file.name)).toEqual([key]);
    const path = join(files[0]?.parentPath ?? '', key);
    expect(path.slice(rootDir.length)).toMatch(/^\/[0-9a-f]{2}\/[0-9a-f]{2}\//);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  });

  it('lets exactly one of several writers win', async () => {
    const storage = open();
    const key = randomUUID();
    const results = await Promise.allSettled(['one', 'two', 'three'].map((text) => write(storage, key, text)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'ALREADY_EXISTS' });
    }
  });

  it('removes what a crash left long ago, but not what is being written', async () => {
    const incoming = join(rootDir, '.incoming');
    await mkdir(incoming, { recursive: true });
    await writeFile(join(incoming, 'old'), 'x');
    await writeFile(join(incoming, 'young'), 'x');
    await utimes(join(incoming, 'old'), new Date(0), new Date(0));
    await open().prepare();
    expect(await readdir(incoming)).toEqual(['young']);
  });

  it('follows no link out of its folder', async () => {
    const storage = open();
    const key = randomUUID();
    await write(storage, key, 'hello');
    const [file] = (await readdir(rootDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const path = join(file?.parentPath ?? '', key);
    await rm(path);
    await symlink('/etc/passwd', path);
    await expect(storage.openRead(key)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it('can be used again after its folder could not be made', async () => {
    await writeFile(rootDir, 'in the way');
    const storage = open();
    await expect(storage.prepare()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await rm(rootDir);
    await write(storage, randomUUID(), 'hello');
  });

  it('tells a full disk from a broken one', async () => {
    const full = await writeFile('/dev/full', 'x').catch((error: unknown) => error);
    expect(fromWriteError(full, 'writing')).toMatchObject({ code: 'STORAGE_FULL' });
    const missing = await stat('/nowhere/at/all').catch((error: unknown) => error);
    expect(fromFileSystemError(missing, 'reading')).toMatchObject({ code: 'NOT_FOUND' });
    expect(fromWriteError(missing, 'writing')).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it('refuses a short signing secret', () => {
    const options = { rootDir, publicUrl: 'https://chat.example', signingSecret: 'short', clock };
    expect(() => new LocalObjectStorage(options)).toThrow(RangeError);
  });

  it('makes URLs below the public address whose parts any router accepts', async () => {
    const key = 'k'.repeat(56);
    const expiresAt = new Date(clock.now() + 60_000);
    const storage = open();
    const target = await storage.createUploadTarget({ key, size: 2 ** 40, expiresAt });
    const fileName = `${'長'.repeat(200)}.png`;
    const download = await storage.createDownloadUrl({
      key,
      expiresAt,
      contentType: 'image/png',
      fileName,
      disposition: 'inline',
    });
    for (const url of [target.url, download]) {
      expect(url).toMatch(/^https:\/\/chat\.example\/files\//);
      for (const part of new URL(url).pathname.split('/'))
        expect(decodeURIComponent(part).length).toBeLessThanOrEqual(100);
    }
  });
});
