import { AppError } from '../../../common/errors/app-error.js';

/** A point in the history of the whole database: what happened before it, less the overlap, has been told. */
export interface StreamCursor {
  readonly epoch: string;
  /** Milliseconds since 1970, by the clock of the database. */
  readonly at: number;
}

const VERSION = 1;

export const encodeStreamCursor = ({ epoch, at }: StreamCursor): string =>
  Buffer.from(JSON.stringify([VERSION, epoch, at])).toString('base64url');

/** @throws AppError INVALID_CURSOR for what is none of ours */
export function decodeStreamCursor(cursor: string): StreamCursor {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 3 && parts[0] === VERSION) {
      const [, epoch, at] = parts as unknown[];
      if (typeof epoch === 'string' && typeof at === 'number' && Number.isSafeInteger(at) && at >= 0)
        return { epoch, at };
    }
  } catch {
    // falls through: whatever it is, it is not ours
  }
  throw new AppError('INVALID_CURSOR', 'Not a cursor of the inbox');
}
