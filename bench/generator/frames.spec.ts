import * as ws from 'ws';
import { describe, expect, it } from 'vitest';
import { FrameWatch, PONG_FRAME, textFrame } from './frames.js';

interface Seen {
  readonly what: string[];
  feed(bytes: Buffer, step: number): void;
}

function watch(): Seen {
  const what: string[] = [];
  const frames = new FrameWatch({
    onPing: () => what.push('ping'),
    onCharacter: (code) => what.push(String.fromCharCode(code)),
    onClose: (code) => what.push(`close ${code}`),
  });
  const feed = (bytes: Buffer, step: number): void => {
    for (let at = 0; at < bytes.length; at += step) {
      const chunk = bytes.subarray(at, at + step);
      frames.feed(chunk, chunk.length);
    }
  };
  return { what, feed };
}

/** A frame as a server writes it. */
function frame(opcode: number, payload: Buffer | string): Buffer {
  const options = { fin: true, rsv1: false, opcode, mask: false, readOnly: true };
  // The types of ws leave out what its own server uses.
  const maker = (ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } }).Sender;
  return Buffer.concat(maker.frame(Buffer.from(payload), options));
}

const closing = (code: number): Buffer => {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return payload;
};

describe('the watch over frames', () => {
  const stream = Buffer.concat([
    frame(1, 'hello'),
    frame(9, ''),
    frame(1, 'x'.repeat(200)),
    frame(1, '2'),
    frame(9, 'are you there?'),
    frame(1, Buffer.alloc(70_000, 0x89)),
    frame(9, ''),
    frame(8, closing(4413)),
  ]);

  for (const step of [1, 2, 3, 7, 100, 1_000_000])
    it(`finds what must be answered when the bytes come by ${step}`, () => {
      const seen = watch();
      seen.feed(stream, step);
      expect(seen.what).toEqual(['ping', '2', 'ping', 'ping', 'close 4413']);
    });

  it('takes a close without a code for one', () => {
    const seen = watch();
    seen.feed(frame(8, ''), 1);
    expect(seen.what).toEqual(['close 1005']);
  });
});

describe('a frame to send', () => {
  const unmasked = (bytes: Buffer): string => {
    const short = (bytes[1] as number) & 0x7f;
    const start = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
    const mask = bytes.subarray(start, start + 4);
    return String(bytes.subarray(start + 4).map((byte, index) => byte ^ (mask[index & 3] as number)));
  };

  for (const length of [0, 1, 125, 126, 65_535, 65_536])
    it(`of ${length} characters is masked and says its length`, () => {
      const bytes = textFrame('y'.repeat(length));
      expect([bytes[0], (bytes[1] as number) & 0x80]).toEqual([0x81, 0x80]);
      expect(unmasked(bytes)).toBe('y'.repeat(length));
      const seen = watch();
      // Hopping needs the length alone; a masked frame has four bytes more.
      seen.feed(Buffer.concat([bytes.subarray(0, bytes.length - 4), frame(9, '')]), 1000);
      expect(seen.what.at(-1)).toBe('ping');
    });

  it('can be a pong', () => {
    expect([...PONG_FRAME.subarray(0, 2)]).toEqual([0x8a, 0x80]);
  });
});
