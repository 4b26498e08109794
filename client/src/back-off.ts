import { onWake } from './platform.js';

const BASE_MS = 500;
const MOST_MS = 30_000;

/**
 * How long to wait before an attempt, in milliseconds: anything up to half a second, one, two … thirty, so that a thousand
 * clients that lost the same server come back spread out ("full jitter").
 */
export const backOffMs = (attempt: number): number => Math.random() * Math.min(MOST_MS, BASE_MS * 2 ** attempt);

/** Waits that end early when the network seems to be back, or when somebody asks; and at once after `stop`. */
export class Patience {
  readonly #ending = new AbortController();
  readonly #waiting = new Set<() => void>();
  readonly #stopWatching = onWake(() => this.hurry());

  /** Aborted by `stop`. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  get isOver(): boolean {
    return this.signal.aborted;
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
      if (this.isOver) done();
    });
  }

  /** Ends all waits now. */
  hurry(): void {
    for (const done of [...this.#waiting]) done();
  }

  stop(): void {
    this.#ending.abort();
    this.#stopWatching();
    this.hurry();
  }
}
