import type { FastifyInstance, FastifyReply } from 'fastify';
import { FileRouteError } from './file-route-error.js';
import { serveDownload } from './local-download.js';
import { receiveUpload } from './local-upload.js';
import type { FileRouteLogger, LocalStorageRoutesOptions } from './local-storage.options.js';
import { StorageError } from './storage-error.js';

/**
 * Registers `PUT /files/upload/:token` and `GET|HEAD /files/:token/:fileName`, to which the URLs of `LocalObjectStorage`
 * lead, in a scope of their own: the raw body parser touches no other route. Call it before the server listens. CORS (PUT
 * with `Content-Type`, from the allowed origins) is the application's. Every refusal is `{ error: { code, message } }`
 * with a code of `FILE_ROUTE_ERRORS`. URLs here are capabilities: keep them out of access logs.
 */
export async function registerLocalStorageRoutes(
  fastify: FastifyInstance,
  options: LocalStorageRoutesOptions,
): Promise<void> {
  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.setErrorHandler((error, _request, reply) => answerError(error, reply, options.logger));

    const uploads = receiveUpload(options);
    scope.put<{ Params: { token: string } }>('/files/upload/:token', { bodyLimit: options.maxBytes }, uploads);
    scope.route<{ Params: { token: string } }>({
      method: ['GET', 'HEAD'],
      url: '/files/:token/:fileName',
      exposeHeadRoute: false,
      handler: serveDownload(options),
    });
  });
}

async function answerError(error: unknown, reply: FastifyReply, logger: FileRouteLogger | undefined): Promise<void> {
  const refusal = toRefusal(error);
  if (refusal.status >= 500) logger?.error({ err: refusal.cause ?? error }, 'a file request failed');
  if (refusal.status === 503) reply.header('retry-after', '5');
  await reply
    .code(refusal.status)
    .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .send({ error: { code: refusal.code, message: refusal.message } });
}

function toRefusal(error: unknown): FileRouteError {
  if (error instanceof FileRouteError) return error;
  if (!(error instanceof StorageError)) return new FileRouteError('INTERNAL', { cause: error });
  switch (error.code) {
    case 'NOT_FOUND':
    case 'INVALID_KEY':
      return new FileRouteError('FILE_NOT_FOUND');
    case 'ALREADY_EXISTS':
      return new FileRouteError('UPLOAD_ALREADY_COMPLETED');
    case 'SIZE_MISMATCH':
      return new FileRouteError('UPLOAD_SIZE_MISMATCH');
    case 'TOO_LARGE':
      return new FileRouteError('UPLOAD_TOO_LARGE');
    case 'STORAGE_FULL':
    case 'STORAGE_UNAVAILABLE':
      return new FileRouteError(error.code, { cause: error });
  }
}
