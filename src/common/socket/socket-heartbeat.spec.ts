import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { SocketHeartbeat } from './socket-heartbeat.js';

const PERIOD_MS = 1600;

class FakeSocket extends EventEmitter {
  pings = 0;
  isCut = false;
  answers = true;

  ping(): void {
    this.pings += 1;
    if (this.answers) this.emit('pong');
  }

  terminate(): void {
    this.isCut = true;
    heartbeat.remove(this as unknown as WebSocket);
  }
}

let heartbeat: SocketHeartbeat;

function join(): FakeSocket {
  const socket = new FakeSocket();
  heartbeat.add(socket as unknown as WebSocket);
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  heartbeat = new SocketHeartbeat(PERIOD_MS);
});
afterEach(() => vi.useRealTimers());

describe('the heartbeat', () => {
  it('pings each socket once in a period, whenever it came', () => {
    const first = join();
    vi.advanceTimersByTime(PERIOD_MS / 3);
    const second = join();
    vi.advanceTimersByTime(PERIOD_MS * 10);
    expect([first, second].map(({ pings, isCut }) => [pings, isCut])).toEqual([
      [10, false],
      [10, false],
    ]);
  });

  it('cuts a socket that has not answered for a period, and no other', () => {
    const [silent, other] = [join(), join()];
    silent.answers = false;
    vi.advanceTimersByTime(PERIOD_MS * 1.5);
    expect(silent.isCut).toBe(false);
    vi.advanceTimersByTime(PERIOD_MS);
    expect([silent.isCut, silent.pings, other.isCut]).toEqual([true, 1, false]);
  });

  it('has no timer when there are no sockets', () => {
    const socket = join();
    expect(vi.getTimerCount()).toBe(1);
    heartbeat.remove(socket as unknown as WebSocket);
    heartbeat.remove(socket as unknown as WebSocket);
    expect(vi.getTimerCount()).toBe(0);
    join();
    expect(vi.getTimerCount()).toBe(1);
  });
});
