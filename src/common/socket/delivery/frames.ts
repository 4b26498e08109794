import { textFrameHeader } from './text-frame.js';

/**
 * Frames as they go out in one write, one character for each byte. Sockets that are told the same in one turn, under the same
 * operation id, share them: joining, and copying what was joined into one piece, is done for the first of them
 * (docs/performance.md). Each knows what came after it last and nothing else, so that whoever differs loses nothing by it.
 */
export class Frames {
  private next: Frames | null = null;

  constructor(
    readonly bytes = '',
    private readonly prefix = '',
    private readonly payload = '',
  ) {}

  /** These, and one event: `prefix`, `payload` and a closing brace, one character for each byte. */
  andNext(prefix: string, payload: string): Frames {
    const { next } = this;
    if (next !== null && next.prefix === prefix && next.payload === payload) return next;
    const frame = `${textFrameHeader(prefix.length + payload.length + 1)}${prefix}${payload}}`;
    return (this.next = new Frames(this.bytes + frame, prefix, payload));
  }

  /** These, and other whole frames. */
  and(bytes: string): Frames {
    return new Frames(this.bytes + bytes);
  }

  /** Lets go of what came after. */
  forget(): void {
    this.next = null;
  }
}
