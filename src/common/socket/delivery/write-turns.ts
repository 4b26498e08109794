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
  private waiting: TurnWriter[] = [];

  /** The writer is flushed in its turn; it asks once for each time that it has gathered something. */
  ask(writer: TurnWriter): void {
    this.waiting.push(writer);
    if (this.waiting.length === 1) setImmediate(this.run);
  }

  private readonly run = (): void => {
    const now = this.waiting.slice(0, WRITES_PER_TURN);
    for (const writer of now) writer.flush();
    this.waiting = this.waiting.slice(now.length);
    if (this.waiting.length > 0) setImmediate(this.run);
  };
}
