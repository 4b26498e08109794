import { Frames } from './frames.js';

/** How many sockets are written to before everything else that waits for the event loop has its turn. */
const WRITES_PER_TURN = 256;

export interface TurnWriter {
  /** Writes all that has been gathered. Must not throw. */
  flush(): void;
}

/**
 * Lets sockets gather what one turn of the event loop has for them, and writes it at its end: the system call is most of
 * what a small frame costs (docs/performance.md), and there is no timer, so that a single event waits for nothing. A very
 * large fan-out goes on over several turns, in the order in which the sockets came.
 */
export class WriteTurns {
  /** No frames yet: what sockets have in common begins here. */
  readonly start = new Frames();
  private waiting: TurnWriter[] = [];
  private first: TurnWriter[] = [];
  private isScheduled = false;

  /** The writer is flushed in its turn; it asks once for each time that it has gathered something. */
  ask(writer: TurnWriter): void {
    this.schedule();
    this.waiting.push(writer);
  }

  /** The same before all others: who waits for an answer does not wait for a large fan-out. */
  askFirst(writer: TurnWriter): void {
    this.schedule();
    this.first.push(writer);
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(this.run);
  }

  private readonly run = (): void => {
    this.isScheduled = false;
    const { first } = this;
    this.first = [];
    for (const writer of first) writer.flush();
    const now = this.waiting.slice(0, WRITES_PER_TURN);
    for (const writer of now) writer.flush();
    this.waiting = this.waiting.slice(now.length);
    if (this.waiting.length > 0 || this.first.length > 0) this.schedule();
    else this.start.forget();
  };
}
