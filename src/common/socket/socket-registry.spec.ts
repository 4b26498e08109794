import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../config/config.js';
import type { SocketConnection } from './socket-connection.js';
import { SocketRegistry } from './socket-registry.js';

/** What the registry sees of a socket. */
class FakeConnection {
  bufferedBytes = 0;
  readonly closeCodes: number[] = [];
  private readonly cleanups: (() => void)[] = [];

  constructor(readonly origin = { address: '192.0.2.1', userAgent: '' }) {}

  get closedWith(): number | null {
    return this.closeCodes[0] ?? null;
  }

  onEnd(cleanup: () => void): void {
    this.cleanups.push(cleanup);
  }

  close(code: number): void {
    this.closeCodes.push(code);
  }

  end(): void {
    for (const cleanup of this.cleanups.splice(0)) cleanup();
  }
}

const SECOND = 1000;
let registry: SocketRegistry;
let connection: FakeConnection;

const add = (fake: FakeConnection): FakeConnection => {
  registry.add(fake as unknown as SocketConnection);
  return fake;
};

beforeEach(() => {
  vi.useFakeTimers();
  registry = new SocketRegistry(
    parseConfig({ SOCKET_MAX_BUFFERED_BYTES: '20000', SOCKET_MAX_PER_ADDRESS: '2', SOCKET_MAX_PER_USER: '1' }),
  );
  connection = add(new FakeConnection());
});
afterEach(() => vi.useRealTimers());

describe('slow readers', () => {
  it('are left alone while they read', () => {
    for (let second = 0; second < 60; second += 1) {
      connection.bufferedBytes = 15_000 - second;
      vi.advanceTimersByTime(SECOND);
    }
    connection.bufferedBytes = 0;
    vi.advanceTimersByTime(60 * SECOND);
    expect(connection.closeCodes).toEqual([]);
  });

  it('are cut off when they have taken nothing for ten seconds, however little waits', () => {
    connection.bufferedBytes = 1;
    vi.advanceTimersByTime(9 * SECOND);
    expect(connection.closeCodes).toEqual([]);
    vi.advanceTimersByTime(2 * SECOND);
    expect(connection.closeCodes).toContain(4413);
  });

  it('are cut off within a second when too much waits', () => {
    connection.bufferedBytes = 20_001;
    vi.advanceTimersByTime(SECOND);
    expect(connection.closeCodes).toEqual([4413]);
  });

  it('are counted when they have gone', () => {
    connection.bufferedBytes = 20_001;
    vi.advanceTimersByTime(SECOND);
    connection.end();
    add(new FakeConnection()).end();
    expect([...registry.closes]).toEqual([[4413, 1]]);
  });
});

describe('counting', () => {
  it('lets an address open so many, and again when one has ended', () => {
    expect(registry.mayOpen('192.0.2.1')).toBe(true);
    add(new FakeConnection());
    expect(registry.mayOpen('192.0.2.1')).toBe(false);
    expect(registry.mayOpen('192.0.2.2')).toBe(true);
    connection.end();
    expect(registry.mayOpen('192.0.2.1')).toBe(true);
  });

  it('lets a user open so many, and again when one has ended', () => {
    registry.authenticated(connection as unknown as SocketConnection, 'ann');
    expect([registry.mayAuthenticate('ann'), registry.mayAuthenticate('bob')]).toEqual([false, true]);
    connection.end();
    expect(registry.mayAuthenticate('ann')).toBe(true);
  });

  it('tells when the last socket has ended, and does not wait longer than told', async () => {
    const emptied = registry.emptied(60 * SECOND);
    connection.end();
    await emptied;
    expect(registry.size).toBe(0);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
    add(new FakeConnection());
    const patience = registry.emptied(SECOND);
    await vi.advanceTimersByTimeAsync(SECOND);
    await patience;
  });
});
