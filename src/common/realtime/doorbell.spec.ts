import { describe, expect, it } from 'vitest';
import { describeDoorbell } from './doorbell.contract.js';
import { Doorbell, SilentDoorbell, type Ring } from './doorbell.js';
import { conversationFeed } from './feed-key.js';

/** Two nodes in one process, for specs: what the contract asks of Redis is what the specs may rely on. */
class MemoryDoorbell extends Doorbell {
  peer: MemoryDoorbell | null = null;
  readonly healthy = true;
  private readonly listeners: ((ring: Ring) => void)[] = [];

  ring(ring: Ring): void {
    setImmediate(() => {
      for (const listener of this.peer?.listeners ?? []) listener(ring);
    });
  }

  onRing(listener: (ring: Ring) => void): void {
    this.listeners.push(listener);
  }

  onDoubt(): void {}
}

describe('a doorbell in memory', () => {
  describeDoorbell(async () => {
    const [here, there] = [new MemoryDoorbell(), new MemoryDoorbell()];
    here.peer = there;
    there.peer = here;
    return { here, there, close: async () => undefined };
  });
});

describe('SilentDoorbell', () => {
  it('has nobody to ring', () => {
    const doorbell: Doorbell = new SilentDoorbell();
    doorbell.onRing(() => expect.unreachable());
    doorbell.ring({ feed: conversationFeed('c'), revision: 1 });
    expect(doorbell.healthy).toBeNull();
  });
});
