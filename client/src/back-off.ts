import { onWake } from './platform.js';

const BASE_MS = 500;
const MOST_MS = 30_000;

/**
 * How long to wait before an attempt, in milliseconds: anything up to half a second, one, two … thirty, so that a thousand
 * clients that lost the same server come back spread out ("full jitter").
 */
export const backOffMs = (attempt: number): number => Math.random() * Math.min(MOST_MS, BASE_MS * 2 ** attempt);

/** Waits that end early when the network seems to be back, or when somebody asks; and at once after `stop`. */
export interface Patience {
  /** Aborted by `stop`. */
  readonly signal: AbortSignal;
  isOver(): boolean;
  wait(ms: number): Promise<void>;
  /** Ends all waits now. */
  hurry(): void;
  stop(): void;
}

export function makePatience(): Patience {
  const ending = new AbortController();
  const { signal } = ending;
  const waiting = new Set<() => void>();
  const hurry = (): void => {
    for (const done of [...waiting]) done();
  };
  const stopWatching = onWake(hurry);
  const isOver = (): boolean => signal.aborted;
  return {
    signal,
    isOver,
    wait: (ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiting.add(done);
        if (isOver()) done();
      }),
    hurry,
    stop() {
      ending.abort();
      stopWatching();
      hurry();
    },
  };
}
