import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml } from './prefers-html.js';

export interface PlaygroundOptions {
  /** Address of the GraphQL endpoint, for example `/graphql`; the page is served there, its assets beside it. */
  path: string;
  /** Absolute path of the built playground (the folder that holds `index.html`). */
  assetsDir: string;
}

const BUILD_COMMAND = 'npm run build:playground';

// Monaco positions every line by inline styles, hence 'unsafe-inline' for styles; scripts and workers come from us alone.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/**
 * Serves the playground to browsers that open the GraphQL endpoint, and its assets below `playground/` beside it.
 * Every other request to the endpoint (POST, GraphQL over GET, preflight, upgrade) passes untouched.
 * Must be called before the GraphQL routes are registered. Answers 503 with the build command while nothing is built.
 */
export function registerPlayground(fastify: FastifyInstance, options: PlaygroundOptions): void {
  const page = join(options.assetsDir, 'index.html');

  fastify.addHook('onRequest', async (request, reply) => {
    if (!asksForPage(request, options.path)) return;
    await sendPage(page, request, reply);
    return reply;
  });

  void fastify.register(fastifyStatic, {
    root: join(options.assetsDir, 'assets'),
    prefix: posix.join(posix.dirname(options.path), 'playground/assets/'),
    decorateReply: false,
    index: false,
    // Names carry a hash of the content, so a copy never goes stale.
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
    setHeaders(reply) {
      reply.headers(SECURITY_HEADERS);
    },
  });
}

function asksForPage(request: FastifyRequest, path: string): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (request.headers.upgrade !== undefined) return false;
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname !== path || url.searchParams.has('query') || url.searchParams.has('extensions')) return false;
  return prefersHtml(request.headers.accept);
}

async function sendPage(page: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  let html: string;
  try {
    html = await readFile(page, 'utf8');
  } catch (error) {
    request.log.warn({ err: error }, 'playground is not built');
    await reply
      .code(503)
      .headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store', vary: 'accept' })
      .type('text/plain; charset=utf-8')
      .send(`The playground has not been built. Run: ${BUILD_COMMAND}\nThe API itself answers POST requests here.\n`);
    return;
  }
  await reply
    .headers({ ...SECURITY_HEADERS, 'cache-control': 'no-cache', vary: 'accept' })
    .type('text/html; charset=utf-8')
    .send(html);
}
