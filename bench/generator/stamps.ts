import { DIGITS } from '../harness/stamp.js';

const ZERO = 48;

/**
 * Finds stamps in a stream of bytes, wherever it is cut into chunks. Nothing else is looked at: this is all that the
 * generator does with most of what it receives.
 */
export class StampScanner {
  private readonly needle: Buffer;
  private readonly size: number;
  private readonly first: number;
  /** What could be the beginning of a stamp at the end of the last chunk, and room for its end. */
  private readonly tail: Buffer;
  private tailLength = 0;

  constructor(
    stamp: string,
    private readonly onStamp: (number: number) => void,
  ) {
    this.needle = Buffer.from(stamp, 'latin1');
    this.size = stamp.length + DIGITS;
    this.first = this.needle[0] as number;
    this.tail = Buffer.alloc(2 * this.size);
  }

  feed(bytes: Buffer, length: number): void {
    if (this.tailLength > 0 && length < this.size) return this.feedShort(bytes, length);
    if (this.tailLength > 0) this.finishTail(bytes);
    const chunk = length === bytes.length ? bytes : bytes.subarray(0, length);
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(this.needle, from);
      if (at === -1 || at + this.size > length) break;
      this.onStamp(this.numberAt(chunk, at + this.needle.length));
      from = at + this.size;
    }
    this.keepTail(chunk, from, length);
  }

  /** A chunk too short to end what the last one began, perhaps: both are taken for one. */
  private feedShort(bytes: Buffer, length: number): void {
    const joined = Buffer.concat([this.tail.subarray(0, this.tailLength), bytes.subarray(0, length)]);
    this.tailLength = 0;
    this.feed(joined, joined.length);
  }

  /** Looks for a stamp that began in the last chunk, with as much of this one as it can need. */
  private finishTail(bytes: Buffer): void {
    const begun = this.tailLength;
    bytes.copy(this.tail, begun, 0, this.size - 1);
    const at = this.tail.subarray(0, begun + this.size - 1).indexOf(this.needle);
    this.tailLength = 0;
    if (at !== -1 && at < begun) this.onStamp(this.numberAt(this.tail, at + this.needle.length));
  }

  private keepTail(chunk: Buffer, from: number, length: number): void {
    for (let at = Math.max(from, length - this.size + 1); at < length; at++)
      if (chunk[at] === this.first) {
        chunk.copy(this.tail, 0, at, length);
        this.tailLength = length - at;
        return;
      }
  }

  private numberAt(bytes: Buffer, at: number): number {
    let number = 0;
    for (let index = at; index < at + DIGITS; index++) number = number * 10 + (bytes[index] as number) - ZERO;
    return number;
  }
}
