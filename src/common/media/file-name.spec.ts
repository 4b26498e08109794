import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeFileName } from './file-name.js';

describe('sanitizeFileName', () => {
  it.each([
    ['photo.png', 'photo.png'],
    ['  spaced   name .png ', 'spaced name .png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\cv.pdf', 'cv.pdf'],
    ['folder/', 'folder'],
    ['..', 'file'],
    ['', 'file'],
    ['/', 'file'],
    ['a\r\nSet-Cookie: x=1', 'aSet-Cookie_ x=1'],
    ['zero\0byte.txt', 'zerobyte.txt'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['\u2066isolate\u2069.txt', 'isolate.txt'],
    ['lone\ud800.txt', 'lone.txt'],
    ['e\u0301te\u0301.txt', 'été.txt'],
    ['"quoted" <name>?.txt', '_quoted_ _name__.txt'],
    ['.htaccess', 'htaccess'],
    ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
    ['長い名前.txt', '長い名前.txt'],
  ])('makes %j into %j', (name, expected) => {
    expect(sanitizeFileName(name)).toBe(expected);
  });

  it('shortens to 255 bytes without cutting a character, and keeps the extension', () => {
    const short = sanitizeFileName(`${'長'.repeat(300)}.jpeg`);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(255);
    expect(short).toMatch(/^長+\.jpeg$/);
    expect(sanitizeFileName(`a.${'x'.repeat(999)}`)).toHaveLength(255);
  });

  it('gives a storable name for anything, and the same one when asked again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 400 }),
        (name) => {
          const clean = sanitizeFileName(name);
          expect(clean).not.toBe('');
          expect(clean).not.toMatch(/\p{Surrogate}/u);
          expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(255);
          expect(clean).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
          expect(sanitizeFileName(clean)).toBe(clean);
        },
      ),
    );
  });
});
