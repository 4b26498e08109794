import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inertContentType } from '../media/content-types.js';
import { contentDisposition } from './content-disposition.js';
import { FileRouteError } from './file-route-error.js';
import { matchesEntityTag, parseRange } from './http-range.js';
import type { DownloadGrant, LocalStorageRoutesOptions } from './local-storage.options.js';

type DownloadRequest = FastifyRequest<{ Params: { token: string } }>;

/** Handler that serves an object inertly; a forged link, an expired one and a missing object get the same answer. */
export function serveDownload(options: LocalStorageRoutesOptions) {
  return async (request: DownloadRequest, reply: FastifyReply): Promise<unknown> => {
    const verified = options.storage.verifyToken(request.params.token, 'download');
    if (!verified || verified.isExpired) throw new FileRouteError('FILE_NOT_FOUND');
    const { key, expiresAtMs } = verified.grant;
    const grant = await options.authorizeDownload(key);
    const stats = grant && (await options.storage.stat(key));
    if (!grant || !stats) throw new FileRouteError('FILE_NOT_FOUND');

    // Objects never change, so the key alone identifies the bytes.
    const etag = `"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`;
    const maxAgeSeconds = Math.max(options.storage.secondsUntil(expiresAtMs), 0);
    reply.headers({ ...inertHeaders(grant), etag, 'cache-control': `private, max-age=${maxAgeSeconds}, immutable` });
    if (matchesEntityTag(request.headers['if-none-match'], etag)) return reply.code(304).send();

    const ifRange = request.headers['if-range'];
    const isSameObject = ifRange === undefined || ifRange === etag;
    const range = isSameObject ? parseRange(request.headers.range, stats.size) : 'whole';
    if (range === 'unsatisfiable') {
      return reply
        .code(416)
        .headers({ 'content-range': `bytes */${stats.size}`, 'cache-control': 'no-store' })
        .removeHeader('etag')
        .send();
    }
    if (range === 'whole') {
      reply.header('content-length', stats.size);
    } else {
      reply.code(206).headers({
        'content-length': range.end - range.start + 1,
        'content-range': `bytes ${range.start}-${range.end}/${stats.size}`,
      });
    }
    if (request.method === 'HEAD') return reply.send();
    return reply.send(await options.storage.openRead(key, range === 'whole' ? undefined : range));
  };
}

function inertHeaders(grant: DownloadGrant): Record<string, string> {
  const contentType = inertContentType(grant.contentType);
  const isInline = grant.inlineAllowed && grant.kind === 'IMAGE';
  return {
    'content-type': contentType,
    'content-disposition': contentDisposition({
      fileName: grant.fileName,
      contentType,
      disposition: isInline ? 'inline' : 'attachment',
    }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
    'accept-ranges': 'bytes',
  };
}
