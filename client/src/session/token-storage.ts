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
    const heard = (event: Event): void => {
      const told = event as StorageEvent & Partial<PageTransitionEvent>;
      // A page that comes back from the back-forward cache was told nothing while it was there.
      if (told.persisted ?? (told.key === key || told.key === null)) listener();
    };
    for (const name of ['storage', 'pageshow']) window.addEventListener(name, heard, ending);
    return () => ending.abort();
  },
});

/**
 * The browser's storage, or memory where it is missing or refused.
 * @internal
 */
export function tokenStorage(key: string): TokenStorage {
  try {
    if (typeof window === 'undefined') return new MemoryTokenStorage();
    const storage = localStorage;
    const probe = `${key}:probe`;
    storage.setItem(probe, '');
    storage.removeItem(probe);
    return localTokenStorage(storage, key);
  } catch {
    return new MemoryTokenStorage();
  }
}
