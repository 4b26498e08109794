import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { securityHeaders } from './web-app.policy.js';

export interface WebAppOptions {
  /** Absolute path of the built application (the folder that holds `index.html`). */
  assetsDir: string;
  /** Origins that attachments are sent to and fetched from, besides that of the page. */
  fileOrigins: readonly string[];
}

const BUILD_COMMAND = 'npm run build:app';

/** The addresses that the application has a page for (web/app/src/app.tsx, signed-in.tsx). Any other stays unknown. */
const PAGES = [
  '/',
  '/c/:conversationId',
  '/contacts',
  '/rooms',
  '/people/:userId',
  '/settings',
  '/settings/:section',
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password',
];

/**
 * Serves the web application: its one page at each of its addresses, always asked for anew, and its assets, whose names
 * carry a hash of their content, below `/assets/`. Answers 503 with the build command while nothing is built.
 */
export function registerWebApp(fastify: FastifyInstance, { assetsDir, fileOrigins }: WebAppOptions): void {
  const page = join(assetsDir, 'index.html');
  const headers = securityHeaders(fileOrigins);

  const sendPage = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    let html: string;
    try {
      html = await readFile(page, 'utf8');
    } catch (error) {
      request.log.warn({ err: error }, 'the application is not built');
      return reply
        .code(503)
        .headers({ ...headers, 'cache-control': 'no-store' })
        .type('text/plain; charset=utf-8')
        .send(`The application has not been built. Run: ${BUILD_COMMAND}\n`);
    }
    return reply
      .headers({ ...headers, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(html);
  };
  for (const url of PAGES) fastify.get(url, sendPage);

  void fastify.register(fastifyStatic, {
    root: join(assetsDir, 'assets'),
    prefix: '/assets/',
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
