import { backOffMs, makePatience, type Patience } from './back-off.js';
import { isPassing } from './errors.js';

/**
 * Hands the latest value of each key to the server: after a pause, so that many changes are told once, one at a time, and
 * again until it is there or refused.
 */
export interface Latest<T> {
  readonly patience: Patience;
  /** What is not on the server yet. */
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  /** Takes back what was not handed over yet; resolves when nothing is on its way. */
  takeBack(key: string): Promise<void>;
}

/** @param settled called when the latest value of a key is on the server, or was refused */
export function makeLatest<T>(
  pauseMs: number,
  hand: (key: string, value: T) => Promise<unknown>,
  settled?: (key: string) => void,
): Latest<T> {
  const patience = makePatience();
  const values = new Map<string, T>();
  const busy = new Map<string, Promise<void>>();

  async function handOver(key: string): Promise<void> {
    await patience.wait(pauseMs);
    for (let attempt = 0; !patience.isOver();) {
      const value = values.get(key);
      if (value === undefined) break;
      try {
        await hand(key, value);
      } catch (error) {
        if (isPassing(error)) {
          await patience.wait(backOffMs(attempt));
          attempt += 1;
          continue;
        }
      }
      if (values.get(key) !== value) continue;
      values.delete(key);
      settled?.(key);
    }
    // In the same turn as the last look for a value: one that is set in between would stay behind.
    busy.delete(key);
  }

  return {
    patience,
    get: (key) => values.get(key),
    set(key, value) {
      values.set(key, value);
      if (!busy.has(key)) busy.set(key, handOver(key));
    },
    async takeBack(key) {
      values.delete(key);
      await busy.get(key);
    },
  };
}
