import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalObjectStorage } from './local-object-storage.js';
import type { DownloadGrant } from './local-storage.options.js';
import { registerLocalStorageRoutes } from './local-storage.routes.js';
import { ManualClock, upload } from './object-storage.contract.js';
import { StorageError } from './storage-error.js';

const MINUTE = 60_000;
const PNG: DownloadGrant = { contentType: 'image/png', fileName: 'a.png', kind: 'IMAGE', inlineAllowed: true };

describe('the file routes', () => {
  let rootDir: string;
  let app: FastifyInstance;
  let server: Server;
  let port: number;
  let clock: ManualClock;
  let storage: LocalObjectStorage;
  let authorize: (key: string) => Promise<DownloadGrant | null>;
  const failures: object[] = [];

  beforeEach(async () => {
    rootDir = await mkdtemp(join(tmpdir(), 'wireside-routes-'));
    clock = new ManualClock();
    authorize = async () => PNG;
    failures.length = 0;
    app = fastify();
    server = createServer((request, response) => app.routing(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    const publicUrl = `http://127.0.0.1:${port}`;
    storage = new LocalObjectStorage({ rootDir, publicUrl, signingSecret: 's'.repeat(32), clock });
    await registerLocalStorageRoutes(app, {
      storage,
      maxBytes: 1_000_000,
      logger: { error: (details) => failures.push(details) },
      authorizeDownload: (key) => authorize(key),
      uploadIdleTimeoutMs: 300,
    });
    app.post('/echo', async (request) => request.body);
    await app.ready();
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await app.close();
    await rm(rootDir, { recursive: true, force: true });
  });

  const target = (key: string, size: number, expiresAt = new Date(clock.now() + MINUTE)) =>
    storage.createUploadTarget({ key, size, expiresAt });
  const link = (key: string) =>
    storage.createDownloadUrl({
      key,
      expiresAt: new Date(clock.now() + MINUTE),
      contentType: 'image/png',
      fileName: 'a.png',
      disposition: 'inline',
    });
  async function linkTo(bytes: Buffer): Promise<string> {
    const key = randomUUID();
    await storage.writeFrom(key, Readable.from([bytes]), bytes.length);
    return link(key);
  }
  async function refusal(response: Response): Promise<[number, string]> {
    const body = (await response.json()) as { error: { code: string; message: string } };
    expect(body.error.message).not.toBe('');
    return [response.status, body.error.code];
  }
  const filesOnDisk = async () =>
    (await readdir(rootDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

  describe('upload', () => {
    it.each(['application/json', 'multipart/form-data', 'text/html; charset=utf-8', ''])(
      'stores the raw bytes whatever content type (%j) they come with',
      async (type) => {
        const key = randomUUID();
        const bytes = randomBytes(100_000);
        const { url } = await target(key, bytes.length);
        const headers = new Headers(type ? [['content-type', type]] : []);
        const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
        expect([response.status, await response.json()]).toEqual([201, { size: bytes.length }]);
        expect(await storage.readHead(key, bytes.length)).toEqual(bytes);
      },
    );

    it('leaves the body parser of other routes alone', async () => {
      const response = await fetch(`http://127.0.0.1:${port}/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"a":1}',
      });
      expect(await response.json()).toEqual({ a: 1 });
    });

    it('refuses wrong lengths, expired, forged and used links with a typed error', async () => {
      const key = randomUUID();
      const once = await target(key, 5);
      expect(await refusal(await upload(once, Buffer.alloc(4)))).toEqual([400, 'UPLOAD_SIZE_MISMATCH']);
      expect(await refusal(await upload(once, Buffer.alloc(6)))).toEqual([413, 'UPLOAD_TOO_LARGE']);
      expect((await upload(once, Buffer.alloc(5))).status).toBe(201);
      expect(await refusal(await upload(once, Buffer.alloc(5)))).toEqual([409, 'UPLOAD_ALREADY_COMPLETED']);

      const expired = await target(randomUUID(), 5, new Date(clock.now() - 1_000));
      expect(await refusal(await upload(expired, Buffer.alloc(5)))).toEqual([410, 'UPLOAD_EXPIRED']);
      const forged = { ...once, url: `${once.url}x` };
      expect(await refusal(await upload(forged, Buffer.alloc(5)))).toEqual([404, 'UPLOAD_LINK_INVALID']);
      const download = new URL(await link(randomUUID())).pathname.split('/')[2];
      const foreign = { ...once, url: once.url.replace(/[^/]+$/, download ?? '') };
      expect(await refusal(await upload(foreign, Buffer.alloc(5)))).toEqual([404, 'UPLOAD_LINK_INVALID']);
      const huge = await target(randomUUID(), 1_000_001);
      expect(await refusal(await upload(huge, Buffer.alloc(5)))).toEqual([413, 'UPLOAD_TOO_LARGE']);
      expect(await filesOnDisk()).toHaveLength(1);
    });

    it.each([
      [9, 400, 'UPLOAD_SIZE_MISMATCH'],
      [2_000_000, 413, 'UPLOAD_TOO_LARGE'],
    ])('counts the %i bytes of a body that does not announce its length', async (length, status, code) => {
      const { url } = await target(randomUUID(), 10);
      const request = httpRequest(url, { method: 'PUT', headers: { 'transfer-encoding': 'chunked' } });
      request.on('error', () => undefined);
      request.end(Buffer.alloc(length));
      const [response] = (await once(request, 'response')) as [Readable & { statusCode: number }];
      const body = JSON.parse(Buffer.concat(await response.toArray()).toString()) as { error: { code: string } };
      expect([response.statusCode, body.error.code]).toEqual([status, code]);
      expect(await filesOnDisk()).toHaveLength(0);
    });

    it('keeps nothing of an upload that breaks off, and lets it be tried again', async () => {
      const key = randomUUID();
      const again = await target(key, 1_000);
      const socket = connect(port, '127.0.0.1');
      socket.write(`PUT ${new URL(again.url).pathname} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf`);
      await expect.poll(() => filesOnDisk(), { timeout: 5_000 }).toHaveLength(1);
      expect(await refusal(await upload(again, Buffer.alloc(1_000)))).toEqual([409, 'UPLOAD_IN_PROGRESS']);
      socket.destroy();
      await expect.poll(() => filesOnDisk(), { timeout: 5_000 }).toHaveLength(0);
      await expect.poll(async () => (await upload(again, Buffer.alloc(1_000))).status).toBe(201);
      expect(failures).toEqual([]);
    });

    it('cuts an upload that falls silent', async () => {
      const { url } = await target(randomUUID(), 1_000);
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write(`PUT ${new URL(url).pathname} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf`);
      await once(socket, 'close');
      await expect.poll(() => filesOnDisk(), { timeout: 5_000 }).toHaveLength(0);
    });

    it('tells nothing of what went wrong inside, but logs it', async () => {
      storage.receiveUpload = async () => {
        throw new StorageError('STORAGE_FULL', '/secret/path');
      };
      const response = await upload(await target(randomUUID(), 3), Buffer.alloc(3));
      expect(await refusal(response)).toEqual([507, 'STORAGE_FULL']);
      storage.receiveUpload = async () => {
        throw new Error('/secret/path');
      };
      const other = await upload(await target(randomUUID(), 3), Buffer.alloc(3));
      expect(await refusal(other)).toEqual([500, 'INTERNAL']);
      expect(failures).toHaveLength(2);
    });
  });

  describe('download', () => {
    it('serves a raster image inline and inert', async () => {
      const response = await fetch(await linkTo(Buffer.from('image')));
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/png',
        'content-length': '5',
        'content-disposition': "inline; filename*=UTF-8''a.png",
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'cross-origin',
        'accept-ranges': 'bytes',
        'cache-control': expect.stringMatching(/^private, max-age=(59|60), immutable$/) as string,
        etag: expect.stringMatching(/^"[\w-]+"$/) as string,
      });
      expect(await response.text()).toBe('image');
    });

    it.each<[string, DownloadGrant, string]>([
      ['video', { ...PNG, contentType: 'video/mp4', kind: 'VIDEO' }, 'video/mp4'],
      ['HTML called an image', { ...PNG, contentType: 'text/html' }, 'application/octet-stream'],
      ['SVG', { ...PNG, contentType: 'image/svg+xml' }, 'application/octet-stream'],
      ['a header that would split', { ...PNG, contentType: 'video/mp4\r\nX-Evil: 1' }, 'application/octet-stream'],
      ['an image that must not be inline', { ...PNG, inlineAllowed: false }, 'image/png'],
      ['PDF', { ...PNG, contentType: 'application/pdf', kind: 'FILE' }, 'application/pdf'],
    ])('serves %s as an attachment', async (_name, grant, contentType) => {
      authorize = async () => ({ ...grant, fileName: 'ev"il\r\n‮gpj.exe' });
      const { headers } = await fetch(await linkTo(Buffer.from('<script>')));
      expect(headers.get('content-type')).toBe(contentType);
      expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''ev_ilgpj.exe");
    });

    it('answers HEAD without a body', async () => {
      const response = await fetch(await linkTo(Buffer.from('image')), { method: 'HEAD' });
      expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '5', '']);
    });

    it('serves ranges, and the whole object where the range is for another one', async () => {
      const bytes = randomBytes(1_000);
      const url = await linkTo(bytes);
      const etag = (await fetch(url)).headers.get('etag') ?? '';
      const get = (headers: Record<string, string>) => fetch(url, { headers });

      const part = await get({ range: 'bytes=-100' });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 900-999/1000']);
      expect(part.headers.get('content-length')).toBe('100');
      expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(900));
      const beyond = await get({ range: 'bytes=1000-' });
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
      expect((await get({ range: 'bytes=0-1,3-4' })).status).toBe(200);
      expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
      expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
      const unchanged = await get({ 'if-none-match': etag });
      expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    });

    it('answers forged, expired, foreign, unpermitted and empty links all alike', async () => {
      const key = randomUUID();
      await storage.writeFrom(key, Readable.from([Buffer.from('x')]), 1);
      const url = await link(key);
      const uploadToken = (await target(key, 1)).url.split('/').at(-1) ?? '';
      const answers: string[] = [];
      const ask = async (address: string) => {
        const response = await fetch(address);
        answers.push(`${response.status} ${await response.text()} ${response.headers.get('cache-control')}`);
      };
      await ask(url.replace(/\/[^/]+$/, 'x/a.png'));
      await ask(url.replace(/files\/[^/]+/, `files/${uploadToken}`));
      await ask(url.replace(/files\/[^/]+/, 'files/%00%ff%2e%2e%2fetc'));
      await ask(url.replace(/files\/[^/]+/, 'files/..%2f..%2fetc%2fpasswd'));
      await ask(await link(randomUUID()));
      authorize = async () => null;
      await ask(url);
      authorize = async () => PNG;
      clock.advance(2 * MINUTE);
      await ask(url);
      expect(answers.filter((answer) => answer.startsWith('404 {"error":{"code":"FILE_NOT_FOUND"'))).toHaveLength(6);
      // Broken escapes never reach a route: the router itself refuses them.
      expect(answers.filter((answer) => answer.startsWith('400'))).toHaveLength(1);
      expect(new Set(answers).size).toBe(2);
    });

    it('says that it is unavailable when asking for permission fails', async () => {
      authorize = async () => {
        throw new Error('the database is away');
      };
      expect(await refusal(await fetch(await linkTo(Buffer.from('x'))))).toEqual([500, 'INTERNAL']);
      expect(failures).toHaveLength(1);
    });
  });
});
