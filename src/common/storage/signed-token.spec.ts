import { describe, expect, it } from 'vitest';
import { StorageTokenSigner } from './signed-token.js';

const signer = new StorageTokenSigner('a secret that is long enough for a test');
const key = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const upload = signer.sign({ purpose: 'upload', key, size: 1_000, expiresAtMs: 1_700_000_000_000 });
const download = signer.sign({ purpose: 'download', key, expiresAtMs: 1_700_000_000_000 });

describe('StorageTokenSigner', () => {
  it('gives back what it signed', () => {
    expect(signer.verify(upload, 'upload')).toEqual({
      purpose: 'upload',
      key,
      size: 1_000,
      expiresAtMs: 1_700_000_000_000,
    });
    expect(signer.verify(download, 'download')).toEqual({ purpose: 'download', key, expiresAtMs: 1_700_000_000_000 });
  });

  it('does not take a token of one purpose for the other', () => {
    expect(signer.verify(upload, 'download')).toBeNull();
    expect(signer.verify(download, 'upload')).toBeNull();
    expect(signer.verify(download.replace(/^d/, 'u'), 'upload')).toBeNull();
  });

  it('refuses a token in which any character was changed', () => {
    for (let at = 0; at < upload.length; at += 1) {
      const changed = upload[at] === 'x' ? 'y' : 'x';
      expect(signer.verify(upload.slice(0, at) + changed + upload.slice(at + 1), 'upload')).toBeNull();
    }
  });

  it('refuses a token of another secret, cut, lengthened or empty', () => {
    const other = new StorageTokenSigner('another secret that is long enough for a test');
    expect(other.verify(upload, 'upload')).toBeNull();
    for (const token of ['', '.', '...', upload.slice(0, -1), `${upload}A`, `${upload}=`, '\u{1F600}'.repeat(11)]) {
      expect(signer.verify(token, 'upload')).toBeNull();
    }
  });
});
