import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerPlayground } from './playground.plugin.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const SCRIPT = 'export const answer = 42;';

describe('playground', () => {
  let assetsDir: string;
  let fastify: FastifyInstance;

  async function boot(path = '/graphql'): Promise<void> {
    fastify = Fastify();
    registerPlayground(fastify, { path, assetsDir });
    // In a plugin of its own, as the GraphQL integration registers it.
    await fastify.register(async (instance) => {
      instance.route({
        method: ['GET', 'POST', 'OPTIONS'],
        url: path,
        handler: async (request) => ({ api: request.method }),
      });
    });
  }

  beforeEach(async () => {
    assetsDir = await mkdtemp(join(tmpdir(), 'playground-'));
    await mkdir(join(assetsDir, 'assets'));
    await writeFile(join(assetsDir, 'index.html'), '<!doctype html><title>Wireside</title>');
    await writeFile(join(assetsDir, 'assets', 'index-abc123.js'), SCRIPT);
    await writeFile(join(assetsDir, 'assets', 'index-abc123.js.gz'), gzipSync(SCRIPT));
    await writeFile(join(assetsDir, 'assets', 'logo-abc123.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  });

  afterEach(async () => {
    await fastify.close();
    await rm(assetsDir, { recursive: true, force: true });
  });

  it('gives a browser the page, locked down', async () => {
    await boot();
    const response = await fastify.inject({ url: '/graphql', headers: { accept: BROWSER } });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('<title>Wireside</title>');
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'accept',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
  });

  it('allows scripts, workers and connections from its own origin alone', async () => {
    await boot();
    const { headers } = await fastify.inject({ url: '/graphql', headers: { accept: BROWSER } });
    const directives = String(headers['content-security-policy']).split('; ');
    expect(directives).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]),
    );
    expect(headers['content-security-policy']).not.toMatch(/https?:|wss?:|blob:|unsafe-eval|script-src[^;]*unsafe/);
  });

  it.each([
    ['POST with a browser Accept', { method: 'POST' as const, url: '/graphql', headers: { accept: BROWSER } }],
    ['a GraphQL GET', { method: 'GET' as const, url: '/graphql?query=%7Bme%7Bid%7D%7D', headers: { accept: BROWSER } }],
    ['a persisted GET', { method: 'GET' as const, url: '/graphql?extensions=%7B%7D', headers: { accept: BROWSER } }],
    ['a GET for JSON', { method: 'GET' as const, url: '/graphql', headers: { accept: 'application/json' } }],
    ['a GET that takes anything', { method: 'GET' as const, url: '/graphql', headers: { accept: '*/*' } }],
    ['a preflight', { method: 'OPTIONS' as const, url: '/graphql', headers: { accept: BROWSER } }],
    ['an upgrade', { method: 'GET' as const, url: '/graphql', headers: { accept: BROWSER, upgrade: 'websocket' } }],
  ])('leaves %s to the API', async (_name, request) => {
    await boot();
    const response = await fastify.inject(request);
    expect(response.json()).toEqual({ api: request.method });
    expect(response.headers['content-security-policy']).toBeUndefined();
  });

  it('serves hashed assets for a year, with their types', async () => {
    await boot();
    const script = await fastify.inject('/playground/assets/index-abc123.js');
    expect(script.body).toBe(SCRIPT);
    expect(script.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
      'x-content-type-options': 'nosniff',
    });
    const logo = await fastify.inject('/playground/assets/logo-abc123.svg');
    expect(logo.headers['content-type']).toContain('image/svg+xml');
  });

  it('sends the compressed copy to those who take it', async () => {
    await boot();
    const response = await fastify.inject({
      url: '/playground/assets/index-abc123.js',
      headers: { 'accept-encoding': 'gzip, deflate' },
    });
    expect(response.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': expect.stringContaining('javascript'),
    });
  });

  it.each(['/playground/assets/missing.js', '/playground/index.html', '/playground/assets/..%2findex.html'])(
    'answers 404 or 403 for %s',
    async (url) => {
      await boot();
      const response = await fastify.inject({ url, headers: { accept: BROWSER } });
      expect([403, 404]).toContain(response.statusCode);
    },
  );

  it('follows the endpoint to another path', async () => {
    await boot('/api/graphql');
    const page = await fastify.inject({ url: '/api/graphql', headers: { accept: BROWSER } });
    expect(page.statusCode).toBe(200);
    const script = await fastify.inject('/api/playground/assets/index-abc123.js');
    expect(script.body).toBe(SCRIPT);
  });

  it('says how to build it while it is not built, and starts working without a restart', async () => {
    await rm(join(assetsDir, 'index.html'));
    await boot();
    const missing = await fastify.inject({ url: '/graphql', headers: { accept: BROWSER } });
    expect(missing.statusCode).toBe(503);
    expect(missing.headers['content-type']).toContain('text/plain');
    expect(missing.body).toContain('npm run build:playground');

    await writeFile(join(assetsDir, 'index.html'), '<!doctype html>');
    const built = await fastify.inject({ url: '/graphql', headers: { accept: BROWSER } });
    expect(built.statusCode).toBe(200);
  });

  it('boots although nothing at all is built', async () => {
    await rm(assetsDir, { recursive: true });
    await boot();
    const response = await fastify.inject({ method: 'POST', url: '/graphql' });
    expect(response.json()).toEqual({ api: 'POST' });
  });
});
