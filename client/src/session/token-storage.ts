/** What a session needs to survive a reload. Times are milliseconds since 1970, by this device's clock. */
export interface StoredSession {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends. */
  readonly expiresAt: number;
  readonly userId: string;
}

/** Where the session is kept; shared by all tabs. */
export interface TokenStorage {
  read(): StoredSession | null;
  write(session: StoredSession | null): void;
  /** Calls back when another tab has written. */
  onChange(listener: () => void): () => void;
}

export class MemoryTokenStorage implements TokenStorage {
  #session: StoredSession | null = null;

  read(): StoredSession | null {
    return this.#session;
  }

  write(session: StoredSession | null): void {
    this.#session = session;
  }

  onChange(): () => void {
    return () => undefined;
  }
}

/** `localStorage`, because it is shared by tabs and read at once. */
const localTokenStorage = (storage: Storage, key: string): TokenStorage => ({
  read() {
    try {
      return JSON.parse(storage.getItem(key) ?? 'null') as StoredSession | null;
    } catch {
      return null;
    }
  },
  write(session) {
    if (session) storage.setItem(key, JSON.stringify(session));
    else storage.removeItem(key);
  },
  onChange(listener) {
    const ending = new AbortController();
    const { signal } = ending;
    const heard = (event: StorageEvent): void => {
      if (event.key === key || event.key === null) listener();
    };
    // A page that comes back from the back-forward cache was told nothing while it was there.
    const shown = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) listener();
    };
    window.addEventListener('storage', heard, { signal });
    window.addEventListener('pageshow', shown, { signal });
    return () => ending.abort();
  },
});

/**
 * The browser's storage, or memory where it is missing or refused.
 * @internal
 */
export function tokenStorage(key: string): TokenStorage {
  try {
    const storage = globalThis.localStorage as Storage | undefined;
    if (!storage || typeof window === 'undefined') return new MemoryTokenStorage();
    storage.setItem(`${key}:probe`, '1');
    storage.removeItem(`${key}:probe`);
    return localTokenStorage(storage, key);
  } catch {
    return new MemoryTokenStorage();
  }
}
