import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { parseConfig } from '../src/common/config/config.js';
import { newId } from '../src/common/ids/ids.js';
import { describeDoorbell } from '../src/common/realtime/doorbell.contract.js';
import type { Ring } from '../src/common/realtime/doorbell.js';
import { conversationFeed } from '../src/common/realtime/feed-key.js';
import { RedisDoorbell } from '../src/common/realtime/redis-doorbell.js';
import { RedisConnections } from '../src/common/redis/redis.js';

const open = async () => {
  const config = parseConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    REDIS_URL: inject('services').redisUrl,
    DATABASE_URL: 'mysql://nobody@127.0.0.1:1/none',
    JWT_SECRET: 'a secret for tests alone, long enough to be taken',
  });
  const prefix = `t:${newId()}`;
  const connections = [await RedisConnections.of(config), await RedisConnections.of(config)] as const;
  const [here, there] = connections.map((one) => new RedisDoorbell(one, prefix)) as [RedisDoorbell, RedisDoorbell];
  await vi.waitFor(() => expect([here.healthy, there.healthy]).toEqual([true, true]), { timeout: 5000, interval: 5 });
  const close = async (): Promise<void> => connections.forEach((one) => one.onApplicationShutdown());
  return { here, there, prefix, close };
};

describe('a doorbell through Redis', () => {
  describeDoorbell(open);

  describe('on a channel where anybody may write', () => {
    let pair: Awaited<ReturnType<typeof open>>;
    let redis: Redis;

    beforeAll(async () => {
      pair = await open();
      redis = new Redis(inject('services').redisUrl);
    });

    afterAll(async () => {
      redis.disconnect();
      await pair.close();
    });

    it('drops what is no ring, and hears the rest', async () => {
      const heard: Ring[] = [];
      pair.there.onRing((ring) => heard.push(ring));
      const ring = { k: 'conversation', i: 'c', r: 1 };
      const odd: unknown[] = [
        ...[null, 1, 'x', [], {}, { n: 'x' }, { n: 1, rings: [ring] }, { n: 'x', rings: ring }],
        ...[
          { ...ring, k: 'room' },
          { ...ring, i: 5 },
          { ...ring, i: 'x'.repeat(65) },
          { ...ring, r: -1 },
        ].map((one) => ({ n: 'x', rings: [one] })),
        ...[
          { ...ring, r: 1.5 },
          { ...ring, r: '1' },
          { ...ring, s: { type: 'X' } },
        ].map((one) => ({ n: 'x', rings: [one] })),
        { n: 'x', rings: Array.from({ length: 501 }, () => ring) },
      ];
      for (const message of ['', '{', '\u0000', ...odd.map((one) => JSON.stringify(one))])
        await redis.publish(`${pair.prefix}:rings`, message);
      pair.here.ring({ feed: conversationFeed('real'), revision: 2 });
      await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), { timeout: 5000, interval: 5 });
      expect(heard).toEqual([{ feed: conversationFeed('real'), revision: 2 }]);
    });
  });
});
