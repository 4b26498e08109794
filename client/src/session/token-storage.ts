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
class LocalTokenStorage implements TokenStorage {
  readonly #storage: Storage;
  readonly #key: string;

  constructor(storage: Storage, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  read(): StoredSession | null {
    try {
      return JSON.parse(this.#storage.getItem(this.#key) ?? 'null') as StoredSession | null;
    } catch {
      return null;
    }
  }

  write(session: StoredSession | null): void {
    if (session) this.#storage.setItem(this.#key, JSON.stringify(session));
    else this.#storage.removeItem(this.#key);
  }

  onChange(listener: () => void): () => void {
    const heard = ({ key }: StorageEvent): void => {
      if (key === this.#key || key === null) listener();
    };
    // A page that comes back from the back-forward cache was told nothing while it was there.
    const shown = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) listener();
    };
    window.addEventListener('storage', heard);
    window.addEventListener('pageshow', shown);
    return () => {
      window.removeEventListener('storage', heard);
      window.removeEventListener('pageshow', shown);
    };
  }
}

/** The browser's storage, or memory where it is missing or refused. */
export function tokenStorage(key: string): TokenStorage {
  try {
    const storage = globalThis.localStorage as Storage | undefined;
    if (!storage || typeof window === 'undefined') return new MemoryTokenStorage();
    storage.setItem(`${key}:probe`, '1');
    storage.removeItem(`${key}:probe`);
    return new LocalTokenStorage(storage, key);
  } catch {
    return new MemoryTokenStorage();
  }
}
