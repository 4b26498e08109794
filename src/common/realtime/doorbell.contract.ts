import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Doorbell, Ring } from './doorbell.js';
import { conversationFeed, userFeed } from './feed-key.js';

/** Doorbells of two nodes that can hear each other. */
export interface DoorbellPair {
  readonly here: Doorbell;
  readonly there: Doorbell;
  close(): Promise<void>;
}

/** What every doorbell between nodes does. */
export function describeDoorbell(open: () => Promise<DoorbellPair>): void {
  let pair: DoorbellPair;
  const heard: { here: Ring[]; there: Ring[] } = { here: [], there: [] };

  beforeEach(async () => {
    heard.here.length = 0;
    heard.there.length = 0;
    pair = await open();
    pair.here.onRing((ring) => heard.here.push(ring));
    pair.there.onRing((ring) => heard.there.push(ring));
  });

  afterEach(() => pair.close());

  /** Resolves when the other node has heard a ring of this name, which comes after all that was rung before. */
  async function settled(): Promise<void> {
    const last = conversationFeed(`last ${Math.random()}`);
    await new Promise<void>((resolve) => {
      pair.there.onRing(({ feed }) => {
        if (feed.id === last.id) resolve();
      });
      pair.here.ring({ feed: last, revision: 1 });
    });
    heard.there.pop();
  }

  it('rings at the other node, and not at one’s own', async () => {
    pair.here.ring({ feed: conversationFeed('c'), revision: 7 });
    await settled();
    expect(heard.there).toEqual([{ feed: conversationFeed('c'), revision: 7 }]);
    expect(heard.here).toEqual([]);
  });

  it('carries signals as they are', async () => {
    const ring: Ring = {
      feed: userFeed('u'),
      signal: { type: 'RECEIPT', data: { userId: '王', readSeq: 3, deep: [1] } },
    };
    pair.here.ring(ring);
    await settled();
    expect(heard.there).toEqual([ring]);
  });

  it('rings more often than fits into one message, in order', async () => {
    for (let revision = 1; revision <= 2500; revision += 1) pair.here.ring({ feed: conversationFeed('c'), revision });
    await settled();
    expect(heard.there.map(({ revision }) => revision)).toEqual(Array.from({ length: 2500 }, (_, index) => index + 1));
  });

  it('knows that it is heard', () => {
    expect([pair.here.healthy, pair.there.healthy]).toEqual([true, true]);
  });
}
