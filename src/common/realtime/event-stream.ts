import { unavailable } from '../errors/app-error.js';

/** A reader that is told of items, in place of asking for each with a promise. */
export interface StreamReader<T> {
  /**
   * Takes an item that comes while none waits, so that it needs no place in the queue. An item that it refuses, by answering
   * false, is queued, and `resume` is called.
   */
  accept(item: T): boolean;
  /** There may be an item to `take`, or `isOver` has become true. */
  resume(): void;
}

/**
 * A bounded queue between the delivery path and one subscription: an AsyncGenerator for GraphQL on one side, `push` on
 * the other. When the reader is so slow that the bound is reached, the stream overflows: nothing more is taken, and
 * whoever made it is told, once.
 */
export class EventStream<T> implements AsyncGenerator<T, void, void> {
  private queue: T[] = [];
  private taken = 0;
  private waiting: ((result: IteratorResult<T, void>) => void) | null = null;
  private reader: StreamReader<T> | null = null;
  /** Who waits for room; null while nobody does, as with nearly all streams. */
  private drained: { readonly below: number; readonly resolve: () => void }[] | null = null;
  private ended = false;
  private failure: Error | null = null;

  constructor(
    private readonly options: {
      /** Most items that may wait. */
      readonly limit: number;
      readonly onOverflow: () => void;
      /** Called once, when the reader or the writer is done. */
      readonly onEnd: () => void;
    },
  ) {}

  get isEnded(): boolean {
    return this.ended;
  }

  /** How many items wait. */
  get size(): number {
    return this.queue.length - this.taken;
  }

  push(item: T): void {
    if (this.ended) return;
    if (this.waiting) {
      const resolve = this.waiting;
      this.waiting = null;
      resolve({ done: false, value: item });
      return;
    }
    // One item of a live event costs a reader that keeps up no array and no second look (docs/performance.md).
    if (this.reader !== null && this.queue.length === 0 && this.reader.accept(item)) return;
    if (this.size >= this.options.limit) {
      // An error, so that a reader who catches up does not take the end of the queue for the end of the stream.
      this.fail(unavailable('The reader fell behind, and the stream'));
      this.options.onOverflow();
      return;
    }
    this.queue.push(item);
    this.reader?.resume();
  }

  /** From now on this reader takes the items, in place of `next`. */
  readBy(reader: StreamReader<T>): void {
    this.reader = reader;
  }

  /** The next item; undefined when none waits. */
  take(): T | undefined {
    if (this.taken === this.queue.length) return undefined;
    const value = this.queue[this.taken] as T;
    this.taken += 1;
    if (this.taken === this.queue.length) {
      this.queue.length = 0;
      this.taken = 0;
    } else if (this.taken > 1024) {
      this.queue = this.queue.slice(this.taken);
      this.taken = 0;
    }
    if (this.drained) this.release();
    return value;
  }

  /** Whether all has been taken and nothing more will come. */
  get isOver(): boolean {
    return this.ended && this.size === 0;
  }

  /** Why the stream is over, if it failed; asked for once. */
  takeFailure(): Error | null {
    const { failure } = this;
    this.failure = null;
    return failure;
  }

  /** Ends the stream after what is queued has been read. */
  end(): void {
    this.finish();
  }

  /** Ends the stream with an error, after what is queued has been read. */
  fail(error: Error): void {
    if (this.ended) return;
    this.failure = error;
    this.finish();
  }

  /**
   * Resolves when fewer items than that wait, by default half of the limit; at once when it is so, or when the stream is
   * over.
   */
  room(below = this.options.limit / 2): Promise<void> {
    if (this.ended || this.size < below) return Promise.resolve();
    return new Promise((resolve) => (this.drained ??= []).push({ below, resolve }));
  }

  next(): Promise<IteratorResult<T, void>> {
    if (this.size > 0) return Promise.resolve({ done: false, value: this.take() as T });
    const failure = this.takeFailure();
    if (failure) return Promise.reject(failure);
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => (this.waiting = resolve));
  }

  return(): Promise<IteratorResult<T, void>> {
    this.queue = [];
    this.taken = 0;
    this.failure = null;
    this.finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<IteratorResult<T, void>> {
    void this.return();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  private finish(): void {
    if (this.ended) return;
    this.ended = true;
    this.release();
    this.options.onEnd();
    this.reader?.resume();
    const { waiting, failure } = this;
    this.waiting = null;
    if (!waiting) return;
    this.failure = null;
    if (failure) waiting(Promise.reject(failure) as unknown as IteratorResult<T, void>);
    else waiting({ done: true, value: undefined });
  }

  private release(): void {
    const { drained, ended, size } = this;
    const isFree = ({ below }: { readonly below: number }): boolean => ended || size < below;
    if (!drained?.some(isFree)) return;
    const others = drained.filter((waiter) => !isFree(waiter));
    this.drained = others.length > 0 ? others : null;
    for (const waiter of drained) if (isFree(waiter)) waiter.resolve();
  }
}
