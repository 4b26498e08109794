/** A value that can be watched, in the shape that React's `useSyncExternalStore` takes. */
export interface Watchable<T> {
  readonly current: T;
  /** Calls back after each change; answers how to stop. */
  subscribe(listener: () => void): () => void;
}

/** @internal */
export class ObservableValue<T> implements Watchable<T> {
  readonly #listeners = new Set<() => void>();

  constructor(public current: T) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(value: T): void {
    if (Object.is(value, this.current)) return;
    this.current = value;
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Resolves when the value fulfils the condition; at once when it does already.
 * @internal
 */
export function until<T>(value: Watchable<T>, holds: (current: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    if (holds(value.current)) return resolve(value.current);
    const stop = value.subscribe(() => {
      if (!holds(value.current)) return;
      stop();
      resolve(value.current);
    });
  });
}
