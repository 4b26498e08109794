import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { CloseCode } from './close-codes.js';
import type { SocketConnection } from './socket-connection.js';

const STALL_SCAN_MS = 1000;
/** A reader may take nothing for 10 seconds although bytes wait for it. That it does is noticed up to a scan late. */
const STALL_LIMIT_MS = 10_000 - 1.5 * STALL_SCAN_MS;

interface Tracked {
  buffered: number;
  stalledSince: number | null;
}

/** All sockets of this node: counts them, finds them by user, and cuts off readers that are too slow. */
@Injectable()
export class SocketRegistry {
  /** How many sockets this node has closed since the start, by close code. */
  readonly closes = new Map<number, number>();
  private readonly sockets = new Map<SocketConnection, Tracked>();
  private readonly byAddress = new Map<string, number>();
  private readonly byUser = new Map<string, number>();
  private readonly presenceListeners: ((userId: string, isThere: boolean) => void)[] = [];
  private onEmpty: (() => void) | undefined;
  private scan: NodeJS.Timeout | undefined;

  constructor(private readonly config: Config) {}

  get size(): number {
    return this.sockets.size;
  }

  /** The most bytes that wait for one socket at this moment. */
  get mostWaitingBytes(): number {
    let most = 0;
    for (const { bufferedBytes, closedWith } of this.sockets.keys())
      if (closedWith === null) most = Math.max(most, bufferedBytes);
    return most;
  }

  /** For how long, in seconds, the socket that takes nothing longest has done so at this moment. */
  get longestStallSeconds(): number {
    const now = Date.now();
    let longest = 0;
    for (const [{ closedWith }, { stalledSince }] of this.sockets)
      if (closedWith === null) longest = Math.max(longest, now - (stalledSince ?? now));
    return longest / 1000;
  }

  mayOpen(address: string): boolean {
    return (this.byAddress.get(address) ?? 0) < this.config.settings.SOCKET_MAX_PER_ADDRESS;
  }

  mayAuthenticate(userId: string): boolean {
    return (this.byUser.get(userId) ?? 0) < this.config.settings.SOCKET_MAX_PER_USER;
  }

  add(connection: SocketConnection): void {
    const { address } = connection.origin;
    this.sockets.set(connection, { buffered: 0, stalledSince: null });
    count(this.byAddress, address, 1);
    this.scan ??= setInterval(() => this.cutSlowReaders(), STALL_SCAN_MS).unref();
    connection.onEnd(() => this.remove(connection));
  }

  /** Calls back when the first socket of a user opens on this node, and when the last has ended. */
  onPresence(listener: (userId: string, isThere: boolean) => void): void {
    this.presenceListeners.push(listener);
  }

  authenticated(connection: SocketConnection, userId: string): void {
    count(this.byUser, userId, 1);
    if (this.byUser.get(userId) === 1) this.tellPresence(userId, true);
    connection.onEnd(() => {
      count(this.byUser, userId, -1);
      if (!this.byUser.has(userId)) this.tellPresence(userId, false);
    });
  }

  closeAll(code: number, reason: string): void {
    for (const connection of this.sockets.keys()) connection.close(code, reason);
  }

  /** Resolves when no socket is left, or patience (milliseconds) has run out. */
  async emptied(patienceMs: number): Promise<void> {
    if (this.sockets.size === 0) return;
    await new Promise<void>((resolve) => {
      this.onEmpty = resolve;
      setTimeout(resolve, patienceMs).unref();
    });
  }

  private tellPresence(userId: string, isThere: boolean): void {
    for (const listener of this.presenceListeners) listener(userId, isThere);
  }

  private remove(connection: SocketConnection): void {
    const { address } = connection.origin;
    this.sockets.delete(connection);
    count(this.byAddress, address, -1);
    if (connection.closedWith !== null) count(this.closes, connection.closedWith, 1);
    if (this.sockets.size === 0) {
      clearInterval(this.scan);
      this.scan = undefined;
      this.onEmpty?.();
    }
  }

  private cutSlowReaders(): void {
    const now = Date.now();
    for (const [connection, tracked] of this.sockets) {
      const buffered = connection.bufferedBytes;
      const moved = buffered === 0 || buffered < tracked.buffered;
      tracked.stalledSince = moved ? null : (tracked.stalledSince ?? now);
      tracked.buffered = buffered;
      const stalled = tracked.stalledSince !== null && now - tracked.stalledSince >= STALL_LIMIT_MS;
      if (stalled || buffered > this.config.settings.SOCKET_MAX_BUFFERED_BYTES)
        connection.close(CloseCode.SLOW_READER, 'Slow reader');
    }
  }
}

function count<Key>(counts: Map<Key, number>, key: Key, change: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + change;
  if (now > 0) counts.set(key, now);
  else counts.delete(key);
}
