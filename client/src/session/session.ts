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
export interface Session {
  readonly state: Watchable<SessionState>;
  /** Who is signed in, or has to sign in again; null when nobody is. */
  readonly userId: string | null;
  /** @internal Takes the answer of `register` or `login`. */
  signedIn(result: SignInResult): void;
  /** @internal Forgets the tokens, in all tabs. */
  signedOut(): void;
  /**
   * A token that is good now, renewed when it must be; null when nobody is signed in or the session can't be renewed.
   * @param userId whose it has to be; another tab may have signed in somebody else a moment ago
   * @throws when the server could not be asked: try again later
   */
  accessToken(userId?: string | null): Promise<string | null>;
  /** @internal The server has refused this token: it is not used again. */
  reject(accessToken: string): void;
  /**
   * Gets new tokens, once for all who ask at the same time.
   * @param old the token that is no good any more; another tab may have replaced it meanwhile
   * @internal
   */
  renew(old: string): Promise<string | null>;
  /** @internal */
  close(): void;
}

/** @internal */
export function makeSession(
  url: string,
  storage: TokenStorage,
  fetch: typeof globalThis.fetch,
  lockName: string,
): Session {
  const state = new ObservableValue<SessionState>(SIGNED_OUT);
  let renewing: Promise<string | null> | null = null;
  /** An access token that the server has refused. */
  let refused: string | null = null;

  /** Whoever is stored is signed in. The state is the same object as long as they are, so that renewals wake nobody. */
  function follow(): void {
    const userId = storage.read()?.userId;
    const { current } = state;
    if (userId === undefined) state.set(SIGNED_OUT);
    else if (current.status !== 'signed-in' || current.userId !== userId) state.set({ status: 'signed-in', userId });
  }

  function write(tokens: StoredSession | null): void {
    storage.write(tokens);
    refused = null;
    follow();
  }

  function keep({ accessToken, refreshToken, expiresAt, user }: SignInResult): string {
    const endsAt = Date.parse(expiresAt);
    const isPlausible = endsAt - Date.now() > EARLY_MS;
    write({ accessToken, refreshToken, expiresAt: isPlausible ? endsAt : UNTIL_REFUSED, userId: user.id });
    return accessToken;
  }

  function renew(old: string): Promise<string | null> {
    renewing ??= withLock(lockName, () => renewAlone(old)).finally(() => (renewing = null));
    return renewing;
  }

  async function renewAlone(old: string): Promise<string | null> {
    const stored = storage.read();
    if (!stored) return null;
    const { accessToken, refreshToken, userId } = stored;
    if (accessToken !== old && accessToken !== refused) return accessToken;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: print(RefreshSessionDocument), variables: { input: { refreshToken } } }),
      signal: AbortSignal.timeout(RENEWAL_TIMEOUT_MS),
    });
    const { data, errors } = (await response.json()) as { data?: RefreshSessionMutation | null; errors?: unknown };
    // Somebody has signed out or in meanwhile.
    if (storage.read()?.refreshToken !== refreshToken) return null;
    if (data) return keep(data.refreshSession);
    const code = faultOf(errors)?.code;
    if (code !== 'INVALID_TOKEN' && code !== 'UNAUTHENTICATED') throw new Error(code);
    state.set({ status: 'needs-auth', userId });
    return null;
  }

  const session: Session = {
    state,
    get userId() {
      const { current } = state;
      return current.status === 'signed-out' ? null : current.userId;
    },
    signedIn: (result) => void keep(result),
    signedOut: () => write(null),
    async accessToken(userId = session.userId) {
      const stored = storage.read();
      if (state.current.status !== 'signed-in') return null;
      // The browser has thrown away what it kept; were it a sign-out in another tab, that would say so.
      if (!stored && userId !== null) state.set({ status: 'needs-auth', userId });
      if (stored?.userId !== userId) return null;
      const { accessToken, expiresAt } = stored;
      return accessToken !== refused && expiresAt - Date.now() > EARLY_MS ? accessToken : renew(accessToken);
    },
    reject(accessToken) {
      refused = accessToken;
    },
    renew,
    // Another tab has signed in, renewed or signed out.
    close: storage.onChange(follow),
  };
  follow();
  return session;
}
