import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerWebApp } from './web-app.plugin.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const SCRIPT = 'export const answer = 42;';
const PUBLIC_URL = 'https://chat.example.org/a"b';
const FILES = 'https://files.example.org';

describe('the web application', () => {
  let assetsDir: string;
  let fastify: FastifyInstance;

  beforeEach(async () => {
    assetsDir = await mkdtemp(join(tmpdir(), 'web-app-'));
    await mkdir(join(assetsDir, 'assets'));
    await writeFile(join(assetsDir, 'index.html'), '<!doctype html><head><title>Wireside</title></head>');
    await writeFile(join(assetsDir, 'assets', 'index-abc123.js'), SCRIPT);
    await writeFile(join(assetsDir, 'assets', 'index-abc123.js.br'), brotliCompressSync(SCRIPT));
    await writeFile(join(assetsDir, 'assets', 'index-abc123.js.gz'), gzipSync(SCRIPT));
    fastify = Fastify();
    registerWebApp(fastify, { assetsDir, publicUrl: PUBLIC_URL, fileOrigins: [FILES, FILES] });
  });

  afterEach(async () => {
    await fastify.close();
    await rm(assetsDir, { recursive: true, force: true });
  });

  const get = (url: string, headers: Record<string, string> = { accept: BROWSER }) => fastify.inject({ url, headers });

  it('is one page at every address that the application knows', async () => {
    const routes = ['app.tsx', 'signed-in.tsx'].map((name) => join(import.meta.dirname, '../../../web/app/src', name));
    const source = (await Promise.all(routes.map((file) => readFile(file, 'utf8')))).join('');
    const paths = [...source.matchAll(/path="([^"]+)"/g)].map(([, path]) => path as string);
    expect(paths.length).toBeGreaterThan(5);
    const addresses = paths
      .flatMap(
        (path) =>
          path
            .match(/\((.+)\)/)?.[1]
            ?.split('|')
            .map((name) => `/${name}`) ?? [path],
      )
      .flatMap((path) => (path.endsWith('?') ? [path.slice(0, -1), path.replace(/\/:\w+\?$/, '')] : [path]))
      .map((path) => path.replace(/:\w+/g, 'some-id'));
    for (const address of addresses) {
      const response = await get(`${address}?token=1`);
      expect([address, response.statusCode]).toEqual([address, 200]);
      expect(response.body).toContain('<title>Wireside</title>');
      expect(response.headers['cache-control']).toBe('no-cache');
    }
  });

  it.each([
    '/graphql',
    '/health',
    '/metrics',
    '/files/token/a.png',
    '/favicon.ico',
    '/contacts/a.js',
    '/nowhere',
    '/c',
  ])('leaves %s alone', async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });

  it('tells the page by which address the server knows itself', async () => {
    expect((await get('/')).body).toContain(
      '<meta name="wireside:public-url" content="https://chat.example.org/a&#34;b" /></head>',
    );
  });

  it('is locked down', async () => {
    const { headers } = await get('/');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    const policy = String(headers['content-security-policy']);
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]),
    );
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it('may send and fetch attachments where they are, and nothing else', async () => {
    const policy = String((await get('/')).headers['content-security-policy']).split('; ');
    expect(policy).toContain(`connect-src 'self' ${FILES}`);
    expect(policy).toContain(`img-src 'self' blob: data: ${FILES}`);
    expect(policy).toContain(`media-src 'self' blob: ${FILES}`);
    expect(policy.filter((directive) => directive.includes(FILES))).toHaveLength(3);
  });

  it('has assets that are kept for a year, compressed for those who take it', async () => {
    const plain = await get('/assets/index-abc123.js', {});
    expect(plain.body).toBe(SCRIPT);
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
      'x-content-type-options': 'nosniff',
    });
    for (const [accepted, used] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
    ]) {
      const response = await get('/assets/index-abc123.js', { 'accept-encoding': accepted as string });
      expect(response.headers).toMatchObject({
        'content-encoding': used,
        'content-type': expect.stringContaining('javascript'),
        vary: expect.stringMatching(/accept-encoding/i),
      });
    }
  });

  it.each(['/assets/missing.js', '/index.html', '/assets/..%2findex.html'])('has nothing at %s', async (url) => {
    expect([403, 404]).toContain((await get(url)).statusCode);
  });

  it('says how to build it while it is not built, and starts working without a restart', async () => {
    await rm(join(assetsDir, 'index.html'));
    const missing = await get('/');
    expect(missing.statusCode).toBe(503);
    expect(missing.headers['cache-control']).toBe('no-store');
    expect(missing.body).toContain('npm run build:app');

    await writeFile(join(assetsDir, 'index.html'), '<!doctype html>');
    expect((await get('/')).statusCode).toBe(200);
  });
});
