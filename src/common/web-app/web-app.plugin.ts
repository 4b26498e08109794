import type { FastifyInstance } from 'fastify';
import { registerBuiltAssets, sendBuiltPage } from '../http/built-assets.js';
import { securityHeaders } from './web-app.policy.js';

export interface WebAppOptions {
  /** Absolute path of the built application (the folder that holds `index.html`). */
  assetsDir: string;
  /** Where clients reach this server. The application turns it into the address by which it was opened itself. */
  publicUrl: string;
  /** Origins that attachments are sent to and fetched from, besides that of the page. */
  fileOrigins: readonly string[];
}

const UNBUILT = 'The application has not been built. Run: npm run build:app\n';

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
export function registerWebApp(fastify: FastifyInstance, { assetsDir, publicUrl, fileOrigins }: WebAppOptions): void {
  const headers = securityHeaders(fileOrigins);
  const known = `<meta name="wireside:public-url" content="${escapeAttribute(publicUrl)}" />`;
  const fill = (html: string): string => html.replace('</head>', () => `${known}</head>`);
  const page = { assetsDir, headers, fill, unbuilt: UNBUILT };

  for (const url of PAGES) fastify.get(url, (request, reply) => sendBuiltPage(page, request, reply));
  registerBuiltAssets(fastify, { assetsDir, prefix: '/assets/', headers });
}

const escapeAttribute = (text: string): string => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);
