import { print } from 'graphql';
import { faultOf } from '../errors.js';
import { RefreshSessionDocument, type RefreshSessionMutation } from '../generated/documents.js';
import { ObservableValue, type Watchable } from '../observable-value.js';
import { withLock } from '../platform.js';
import type { StoredSession, TokenStorage } from './token-storage.js';

/** An access token is renewed this long (milliseconds) before it ends. */
const EARLY_MS = 30_000;
/** A token is new and has ended: this device's clock is wrong, and only the server can tell when it ends. */
const UNTIL_REFUSED = Number.MAX_SAFE_INTEGER;
const RENEWAL_TIMEOUT_MS = 15_000;

/**
 * Whether somebody is signed in. `needs-auth`: the server refuses to renew the session; what waits to be sent is kept for
 * this user until they sign in again or sign out.
 */
export type SessionState =
  { readonly status: 'signed-out' } | { readonly status: 'signed-in' | 'needs-auth'; readonly userId: string };

/** What `register`, `login` and `refreshSession` answer. */
export interface SignInResult {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
  readonly user: { readonly id: string };
}

const SIGNED_OUT: SessionState = { status: 'signed-out' };

/**
 * The tokens of this origin's user: shared by all tabs, renewed once for everybody who needs them. A refresh token can be
 * used once only, so renewals of several tabs take turns, and whoever comes second finds the new tokens there.
 */
export class Session {
  readonly #observable: ObservableValue<SessionState>;
  #renewing: Promise<string | null> | null = null;
  /** An access token that the server has refused. */
  #refused: string | null = null;
  readonly #stopWatching: () => void;
  readonly #url: string;
  readonly #storage: TokenStorage;
  readonly #fetch: typeof globalThis.fetch;
  readonly #lockName: string;

  constructor(url: string, storage: TokenStorage, fetch: typeof globalThis.fetch, lockName: string) {
    this.#url = url;
    this.#storage = storage;
    this.#fetch = fetch;
    this.#lockName = lockName;
    this.#observable = new ObservableValue(stateOf(storage.read()));
    this.#stopWatching = storage.onChange(() => this.#heard());
  }

  get state(): Watchable<SessionState> {
    return this.#observable;
  }

  /** Who is signed in, or has to sign in again; null when nobody is. */
  get userId(): string | null {
    const { current } = this.#observable;
    return current.status === 'signed-out' ? null : current.userId;
  }

  /** Takes the answer of `register` or `login`. */
  signedIn(result: SignInResult): void {
    this.#keep(result);
  }

  /** Forgets the tokens, in all tabs. */
  signedOut(): void {
    this.#storage.write(null);
    this.#refused = null;
    this.#observable.set(SIGNED_OUT);
  }

  /**
   * A token that is good now, renewed when it must be; null when nobody is signed in or the session can't be renewed.
   * @param userId whose it has to be; another tab may have signed in somebody else a moment ago
   * @throws when the server could not be asked: try again later
   */
  async accessToken(userId = this.userId): Promise<string | null> {
    const stored = this.#storage.read();
    if (this.#observable.current.status !== 'signed-in') return null;
    // The browser has thrown away what it kept; were it a sign-out in another tab, that would say so.
    if (!stored && userId !== null) this.#observable.set({ status: 'needs-auth', userId });
    if (stored?.userId !== userId) return null;
    if (stored.accessToken !== this.#refused && stored.expiresAt - Date.now() > EARLY_MS) return stored.accessToken;
    return this.renew(stored.accessToken);
  }

  /** The server has refused this token: it is not used again. */
  reject(accessToken: string): void {
    this.#refused = accessToken;
  }

  /**
   * Gets new tokens, once for all who ask at the same time.
   * @param old the token that is no good any more; another tab may have replaced it meanwhile
   */
  renew(old: string): Promise<string | null> {
    this.#renewing ??= withLock(this.#lockName, () => this.#renewAlone(old)).finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  close(): void {
    this.#stopWatching();
  }

  async #renewAlone(old: string): Promise<string | null> {
    const stored = this.#storage.read();
    if (!stored) return null;
    if (stored.accessToken !== old && stored.accessToken !== this.#refused) return stored.accessToken;
    const response = await this.#fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: print(RefreshSessionDocument),
        variables: { input: { refreshToken: stored.refreshToken } },
      }),
      signal: AbortSignal.timeout(RENEWAL_TIMEOUT_MS),
    });
    const { data, errors } = (await response.json()) as { data?: RefreshSessionMutation | null; errors?: unknown };
    // Somebody has signed out or in meanwhile.
    if (this.#storage.read()?.refreshToken !== stored.refreshToken) return null;
    if (data) return this.#keep(data.refreshSession);
    const code = faultOf(errors)?.code;
    if (code !== 'INVALID_TOKEN' && code !== 'UNAUTHENTICATED') throw new Error(`the session was not renewed: ${code}`);
    this.#observable.set({ status: 'needs-auth', userId: stored.userId });
    return null;
  }

  #keep({ accessToken, refreshToken, expiresAt, user }: SignInResult): string {
    const endsAt = Date.parse(expiresAt);
    const isPlausible = endsAt - Date.now() > EARLY_MS;
    const stored = { accessToken, refreshToken, expiresAt: isPlausible ? endsAt : UNTIL_REFUSED, userId: user.id };
    this.#storage.write(stored);
    this.#refused = null;
    this.#observable.set(stateOf(stored, this.#observable.current));
    return accessToken;
  }

  /** Another tab has signed in, renewed or signed out. */
  #heard(): void {
    this.#observable.set(stateOf(this.#storage.read(), this.#observable.current));
  }
}

function stateOf(stored: StoredSession | null, present?: SessionState): SessionState {
  if (!stored) return SIGNED_OUT;
  // The same object as long as nothing has changed, so that renewals wake nobody.
  if (present?.status === 'signed-in' && present.userId === stored.userId) return present;
  return { status: 'signed-in', userId: stored.userId };
}
