import { posix } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { registerBuiltAssets, sendBuiltPage } from '../http/built-assets.js';
import { prefersHtml } from './prefers-html.js';

export interface PlaygroundOptions {
  /** Address of the GraphQL endpoint, for example `/graphql`; the page is served there, its assets beside it. */
  path: string;
  /** Absolute path of the built playground (the folder that holds `index.html`). */
  assetsDir: string;
}

const UNBUILT =
  'The playground has not been built. Run: npm run build:playground\nThe API itself answers POST requests here.\n';

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
export function registerPlayground(fastify: FastifyInstance, { path, assetsDir }: PlaygroundOptions): void {
  // The endpoint answers others with something else.
  const page = { assetsDir, headers: { ...SECURITY_HEADERS, vary: 'accept' }, unbuilt: UNBUILT };

  fastify.addHook('onRequest', async (request, reply) => {
    if (!asksForPage(request, path)) return;
    await sendBuiltPage(page, request, reply);
    return reply;
  });

  const prefix = posix.join(posix.dirname(path), 'playground/assets/');
  registerBuiltAssets(fastify, { assetsDir, prefix, headers: SECURITY_HEADERS });
}

function asksForPage(request: FastifyRequest, path: string): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (request.headers.upgrade !== undefined) return false;
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname !== path || url.searchParams.has('query') || url.searchParams.has('extensions')) return false;
  return prefersHtml(request.headers.accept);
}
