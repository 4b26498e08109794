import { createClient, type Client } from 'graphql-ws';
import { backOffMs, makePatience } from '../back-off.js';
import { ObservableValue, type Watchable } from '../observable-value.js';
import { isOnline, onWake } from '../platform.js';
import type { Session } from '../session/session.js';

const SESSION_ENDED = 4403;
/** Between pings of an idle socket, and how long the pong may take: a dead connection is found within the sum. */
const PING_EVERY_MS = 12_000;
const PONG_WITHIN_MS = 5000;
const ACK_WITHIN_MS = 8000;
const LAZY_CLOSE_MS = 5000;

/** How the socket is. `waiting` until `retryAt` (milliseconds since 1970) before the next attempt. */
export type ConnectionState =
  | { readonly status: 'idle' | 'connecting' | 'connected' | 'offline' }
  | { readonly status: 'waiting'; readonly retryAt: number };

/**
 * The one WebSocket: reconnects without end, is woken when the network returns, and notices when the other end has
 * fallen silent without a goodbye.
 * @internal
 */
export interface Socket {
  readonly client: Client;
  readonly state: Watchable<ConnectionState>;
  /** Tries again now instead of when the pause is over. */
  retryNow(): void;
  /** Reconnects, with the token of the moment; subscriptions go on. */
  restart(): void;
  close(): Promise<void>;
}

/** @internal */
export function makeSocket(url: string, session: Session, webSocketImpl?: unknown): Socket {
  const state = new ObservableValue<ConnectionState>({ status: 'idle' });
  const patience = makePatience();
  let raw: WebSocket | null = null;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let usedToken: string | null = null;
  /** Subscriptions made so far, by the name of their operation. */
  const made: Record<string, number> = {};

  const client = createClient({
    url,
    async connectionParams() {
      usedToken = await session.accessToken();
      if (usedToken === null) throw new Error('nobody is signed in');
      return { authorization: `Bearer ${usedToken}` };
    },
    // The same in all clients, whatever else each has asked: what many sockets are told under one id the server writes once.
    generateID: ({ operationName: name }) => `${name}:${(made[name!] = (made[name!] ?? 0) + 1)}`,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait(retries) {
      const ms = backOffMs(retries);
      state.set(isOnline() ? { status: 'waiting', retryAt: Date.now() + ms } : { status: 'offline' });
      return patience.wait(ms);
    },
    keepAlive: PING_EVERY_MS,
    lazyCloseTimeout: LAZY_CLOSE_MS,
    connectionAckWaitTimeout: ACK_WITHIN_MS,
    webSocketImpl,
    on: {
      connecting: () => state.set({ status: 'connecting' }),
      opened: (socket) => (raw = socket as WebSocket),
      connected: () => state.set({ status: 'connected' }),
      ping: (isReceived) => {
        if (!isReceived) expectPong();
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer);
      },
      closed: (event) => {
        clearTimeout(pongTimer);
        raw = null;
        const code = (event as { code?: number } | null)?.code;
        if (code === SESSION_ENDED && usedToken !== null) session.reject(usedToken);
        // Where a connection could not be made, the pause has begun before the socket says that it is closed.
        if (state.current.status !== 'waiting') state.set({ status: isOnline() ? 'idle' : 'offline' });
      },
    },
  });

  function expectPong(): void {
    clearTimeout(pongTimer);
    pongTimer = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
  }

  // The device may have slept: asks the other end for a sign of life instead of waiting for the next ping.
  const stopWatching = onWake(() => {
    if (raw?.readyState !== 1) return;
    raw.send('{"type":"ping"}');
    expectPong();
  });

  return {
    client,
    state,
    retryNow: patience.hurry,
    restart() {
      if (raw) client.terminate();
    },
    async close() {
      stopWatching();
      patience.stop();
      clearTimeout(pongTimer);
      try {
        await client.dispose();
      } catch {
        // The reason of the last close, where the socket was on its way back.
      }
    },
  };
}
