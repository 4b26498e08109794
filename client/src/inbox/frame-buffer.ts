import { isHidden } from '../platform.js';

const MOST_MS = 50;

/** Gathers what arrives within one frame, so that it is applied, and painted, at once. */
export interface FrameBuffer<T> {
  push(item: T): void;
  /** Hands out nothing until `release`. */
  hold(): void;
  release(): void;
  /** Hands out what has been gathered, now. */
  flush(): void;
  /** Forgets what has not been handed out. */
  clear(): void;
}

export function makeFrameBuffer<T>(flushed: (items: readonly T[]) => void): FrameBuffer<T> {
  let gathered: T[] = [];
  let cancel: (() => void) | null = null;
  let isHeld = false;

  /** Ends the wait for the frame, and the hold; answers what has been gathered. */
  function take(): T[] {
    cancel?.();
    cancel = null;
    isHeld = false;
    const items = gathered;
    gathered = [];
    return items;
  }
  function flush(): void {
    if (isHeld) return;
    const items = take();
    if (items.length > 0) flushed(items);
  }
  return {
    push(item) {
      gathered.push(item);
      if (!isHeld) cancel ??= nextFrame(flush);
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      flush();
    },
    flush,
    clear: take,
  };
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
