import { ApolloClient, InMemoryCache } from '@apollo/client';
import { WebSocket } from 'ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MarkReadDocument, MeDocument } from '../src/generated/documents.js';
import { mutateAs } from '../src/graphql/mutate.js';
import { makeLink } from '../src/links.js';
import { makeSession, type Session } from '../src/session/session.js';
import { hasStoredSession } from '../src/session/stored-session.js';
import { MemoryTokenStorage, type TokenStorage } from '../src/session/token-storage.js';
import type { Socket } from '../src/socket/socket.js';
import { createWiresideClient } from '../src/wireside-client.js';

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const ann = { accessToken: 'a1', refreshToken: 'r1', user: { id: 'ann' } };
const bob = { accessToken: 'b1', refreshToken: 's1', user: { id: 'bob' } };

afterEach(() => {
  vi.useRealTimers();
});

function sessionWith(fetch: typeof globalThis.fetch, storage: TokenStorage = new MemoryTokenStorage()): Session {
  const session = makeSession('http://kit.invalid/graphql', storage, fetch, 'renewal');
  session.signedIn({ ...ann, expiresAt: inMs(900_000) });
  return session;
}

/** A server that renews, counts how often, and says that its tokens end by its own clock. */
function renewing(expiresAt: () => string): { fetch: typeof globalThis.fetch; renewals: () => number } {
  let renewals = 0;
  const fetch = async (): Promise<Response> => {
    renewals += 1;
    await Promise.resolve();
    const tokens = { accessToken: `a${renewals + 1}`, refreshToken: `r${renewals + 1}`, user: { id: 'ann' } };
    return new Response(JSON.stringify({ data: { refreshSession: { ...tokens, expiresAt: expiresAt() } } }));
  };
  return { fetch, renewals: () => renewals };
}

describe('K8: a token that is refused', () => {
  it('is renewed once for all who need it', async () => {
    let renewals = 0;
    const session = sessionWith(async () => {
      renewals += 1;
      await Promise.resolve();
      const expiresAt = new Date(Date.now() + 900_000).toISOString();
      const refreshSession = { accessToken: `a${renewals + 1}`, refreshToken: 'r2', expiresAt, user: { id: 'ann' } };
      return new Response(JSON.stringify({ data: { refreshSession } }));
    });
    session.reject('a1');
    const tokens = await Promise.all(Array.from({ length: 10 }, () => session.accessToken()));
    expect(new Set(tokens)).toEqual(new Set(['a2']));
    expect(renewals).toBe(1);
    expect(session.state.current).toEqual({ status: 'signed-in', userId: 'ann' });
  });

  it('and can not be renewed needs its user again', async () => {
    const errors = [{ message: 'ended', extensions: { code: 'INVALID_TOKEN' } }];
    const session = sessionWith(() => Promise.resolve(new Response(JSON.stringify({ errors }))));
    session.reject('a1');
    expect(await session.accessToken()).toBeNull();
    expect(session.state.current).toEqual({ status: 'needs-auth', userId: 'ann' });
  });
});

describe('a session', () => {
  it('is not renewed for each request because the clock of the device is ahead', async () => {
    const { fetch, renewals } = renewing(() => inMs(-3_600_000));
    const session = sessionWith(fetch);
    session.reject('a1');
    for (let count = 0; count < 5; count += 1) expect(await session.accessToken()).toBe('a2');
    expect(renewals()).toBe(1);
    session.reject('a2');
    expect(await session.accessToken()).toBe('a3');
  });

  it('is renewed before its time when the clock jumps, once', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { fetch, renewals } = renewing(() => inMs(900_000));
    const session = sessionWith(fetch);
    vi.setSystemTime(Date.now() + 86_400_000);
    expect(await session.accessToken()).toBe('a2');
    vi.setSystemTime(Date.now() - 2 * 86_400_000);
    expect(await session.accessToken()).toBe('a2');
    expect(renewals()).toBe(1);
  });

  it('needs its user again when the browser has thrown away what it kept', async () => {
    const storage = new MemoryTokenStorage();
    const session = sessionWith(() => Promise.reject(new TypeError('offline')), storage);
    storage.write(null);
    expect(await session.accessToken()).toBeNull();
    expect(session.state.current).toEqual({ status: 'needs-auth', userId: 'ann' });
  });

  it('that was ended does not come back with the answer to its renewal', async () => {
    const { fetch } = renewing(() => inMs(900_000));
    const session = sessionWith(fetch);
    session.reject('a1');
    const renewed = session.accessToken();
    session.signedOut();
    expect(await renewed).toBeNull();
    expect(session.state.current).toEqual({ status: 'signed-out' });
    expect(await session.accessToken()).toBeNull();
  });

  it('is ended although the server does not answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const fetch = (): Promise<Response> => new Promise(() => undefined);
    const client = createWiresideClient({
      url: 'http://kit.invalid/graphql',
      persist: false,
      fetch,
      webSocketImpl: WebSocket,
    });
    client.signIn({ ...ann, expiresAt: inMs(900_000) });
    const ended = client.signOut();
    await vi.advanceTimersByTimeAsync(10_000);
    await ended;
    expect(client.session.state.current).toEqual({ status: 'signed-out' });
    expect(client.chat.current).toBeNull();
    await client.close();
  });
});

describe('a request of one user', () => {
  const json = (body: unknown): Response =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  const unauthenticated = { errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] };

  /** What the server hears as whose, and an Apollo Client that asks it. */
  function world(): { tokens: (string | null)[]; session: Session; storage: TokenStorage; apollo: ApolloClient } {
    const tokens: (string | null)[] = [];
    const fetch = (_: unknown, init?: RequestInit): Promise<Response> => {
      tokens.push(new Headers(init?.headers).get('authorization'));
      return Promise.resolve(json(unauthenticated));
    };
    const storage = new MemoryTokenStorage();
    const session = sessionWith(fetch, storage);
    const link = makeLink('http://kit.invalid/graphql', session, { client: {} } as unknown as Socket, fetch);
    return { tokens, session, storage, apollo: new ApolloClient({ cache: new InMemoryCache(), link }) };
  }

  it.each(['in another tab, unheard of', 'here'])(
    'is not made as another who has signed in meanwhile %s',
    async (where) => {
      const { tokens, session, storage, apollo } = world();
      const asAnn = mutateAs(apollo, 'ann');
      const expiresAt = inMs(900_000);
      if (where === 'here') session.signedIn({ ...bob, expiresAt });
      else storage.write({ accessToken: 'b1', refreshToken: 's1', userId: 'bob', expiresAt: Date.parse(expiresAt) });
      await expect(asAnn(MarkReadDocument, { conversationId: 'c', seq: 1 })).rejects.toThrow();
      await apollo.query({ query: MeDocument }).catch(() => undefined);
      expect(tokens[0]).toBeNull();
      if (where === 'here') expect(tokens).toContain('Bearer b1');
    },
  );

  it('that is refused is not made again as another who has signed in meanwhile', async () => {
    const { tokens, session, apollo } = world();
    const asking = mutateAs(apollo, 'ann')(MarkReadDocument, { conversationId: 'c', seq: 1 });
    const refused = vi
      .spyOn(session, 'reject')
      .mockImplementation(() => session.signedIn({ ...bob, expiresAt: inMs(900_000) }));
    await expect(asking).rejects.toThrow();
    expect(refused).toHaveBeenCalled();
    expect(tokens).toEqual(['Bearer a1']);
  });
});

describe('a session that is kept', () => {
  const url = 'http://kit.invalid/graphql';

  function keepIn(storage: unknown): void {
    vi.stubGlobal('window', Object.assign(new EventTarget(), { navigator: { userAgent: '' } }));
    vi.stubGlobal('localStorage', storage);
  }

  afterEach(() => vi.unstubAllGlobals());

  it('is known of before the kit is loaded', async () => {
    const kept = new Map<string, string>();
    keepIn({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
    const client = createWiresideClient({ url, fetch: () => new Promise(() => undefined), webSocketImpl: WebSocket });
    expect(hasStoredSession(url)).toBe(false);
    client.signIn({ ...ann, expiresAt: inMs(900_000) });
    expect(hasStoredSession(url)).toBe(true);
    expect(hasStoredSession('http://elsewhere.invalid/graphql')).toBe(false);
    client.session.signedOut();
    expect(hasStoredSession(url)).toBe(false);
    await client.close();
  });

  it('is none where storage is blocked', () => {
    const blocked = (): never => {
      throw new DOMException('blocked', 'SecurityError');
    };
    keepIn({ getItem: blocked, setItem: blocked });
    expect(hasStoredSession(url)).toBe(false);
  });
});
