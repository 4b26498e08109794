import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StampScanner } from './stamps.js';

/** The numbers found when the bytes come in chunks that end at these places. */
function foundIn(text: string, cuts: readonly number[]): number[] {
  const found: number[] = [];
  const scanner = new StampScanner('@@M', (number) => found.push(number));
  const bytes = Buffer.from(text, 'latin1');
  const places = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  let from = 0;
  // As the socket hands it over: a buffer that is longer than what came, with leavings of earlier reads behind.
  const shared = Buffer.from('@@M99999999'.repeat(40), 'latin1');
  for (const to of places) {
    const chunk = bytes.subarray(from, to);
    const buffer = chunk.length < shared.length ? shared : chunk;
    chunk.copy(buffer);
    scanner.feed(buffer, chunk.length);
    from = to;
  }
  return found;
}

describe('the stamp scanner', () => {
  it('finds every stamp, with its number, among other text', () => {
    expect(foundIn('a@@M00000001 b@M@@A00000007@@M00000002@@M12345678', [])).toEqual([1, 2, 12345678]);
  });

  it('finds a stamp that is cut at any place', () => {
    const text = '{"text":"@@M00000042 x"}';
    for (let cut = 0; cut <= text.length; cut++) expect(foundIn(text, [cut])).toEqual([42]);
  });

  it('finds the same however the stream is cut, down to single bytes', () => {
    const piece = fc.constantFrom('@', '@@', '@@M', '@@M0000', 'x', '@@A00000009', '@@M00000003', '@@M87654321', 'M');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(120), { maxLength: 40 }), (pieces, cuts) => {
        // A stamp's digits are always there in what servers send; a false start never has other text for digits.
        const text = pieces.join(' ').replaceAll(/@@M(?!\d{8})/g, '@M');
        expect(foundIn(text, cuts)).toEqual(foundIn(text, []));
        expect(
          foundIn(
            text,
            [...text].map((_, index) => index),
          ),
        ).toEqual(foundIn(text, []));
      }),
    );
  });
});
