/** First come, first served: runs one piece of work at a time. */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve();
  private count = 0;

  /** How many pieces of work are running or waiting. */
  get size(): number {
    return this.count;
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    this.count += 1;
    const mine = this.last.then(work).finally(() => (this.count -= 1));
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
