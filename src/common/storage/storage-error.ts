/** Why a storage operation failed; callers translate these to their own API's codes. */
export type StorageErrorCode =
  | 'STORAGE_FULL'
  | 'STORAGE_UNAVAILABLE'
  | 'TOO_LARGE'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'SIZE_MISMATCH'
  | 'INVALID_KEY';

/** Failure of an object storage; the message is for logs, never for clients. */
export class StorageError extends Error {
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'StorageError';
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Translates a failed read to a `StorageError`; what is one already stays itself. */
export function fromFileSystemError(error: unknown, action: string): StorageError {
  return translate(error, action, 'NOT_FOUND');
}

/** Translates a failed write: here a missing folder is a broken storage, not a missing object. */
export function fromWriteError(error: unknown, action: string): StorageError {
  return translate(error, action, 'STORAGE_UNAVAILABLE');
}

/** The system's error name (`ENOSPC`), or an empty string. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function translate(error: unknown, action: string, whenMissing: StorageErrorCode): StorageError {
  if (error instanceof StorageError) return error;
  const errno = errnoOf(error);
  const message = `${action} failed${errno ? ` (${errno})` : ''}`;
  if (FULL.has(errno)) return new StorageError('STORAGE_FULL', message, { cause: error });
  if (errno === 'ENOENT') return new StorageError(whenMissing, message, { cause: error });
  return new StorageError('STORAGE_UNAVAILABLE', message, { cause: error });
}
