import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObjectKey } from './object-key.js';

/** What a token allows: one upload of exactly `size` bytes, or downloads, of one object until `expiresAtMs`. */
export type StorageGrant =
  | { purpose: 'upload'; key: string; size: number; expiresAtMs: number }
  | { purpose: 'download'; key: string; expiresAtMs: number };

const MIN_SECRET_LENGTH = 32;
const SIGNATURE_BYTES = 16;
const LETTERS = { upload: 'u', download: 'd' } as const;

/**
 * Signs and verifies capability tokens for the local storage: HMAC-SHA256, cut to 128 bits (RFC 2104 section 5), over
 * purpose, expiry in seconds, key and size. Tokens hold only `A-Z a-z 0-9 _ - .`.
 */
export class StorageTokenSigner {
  private readonly signingKey: Buffer;

  constructor(secret: string) {
    if (secret.length < MIN_SECRET_LENGTH) throw new RangeError('the storage signing secret is too short');
    // Derived, so that a secret shared with another use (such as JWT signing) never signs the same bytes for both.
    this.signingKey = createHmac('sha256', secret).update('wireside object storage v1').digest();
  }

  sign(grant: StorageGrant): string {
    const seconds = Math.floor(grant.expiresAtMs / 1000).toString(36);
    const parts = [LETTERS[grant.purpose], seconds, grant.key];
    if (grant.purpose === 'upload') parts.push(grant.size.toString(36));
    const body = parts.join('.');
    return `${body}.${this.signature(body)}`;
  }

  /** The grant of a token with an intact signature (expiry is the caller's to judge), or null. */
  verify(token: string, purpose: StorageGrant['purpose']): StorageGrant | null {
    const cut = token.lastIndexOf('.');
    const body = token.slice(0, Math.max(cut, 0));
    const given = Buffer.from(token.slice(cut + 1));
    const expected = Buffer.from(this.signature(body));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;

    const [letter, seconds = '', key = '', size = ''] = body.split('.');
    if (letter !== LETTERS[purpose] || !isObjectKey(key)) return null;
    const expiresAtMs = Number.parseInt(seconds, 36) * 1000;
    return purpose === 'upload'
      ? { purpose, key, size: Number.parseInt(size, 36), expiresAtMs }
      : { purpose, key, expiresAtMs };
  }

  private signature(body: string): string {
    const digest = createHmac('sha256', this.signingKey).update(body).digest();
    return digest.subarray(0, SIGNATURE_BYTES).toString('base64url');
  }
}
