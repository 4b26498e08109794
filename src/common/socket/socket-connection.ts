import type { Context } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Viewer } from '../auth/viewer.js';
import type { SocketHandle } from '../graphql/graphql-context.js';
import { newId } from '../ids/ids.js';
import { CloseCode } from './close-codes.js';
import type { SocketGate, SocketWriter } from './delivery/socket-writer.js';

/** How long before its expiry a session is announced to be expiring, at most; and as a part of what remained. */
const NOTICE_MS = 60_000;
const NOTICE_SHARE = 0.25;
/** How long a peer may take to answer a close before the connection is cut. */
const CLOSE_GRACE_MS = 3000;
// setTimeout overflows above 2^31 ms and would fire at once.
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface SocketOrigin {
  readonly address: string;
  readonly userAgent: string;
}

/** What graphql-ws keeps of a socket, as far as both ways must agree: whether it is acknowledged, and what is under way. */
export type ProtocolState = Pick<Context, 'acknowledged' | 'subscriptions'>;

/** One accepted WebSocket: who is on it, until when, and how it ends. */
export class SocketConnection implements SocketHandle {
  readonly id = newId();
  /** Writes the events of this socket. */
  readonly writer: SocketWriter;
  viewer: Viewer | null = null;
  expiresAt = Number.POSITIVE_INFINITY;
  private expiryListeners: readonly ((expiresAt: number) => void)[] = [];
  private isExpiring = false;
  /**
   * First for `connection_init`, then for the notice, then for the end: thousands of sockets wait for nothing else
   * (docs/performance.md).
   */
  private timer: NodeJS.Timeout | undefined;
  private cleanups: readonly (() => void)[] = [];
  /** Ids of the operations under way, and of those among them that are over but for graphql-ws; null while there are none. */
  private readonly operations = new Set<string>();
  private ending: Set<string> | null = null;
  private ownCloseCode: number | null = null;
  /** Once the client has introduced itself. */
  protocol: ProtocolState | null = null;

  constructor(
    private readonly socket: WebSocket,
    makeWriter: (gate: SocketGate) => SocketWriter,
    readonly origin: SocketOrigin,
  ) {
    this.writer = makeWriter(this);
    socket.on('close', () => this.dispose());
  }

  get isOpen(): boolean {
    return this.ownCloseCode === null && this.socket.readyState === this.socket.OPEN;
  }

  /** The code with which this side has closed it; null while it has not. */
  get closedWith(): number | null {
    return this.ownCloseCode;
  }

  /** Whether events may still be told: the session is checked for each, since timers can be late. */
  get mayTell(): boolean {
    return this.isOpen && !this.isExpired;
  }

  /** Bytes handed to the socket that the peer has not taken yet. */
  get bufferedBytes(): number {
    return this.socket.bufferedAmount + this.writer.gatheredBytes;
  }

  /** Whether the token may still be used; checked for every operation, since timers can be late. */
  get isExpired(): boolean {
    return Date.now() >= this.expiresAt;
  }

  /** Closes the socket unless `begun` is called in time (milliseconds). */
  awaitInit(ms: number): void {
    this.wait(ms, () => this.close(CloseCode.INIT_TIMEOUT, 'Connection initialisation timeout'));
  }

  /** `connection_init` has come. */
  begun(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  extend(viewer: Viewer, expiresAt: number): void {
    this.viewer = viewer;
    this.expiresAt = expiresAt;
    this.schedule();
  }

  /** Calls back when the session is about to expire; at once when it is already. */
  onExpiring(listener: (expiresAt: number) => void): () => void {
    this.expiryListeners = this.expiryListeners.concat(listener);
    if (this.isExpiring) listener(this.expiresAt);
    return () => {
      this.expiryListeners = this.expiryListeners.filter((one) => one !== listener);
    };
  }

  /** Calls back when the socket has ended, however it ended. */
  onEnd(cleanup: () => void): void {
    if (this.socket.readyState === this.socket.CLOSED) cleanup();
    // As long as it need be: a list that one pushes to, or that is spread, has room for sixteen more (docs/performance.md).
    else this.cleanups = this.cleanups.concat(cleanup);
  }

  /** How many operations are under way. */
  get operationCount(): number {
    return this.operations.size - (this.ending?.size ?? 0);
  }

  /** Notes that an operation begins; false when an earlier one of that id is not over. */
  begin(operationId: string): boolean {
    if (this.operations.has(operationId)) return false;
    this.operations.add(operationId);
    return true;
  }

  /**
   * Notes that an operation is over. Its id is free from the next turn of the event loop on: graphql-ws keeps operations
   * by id alone, and what it still does to end this one would hit a successor.
   */
  finish(operationId: string): void {
    if (!this.operations.has(operationId)) return;
    const ending = (this.ending ??= new Set());
    ending.add(operationId);
    setImmediate(() => {
      this.operations.delete(operationId);
      ending.delete(operationId);
      if (ending.size === 0) this.ending = null;
    });
  }

  /** The same, of one that graphql-ws knows nothing of any more: its id is free at once. */
  end(operationId: string): void {
    this.operations.delete(operationId);
  }

  /** Closes in an orderly way, and cuts the connection when the peer does not answer. */
  close(code: number, reason: string): void {
    if (this.ownCloseCode !== null) return;
    // What was made before goes before the close frame; nothing comes after it.
    this.writer.flush();
    this.ownCloseCode = code;
    this.socket.close(code, reason);
    const timer = setTimeout(() => this.socket.terminate(), CLOSE_GRACE_MS);
    timer.unref();
    this.socket.once('close', () => clearTimeout(timer));
  }

  private schedule(): void {
    const remaining = this.expiresAt - Date.now();
    const notice = Math.min(NOTICE_MS, remaining * NOTICE_SHARE);
    this.isExpiring = false;
    this.wait(remaining - notice, () => {
      this.isExpiring = true;
      this.wait(this.expiresAt - Date.now(), () => this.close(CloseCode.SESSION_EXPIRED, 'Session expired'));
      for (const listener of this.expiryListeners) listener(this.expiresAt);
    });
  }

  private wait(ms: number, callback: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(callback, timerOf(ms)).unref();
  }

  private dispose(): void {
    clearTimeout(this.timer);
    const { cleanups } = this;
    this.cleanups = [];
    for (const cleanup of cleanups) cleanup();
  }
}

/** Long waits in whole seconds, a little less than asked for: Node keeps a list for each duration. */
function timerOf(ms: number): number {
  const bounded = Math.max(0, Math.min(ms, MAX_TIMER_MS));
  return bounded > NOTICE_MS ? Math.floor(bounded / 1000) * 1000 : bounded;
}
