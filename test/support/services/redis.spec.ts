import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBinary } from './binaries.js';
import { PrivateRedis } from './redis.js';

describe.skipIf(findBinary('redis-server') === null)('PrivateRedis', () => {
  let server: PrivateRedis;

  beforeAll(async () => {
    server = await PrivateRedis.start();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('answers on a port that is not the standard one', async () => {
    expect(server.port).not.toBe(6379);
    expect(await onConnection((redis) => redis.ping())).toBe('PONG');
  });

  it('gives each instance its own port', async () => {
    const other = await PrivateRedis.start();
    try {
      expect(other.port).not.toBe(server.port);
    } finally {
      await other.stop();
    }
  });

  it('holds an answer back while it is frozen and gives it when it thaws', async () => {
    await onConnection(async (redis) => {
      await redis.ping();
      server.freeze();
      const answer = redis.ping();
      const first = await Promise.race([answer, onConnection((second) => second.ping(), 150).catch(() => 'no answer')]);
      server.thaw();
      expect(first).toBe('no answer');
      expect(await answer).toBe('PONG');
    });
  });

  it('refuses connections after a kill and is back, empty, on the same port after a restart', async () => {
    const port = server.port;
    await onConnection((redis) => redis.set('key', 'value'));

    await server.kill();
    await expect(onConnection((redis) => redis.ping())).rejects.toThrow();

    await server.restart();
    expect(server.port).toBe(port);
    expect(await onConnection((redis) => redis.get('key'))).toBeNull();
  });

  async function onConnection<T>(use: (redis: Redis) => Promise<T>, commandTimeout = 5_000): Promise<T> {
    const redis = new Redis(server.url, { lazyConnect: true, retryStrategy: () => null, commandTimeout });
    redis.on('error', () => undefined);
    try {
      return await use(redis);
    } finally {
      redis.disconnect();
    }
  }
});
