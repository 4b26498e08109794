import { setImmediate as endOfTurn } from 'node:timers/promises';
import { AppError } from '../errors/app-error.js';

/** A group that takes longer, in milliseconds, is not waited for: the next goes beside it, as long as there are few. */
const SLOW_MS = 100;
const MAX_FLIGHTS = 4;

interface Waiter<V> {
  readonly resolve: (value: V | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupedReadsOptions<K> {
  /** How many keys are read at once. */
  readonly maxGroup: number;
  /** How many of those, the first first, are not too much together. One always goes. By default all. */
  readonly fitting?: (keys: readonly K[]) => number;
}

/**
 * Group commit, for reads: whoever asks in one turn of the event loop is asked for together, and those who come while a
 * group is under way go together in the next. A server at rest adds no delay and reads one by one; when a thousand sockets
 * come back in one instant they cost a few statements together, and one connection. Nothing is kept: every answer was read
 * after it was asked for.
 */
export class GroupedReads<V, K = string> {
  private waiting = new Map<K, Waiter<V>[]>();
  private flights = 0;
  private scheduled = false;
  private newestSince = 0;
  private timer: NodeJS.Timeout | null = null;

  /** @param read answers what it found, by key; keys that it leaves out resolve to undefined */
  constructor(
    private readonly read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
    private readonly options: GroupedReadsOptions<K>,
  ) {}

  /** Rejects as `read` does. When the database does not answer, those who came meanwhile are told so at the same time. */
  load(key: K): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      const waiters = this.waiting.get(key);
      if (waiters) waiters.push({ resolve, reject });
      else this.waiting.set(key, [{ resolve, reject }]);
      void this.schedule();
    });
  }

  /** At the end of the turn, with everything that was asked for in it: after the messages of all sockets that had some. */
  private async schedule(): Promise<void> {
    if (this.scheduled) return;
    const wait = this.flights === 0 ? 0 : this.newestSince + SLOW_MS - performance.now();
    if (this.flights >= MAX_FLIGHTS) return;
    if (wait > 0) {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        if (this.waiting.size > 0) void this.schedule();
      }, wait).unref();
      return;
    }
    this.scheduled = true;
    await endOfTurn();
    this.scheduled = false;
    if (this.waiting.size > 0) void this.fly(this.take());
  }

  private take(): Map<K, Waiter<V>[]> {
    const { maxGroup, fitting } = this.options;
    const all = this.waiting;
    const keys = [...all.keys()].slice(0, maxGroup);
    const count = fitting ? Math.max(1, fitting(keys)) : keys.length;
    if (all.size <= count) {
      this.waiting = new Map();
      return all;
    }
    const group = new Map([...all].slice(0, count));
    for (const key of group.keys()) all.delete(key);
    return group;
  }

  private async fly(group: ReadonlyMap<K, Waiter<V>[]>): Promise<void> {
    this.flights += 1;
    this.newestSince = performance.now();
    try {
      const found = await this.read([...group.keys()]);
      for (const [key, waiters] of group) for (const { resolve } of waiters) resolve(found.get(key));
    } catch (error) {
      const isDown = error instanceof AppError && error.code === 'UNAVAILABLE';
      for (const some of isDown ? [group, this.waiting] : [group])
        for (const waiters of some.values()) for (const { reject } of waiters) reject(error);
      if (isDown) this.waiting.clear();
    } finally {
      this.flights -= 1;
      if (this.waiting.size > 0) void this.schedule();
    }
  }
}
