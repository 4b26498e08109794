import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { until } from '../src/observable-value.js';
import { makeSession, type Session } from '../src/session/session.js';
import { MemoryTokenStorage } from '../src/session/token-storage.js';
import { makeSocket, type Socket } from '../src/socket/socket.js';

const signIn = { accessToken: 'a1', refreshToken: 'r1', user: { id: 'ann' } };

function sessionWith(fetch: typeof globalThis.fetch): Session {
  const session = makeSession('http://kit.invalid/graphql', new MemoryTokenStorage(), fetch, 'renewal');
  session.signedIn({ ...signIn, expiresAt: new Date(Date.now() + 900_000).toISOString() });
  return session;
}

/** Sockets that acknowledge the connection and are never heard of again. */
class SilentSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static made: SilentSocket[] = [];
  readonly protocol = 'graphql-transport-ws';
  readonly subscribed: string[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    SilentSocket.made.push(this);
    setTimeout(() => {
      this.readyState = 1;
      this.onopen?.();
    }, 1);
  }

  send(text: string): void {
    const { type, id } = JSON.parse(text) as { type: string; id: string };
    if (type === 'subscribe') this.subscribed.push(id);
    if (type === 'connection_init') setTimeout(() => this.onmessage?.({ data: '{"type":"connection_ack"}' }), 1);
  }

  close(): void {
    // No goodbye ever arrives.
    this.readyState = 2;
  }
}

beforeEach(() => {
  SilentSocket.made = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'window');
  vi.useRealTimers();
});

async function connected(operations: readonly string[] = ['X']): Promise<Socket> {
  const session = sessionWith(() => Promise.reject(new Error('nothing to renew')));
  const socket = makeSocket('ws://kit.invalid/graphql', session, SilentSocket);
  for (const operationName of operations)
    socket.client.subscribe({ query: '{ x }', operationName }, { next() {}, error() {}, complete() {} });
  const isConnected = until(socket.state, ({ status }) => status === 'connected');
  await vi.advanceTimersByTimeAsync(100);
  await isConnected;
  return socket;
}

describe('operation ids', () => {
  it('are short, the same in all clients, and on each socket anew', async () => {
    await connected(['Inbox', 'UnreadCounts']);
    // Whoever has come by another view has asked for something else first.
    const other = await connected(['Typing', 'Inbox', 'UnreadCounts', 'Typing']);
    other.restart();
    await vi.advanceTimersByTimeAsync(10_000);
    const ids = ['Inbox:1', 'Typing:1', 'Typing:2', 'UnreadCounts:1'];
    expect(SilentSocket.made.map(({ subscribed }) => subscribed.sort())).toEqual([
      ['Inbox:1', 'UnreadCounts:1'],
      ids,
      ids,
    ]);
  });
});

describe('K9: a connection that has fallen silent', () => {
  it('is found within 20 seconds, and replaced', async () => {
    await connected();
    expect(SilentSocket.made).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(SilentSocket.made.length).toBeGreaterThanOrEqual(2);
  });

  it('is found within 6 seconds once the window is looked at again', async () => {
    const window = new EventTarget();
    Object.defineProperty(globalThis, 'window', { value: window, configurable: true });
    await connected();
    await vi.advanceTimersByTimeAsync(1000);
    window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(6000);
    expect(SilentSocket.made.length).toBeGreaterThanOrEqual(2);
  });

  it('spreads a thousand clients that lost the same server', async () => {
    const { backOffMs } = await import('../src/back-off.js');
    const pauses = Array.from({ length: 1000 }, () => [0, 1, 2, 3].reduce((sum, retry) => sum + backOffMs(retry), 0));
    expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(5000);
  });
});
