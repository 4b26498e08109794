/**
 * A value that is kept in this window's session storage and watched by React.
 * Session storage is chosen over local storage because tokens must not outlive the window.
 */
export class Stored<T> {
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(key: string, initial: T) {
    this.#key = key;
    this.#value = read<T>(key) ?? initial;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(value: T): void {
    this.#value = value;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // Storage may be full or forbidden; the value then lives as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }
}

function read<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
