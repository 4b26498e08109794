import { StorageError } from './storage-error.js';

const FULL = new Set(['XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage']);

/** Translates what the S3 client throws to a `StorageError`. */
export function fromS3Error(error: unknown, action: string): StorageError {
  if (error instanceof StorageError) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  const status = statusOf(error);
  const message = `${action} failed (${name})`;
  if (FULL.has(name) || status === 507) return new StorageError('STORAGE_FULL', message, { cause: error });
  if (name === 'NoSuchBucket') return new StorageError('STORAGE_UNAVAILABLE', message, { cause: error });
  if (status === 404) return new StorageError('NOT_FOUND', message, { cause: error });
  if (status === 412) return new StorageError('ALREADY_EXISTS', message, { cause: error });
  if (name === 'EntityTooLarge') return new StorageError('TOO_LARGE', message, { cause: error });
  return new StorageError('STORAGE_UNAVAILABLE', message, { cause: error });
}

/** HTTP status of an answer of S3, or undefined when there was none. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata as { httpStatusCode?: number } | undefined;
  return metadata?.httpStatusCode;
}
