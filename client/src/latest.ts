import { backOffMs, Patience } from './back-off.js';
import { isPassing } from './errors.js';

/**
 * Hands the latest value of each key to the server: after a pause, so that many changes are told once, one at a time, and
 * again until it is there or refused.
 */
export class Latest<T> {
  readonly patience = new Patience();
  readonly #values = new Map<string, T>();
  readonly #busy = new Map<string, Promise<void>>();
  readonly #pauseMs: number;
  readonly #hand: (key: string, value: T) => Promise<unknown>;
  /** Called when the latest value of a key is on the server, or was refused. */
  readonly #settled: (key: string) => void;

  constructor(
    pauseMs: number,
    hand: (key: string, value: T) => Promise<unknown>,
    settled: (key: string) => void = () => undefined,
  ) {
    this.#pauseMs = pauseMs;
    this.#hand = hand;
    this.#settled = settled;
  }

  /** What is not on the server yet. */
  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: T): void {
    this.#values.set(key, value);
    if (!this.#busy.has(key)) this.#busy.set(key, this.#handOver(key));
  }

  /** Takes back what was not handed over yet; resolves when nothing is on its way. */
  async takeBack(key: string): Promise<void> {
    this.#values.delete(key);
    await this.#busy.get(key);
  }

  async #handOver(key: string): Promise<void> {
    await this.patience.wait(this.#pauseMs);
    for (let attempt = 0; !this.patience.isOver;) {
      const value = this.#values.get(key);
      if (value === undefined) break;
      try {
        await this.#hand(key, value);
      } catch (error) {
        if (isPassing(error)) {
          await this.patience.wait(backOffMs(attempt));
          attempt += 1;
          continue;
        }
      }
      if (this.#values.get(key) !== value) continue;
      this.#values.delete(key);
      this.#settled(key);
    }
    // In the same turn as the last look for a value: one that is set in between would stay behind.
    this.#busy.delete(key);
  }
}
