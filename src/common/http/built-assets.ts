import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

type Headers = Readonly<Record<string, string>>;

export interface BuiltAssets {
  /** Absolute path of a build (the folder that holds `index.html`, and `assets/` beside it). */
  assetsDir: string;
  /** Where its assets are served, from `/` to `/`. */
  prefix: string;
  /** Sent with each of them. */
  headers: Headers;
}

export interface BuiltPage {
  assetsDir: string;
  headers: Headers;
  /** Puts what only the server knows into the page. */
  fill?: (html: string) => string;
  /** What to tell whoever asks while it is not built. */
  unbuilt: string;
}

/** Serves the assets of a build: compressed for those who take it, and for a year, as their names carry a hash of the content. */
export function registerBuiltAssets(fastify: FastifyInstance, { assetsDir, prefix, headers }: BuiltAssets): void {
  void fastify.register(fastifyStatic, {
    root: join(assetsDir, 'assets'),
    prefix,
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
    setHeaders(reply) {
      reply.headers(headers);
    },
  });
}

/** Sends the page of a build, which is asked for anew each time and names the assets; 503 while nothing is built. */
export async function sendBuiltPage(
  { assetsDir, headers, fill, unbuilt }: BuiltPage,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  let html: string;
  try {
    html = await readFile(join(assetsDir, 'index.html'), 'utf8');
  } catch (error) {
    request.log.warn({ err: error }, 'not built');
    return reply
      .code(503)
      .headers({ ...headers, 'cache-control': 'no-store' })
      .type('text/plain; charset=utf-8')
      .send(unbuilt);
  }
  return reply
    .headers({ ...headers, 'cache-control': 'no-cache' })
    .type('text/html; charset=utf-8')
    .send(fill ? fill(html) : html);
}
