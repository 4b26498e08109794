import { describe, expect, it } from 'vitest';
import { mayBePicture, mayBeTaken } from './file-types.js';

describe('a file', () => {
  it.each([
    ['image/png', []],
    ['', ['image/*']],
    ['image/png', ['image/*']],
    ['image/png', ['application/pdf', 'IMAGE/PNG']],
    ['audio/x-m4a', ['audio/mp4']],
    ['application/x-zip-compressed', ['application/zip']],
    ['text/xml', ['application/xml']],
    ['text/plain', ['image/*', 'application/octet-stream']],
    // By its content it is nothing that the server knows.
    ['image/svg+xml', ['application/octet-stream']],
    ['video/mp4', ['application/octet-stream']],
  ])('of type “%s” is sent where %j is accepted', (type, accepted) => {
    expect(mayBeTaken(type, accepted)).toBe(true);
  });

  it.each([
    ['text/plain', ['image/*', 'application/pdf']],
    ['application/pdf', ['image/*', 'video/*']],
    ['image/gif', ['image/png', 'image/jpeg']],
    ['video/mp4', ['image/*', 'application/pdf']],
  ])('of type “%s” is not where %j is accepted', (type, accepted) => {
    expect(mayBeTaken(type, accepted)).toBe(false);
  });

  it('is a picture where browsers can show it, or where nobody knows', () => {
    expect(['image/webp', '', 'image/heic', 'text/plain'].map((type) => mayBePicture(new Blob([], { type })))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
