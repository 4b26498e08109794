import type { Readable } from 'node:stream';

/** Where and how a client uploads the raw bytes of one object, without going through the API. */
export interface UploadTarget {
  url: string;
  method: 'PUT';
  /** Headers that the client must send exactly so. */
  headers: { name: string; value: string }[];
  expiresAt: Date;
}

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface DownloadUrlRequest {
  key: string;
  /** Equal expiry gives an equal URL, so that caches work; see `quantisedExpiry`. At most 7 days ahead. */
  expiresAt: Date;
  contentType: string;
  fileName: string;
  /** `inline` is honoured for raster images alone. */
  disposition: 'inline' | 'attachment';
}

/**
 * Port to where attachments are kept: a local folder or S3. Objects are written once and never change.
 *
 * Keys are 8 to 56 characters of `a-z 0-9 _ -` (a lower-case UUID fits). Every method throws `StorageError`:
 * `INVALID_KEY`, `NOT_FOUND`, `ALREADY_EXISTS`, `TOO_LARGE` (bytes), `STORAGE_FULL`, `STORAGE_UNAVAILABLE`.
 */
export abstract class ObjectStorage {
  /** A capability to upload exactly `size` bytes once under `key`; another length or a second upload is refused. */
  abstract createUploadTarget(request: { key: string; size: number; expiresAt: Date }): Promise<UploadTarget>;

  /** Size in bytes of a completely stored object, or null. */
  abstract stat(key: string): Promise<{ size: number } | null>;

  /** Streams an object or a part of it; a range is cut at the end of the object and may come out empty. */
  abstract openRead(key: string, range?: ByteRange): Promise<Readable>;

  /**
   * Stores a stream under a new key; all or nothing, and durable when the promise resolves. The source is not destroyed
   * on failure; an error of the source itself is thrown as it is.
   */
  abstract writeFrom(key: string, source: Readable, maxBytes: number): Promise<{ size: number }>;

  /** Removes an object; removing an absent one is fine. */
  abstract delete(key: string): Promise<void>;

  /** A capability URL for GET and HEAD with range requests; whoever holds it may read until it expires. */
  abstract createDownloadUrl(request: DownloadUrlRequest): Promise<string>;

  /** Releases connections. */
  abstract close(): Promise<void>;

  /** The first bytes of an object, fewer when it is shorter. */
  async readHead(key: string, bytes: number): Promise<Buffer> {
    if (bytes < 1) return Buffer.alloc(0);
    const chunks: Buffer[] = [];
    for await (const chunk of await this.openRead(key, { start: 0, end: bytes - 1 })) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
}

/**
 * The expiry that all capabilities made within one window share: between one and two windows ahead of `nowMs`, so that a
 * URL is the same for all viewers and nobody is handed one that is about to expire.
 */
export function quantisedExpiry(nowMs: number, windowMs: number): Date {
  return new Date((Math.floor(nowMs / windowMs) + 2) * windowMs);
}

/** Throws a `RangeError` for a range that no object could have; such a call is a programming error. */
export function assertByteRange(range: ByteRange): void {
  const isValid = Number.isSafeInteger(range.start) && Number.isSafeInteger(range.end);
  if (!isValid || range.start < 0 || range.end < range.start) throw new RangeError('byte range is malformed');
}

/** Throws a `RangeError` unless the number is a possible size in bytes. */
export function assertByteSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError('size must be a whole number of bytes');
}
