import { createClient, type Client } from 'graphql-ws';
import { backOffMs, Patience } from '../back-off.js';
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

/** Why there is no token for the socket; the session says what to do about it. */
export class NotSignedIn extends Error {
  constructor() {
    super('nobody is signed in');
  }
}

/**
 * The one WebSocket: reconnects without end, is woken when the network returns, and notices when the other end has
 * fallen silent without a goodbye.
 */
export class Socket {
  readonly client: Client;
  readonly #observable = new ObservableValue<ConnectionState>({ status: 'idle' });
  readonly #patience = new Patience();
  #raw: WebSocket | null = null;
  #pongTimer: ReturnType<typeof setTimeout> | undefined;
  #usedToken: string | null = null;
  readonly #stopWatching: () => void;
  readonly #session: Session;

  constructor(url: string, session: Session, webSocketImpl?: unknown) {
    this.#session = session;
    this.client = createClient({
      url,
      connectionParams: () => this.#params(),
      retryAttempts: Infinity,
      shouldRetry: () => true,
      retryWait: (retries) => this.#pause(retries),
      keepAlive: PING_EVERY_MS,
      lazyCloseTimeout: LAZY_CLOSE_MS,
      connectionAckWaitTimeout: ACK_WITHIN_MS,
      ...(webSocketImpl === undefined ? {} : { webSocketImpl }),
      on: {
        connecting: () => this.#observable.set({ status: 'connecting' }),
        opened: (socket) => (this.#raw = socket as WebSocket),
        connected: () => this.#observable.set({ status: 'connected' }),
        ping: (received) => {
          if (!received) this.#expectPong();
        },
        pong: (received) => {
          if (received) clearTimeout(this.#pongTimer);
        },
        closed: (event) => this.#closed(event),
      },
    });
    this.#stopWatching = onWake(() => this.#probe());
  }

  get state(): Watchable<ConnectionState> {
    return this.#observable;
  }

  /** Tries again now instead of when the pause is over. */
  retryNow(): void {
    this.#patience.hurry();
  }

  /** Reconnects, with the token of the moment; subscriptions go on. */
  restart(): void {
    if (this.#raw) this.client.terminate();
  }

  async close(): Promise<void> {
    this.#stopWatching();
    this.#patience.stop();
    clearTimeout(this.#pongTimer);
    // Rejects with the reason of the last close where the socket was on its way back.
    await Promise.resolve(this.client.dispose()).catch(() => undefined);
  }

  async #params(): Promise<Record<string, unknown>> {
    this.#usedToken = await this.#session.accessToken();
    if (this.#usedToken === null) throw new NotSignedIn();
    return { authorization: `Bearer ${this.#usedToken}` };
  }

  async #pause(retries: number): Promise<void> {
    const ms = backOffMs(retries);
    this.#observable.set(isOnline() ? { status: 'waiting', retryAt: Date.now() + ms } : { status: 'offline' });
    await this.#patience.wait(ms);
  }

  #closed(event: unknown): void {
    clearTimeout(this.#pongTimer);
    this.#raw = null;
    if (codeOf(event) === SESSION_ENDED && this.#usedToken !== null) this.#session.reject(this.#usedToken);
    // Where a connection could not be made, the pause has begun before the socket says that it is closed.
    if (this.#observable.current.status === 'waiting') return;
    this.#observable.set({ status: isOnline() ? 'idle' : 'offline' });
  }

  #expectPong(): void {
    clearTimeout(this.#pongTimer);
    this.#pongTimer = setTimeout(() => this.client.terminate(), PONG_WITHIN_MS);
  }

  /** The device may have slept: asks the other end for a sign of life instead of waiting for the next ping. */
  #probe(): void {
    if (this.#raw?.readyState !== 1) return;
    this.#raw.send('{"type":"ping"}');
    this.#expectPong();
  }
}

const codeOf = (event: unknown): number | undefined => (event as { code?: number } | null)?.code;
