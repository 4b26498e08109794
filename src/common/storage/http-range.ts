import type { ByteRange } from './object-storage.js';

// One range only: several would need multipart answers, which no player asks for (RFC 9110 section 14.2 allows a full one).
const SINGLE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/** The range that a `Range` header asks of `size` bytes; `whole` where it is absent, malformed or of several parts. */
export function parseRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const [, first, last] = SINGLE_RANGE.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const suffix = Number(last);
    return suffix === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(size - suffix, 0), end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'unsatisfiable' : { start, end };
}

/** Whether an `If-None-Match` header names the entity tag (weak comparison, RFC 9110 section 13.1.2). */
export function matchesEntityTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((part) => [etag, '*'].includes(part.trim().replace(/^W\//, '')));
}
