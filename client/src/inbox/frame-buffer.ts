import { isHidden } from '../platform.js';

const MOST_MS = 50;

/** Gathers what arrives within one frame, so that it is applied, and painted, at once. */
export class FrameBuffer<T> {
  #items: T[] = [];
  #cancel: (() => void) | null = null;
  #held = false;

  readonly #flushed: (items: readonly T[]) => void;

  constructor(flushed: (items: readonly T[]) => void) {
    this.#flushed = flushed;
  }

  push(item: T): void {
    this.#items.push(item);
    if (!this.#held) this.#cancel ??= nextFrame(() => this.flush());
  }

  /** Hands out nothing until `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.flush();
  }

  /** Hands out what has been gathered, now. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#held) return;
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) this.#flushed(items);
  }

  /** Forgets what has not been handed out. */
  clear(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#held = false;
    this.#items = [];
  }
}

/** The next frame, or a moment later where no frames are made: a hidden page has none. */
function nextFrame(run: () => void): () => void {
  const timer = setTimeout(run, MOST_MS);
  if (typeof requestAnimationFrame !== 'function' || isHidden()) return () => clearTimeout(timer);
  const frame = requestAnimationFrame(run);
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
