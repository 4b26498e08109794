/** Frames of WebSocket (RFC 6455) as a client writes them, and the little that has to be known of those that come. */

const TEXT = 0x81;
const PONG = 0x8a;
/** Servers unmask whatever the mask; one that is not zero costs them what a client of the world would. */
const MASK = Buffer.from([0x5a, 0xa5, 0x3c, 0xc3]);

/** An empty pong. */
export const PONG_FRAME = Buffer.concat([Buffer.from([PONG, 0x80]), MASK]);

/** One text frame of ASCII, masked. */
export function textFrame(text: string): Buffer {
  const length = text.length;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + extra + 4 + length);
  frame[0] = TEXT;
  frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) frame.writeUInt16BE(length, 2);
  if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  const start = 2 + extra + 4;
  MASK.copy(frame, 2 + extra);
  if (frame.write(text, start, 'latin1') !== length) throw new Error('a frame to send is not ASCII');
  for (let index = 0; index < length; index++)
    frame[start + index] = (frame[start + index] as number) ^ (MASK[index & 3] as number);
  return frame;
}

export interface FrameListener {
  onPing(): void;
  /** A text frame of one character. */
  onCharacter(code: number): void;
  /** @param code as the peer gave it; 1005 when it gave none */
  onClose(code: number): void;
}

/** Hops from frame to frame, looking at headers alone: what has to be answered is found, the rest is not looked at. */
export class FrameWatch {
  private readonly head = Buffer.alloc(16);
  private headLength = 0;
  /** Bytes of the present frame that are still to come. */
  private skip = 0;

  constructor(private readonly listener: FrameListener) {}

  feed(bytes: Buffer, length: number): void {
    let at = 0;
    while (at < length) {
      if (this.skip > 0) {
        const hop = Math.min(this.skip, length - at);
        this.skip -= hop;
        at += hop;
        continue;
      }
      // A header is gathered byte by byte, because it may be cut anywhere; with it the first two bytes of short payloads.
      this.head[this.headLength++] = bytes[at++] as number;
      if (this.headLength >= this.wanted()) this.take();
    }
  }

  /** How many bytes of the head must be there before the frame can be judged. */
  private wanted(): number {
    if (this.headLength < 2) return 2;
    const short = (this.head[1] as number) & 0x7f;
    if (short === 126) return 4;
    if (short === 127) return 10;
    return 2 + Math.min(short, this.isLookedInto(short) ? 2 : 0);
  }

  private isLookedInto(length: number): boolean {
    const opcode = (this.head[0] as number) & 0x0f;
    return opcode === 8 || (opcode === 1 && length === 1);
  }

  private take(): void {
    const opcode = (this.head[0] as number) & 0x0f;
    const short = (this.head[1] as number) & 0x7f;
    const length =
      short === 126 ? this.head.readUInt16BE(2) : short === 127 ? Number(this.head.readBigUInt64BE(2)) : short;
    const seen = short < 126 ? this.headLength - 2 : 0;
    this.skip = length - seen;
    const end = this.headLength;
    this.headLength = 0;
    if (opcode === 9) this.listener.onPing();
    else if (opcode === 8) this.listener.onClose(end >= 4 ? this.head.readUInt16BE(2) : 1005);
    else if (opcode === 1 && length === 1) this.listener.onCharacter(this.head[2] as number);
  }
}
