import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FileRouteError } from './file-route-error.js';
import type { LocalStorageRoutesOptions } from './local-storage.options.js';

type UploadRequest = FastifyRequest<{ Params: { token: string } }>;

const DEFAULT_CONCURRENT_UPLOADS = 64;
const DEFAULT_IDLE_MS = 30_000;
const DEFAULT_TIMEOUT_MS = 15 * 60_000;
const DRAIN_BYTES = 256 * 1024;
const DRAIN_MS = 1_000;

/** Handler that streams the raw body of an upload into the storage: all of the announced bytes or nothing. */
export function receiveUpload(options: LocalStorageRoutesOptions) {
  // One connection a key: otherwise one token could fill the disk with copies that only lose at the end.
  const inProgress = new Set<string>();
  const maxUploads = options.maxConcurrentUploads ?? DEFAULT_CONCURRENT_UPLOADS;

  return async (request: UploadRequest, reply: FastifyReply): Promise<unknown> => {
    const body = request.raw;
    try {
      const { key, size } = acceptedUpload(options, request);
      if (inProgress.has(key)) throw new FileRouteError('UPLOAD_IN_PROGRESS');
      if (inProgress.size >= maxUploads) throw new FileRouteError('UPLOADS_BUSY');
      inProgress.add(key);
      const stopWatching = cutWhenSlow(body, options);
      try {
        const stored = await options.storage.receiveUpload(key, body, size);
        return await reply.code(201).header('cache-control', 'no-store').send(stored);
      } finally {
        stopWatching();
        inProgress.delete(key);
      }
    } catch (error) {
      // The client has gone: there is nobody to answer and nothing was kept.
      if (body.destroyed && !body.complete) return reply.hijack();
      await drainBriefly(body);
      if (!body.complete) reply.header('connection', 'close');
      throw error;
    }
  };
}

function acceptedUpload(options: LocalStorageRoutesOptions, request: UploadRequest): { key: string; size: number } {
  const verified = options.storage.verifyToken(request.params.token, 'upload');
  if (verified?.grant.purpose !== 'upload') throw new FileRouteError('UPLOAD_LINK_INVALID');
  if (verified.isExpired) throw new FileRouteError('UPLOAD_EXPIRED');
  const { key, size } = verified.grant;
  const announced = request.headers['content-length'];
  const announcedBytes = announced === undefined ? size : Number(announced);
  if (size > options.maxBytes || announcedBytes > size) throw new FileRouteError('UPLOAD_TOO_LARGE');
  if (announcedBytes !== size) throw new FileRouteError('UPLOAD_SIZE_MISMATCH');
  return { key, size };
}

function cutWhenSlow(body: IncomingMessage, options: LocalStorageRoutesOptions): () => void {
  const cut = () => body.destroy(new Error('upload timed out'));
  const deadline = setTimeout(cut, options.uploadTimeoutMs ?? DEFAULT_TIMEOUT_MS);
  body.setTimeout(options.uploadIdleTimeoutMs ?? DEFAULT_IDLE_MS, cut);
  return () => {
    clearTimeout(deadline);
    body.off('timeout', cut);
    body.setTimeout(0);
  };
}

/** Clients see a refusal only if their writes don't fail first: what is already under way is read and thrown away. */
async function drainBriefly(body: IncomingMessage): Promise<void> {
  if (body.complete || body.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(finish, DRAIN_MS);
    let bytes = 0;
    function count(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes > DRAIN_BYTES) finish();
    }
    function finish(): void {
      clearTimeout(timer);
      body.off('data', count).off('end', finish).off('close', finish).pause();
      resolve();
    }
    body.on('data', count).once('end', finish).once('close', finish);
    body.once('error', () => undefined);
  });
}
