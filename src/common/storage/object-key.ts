import { StorageError } from './storage-error.js';

// Lower case only: some file systems fold case. No dot, slash or backslash: a key can't climb out of its folder.
// 56 characters at most: a signed token with the key in it stays below the router's limit of 100 for one path part.
const KEY = /^[a-z0-9][a-z0-9_-]{7,55}$/;

export function isObjectKey(key: string): boolean {
  return KEY.test(key);
}

/** Throws `INVALID_KEY` unless the key is 8 to 56 characters of `a-z 0-9 _ -` that begin with a letter or digit. */
export function assertObjectKey(key: string): void {
  if (!isObjectKey(key)) throw new StorageError('INVALID_KEY', 'object key has a forbidden form');
}
