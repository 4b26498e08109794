import { newId } from '../../common/ids/ids.js';
import type { Clock } from '../../common/time/clock.js';
import type { RedisConnections } from '../../common/redis/redis.js';
import type { Redis } from 'ioredis';
import { chunksOf } from '../../common/database/dialect.js';

/** Who is connected to which node, for as long as the nodes go on saying so. Never throws, never waits long. */
export abstract class PresenceStore {
  /** These people are connected to this node; to be said again before it expires. */
  abstract hold(userIds: readonly string[]): Promise<void>;

  /** These people are not connected to this node any more. */
  abstract release(userIds: readonly string[]): Promise<void>;

  /** Whether these people are connected to any node; those of whom it can't be said at present are missing. */
  abstract online(userIds: readonly string[]): Promise<Map<string, boolean>>;
}

/** For a single process, or for several without Redis, which then know nothing of each other's people. */
export class LocalPresenceStore extends PresenceStore {
  private readonly held = new Set<string>();

  hold(userIds: readonly string[]): Promise<void> {
    for (const userId of userIds) this.held.add(userId);
    return Promise.resolve();
  }

  release(userIds: readonly string[]): Promise<void> {
    for (const userId of userIds) this.held.delete(userId);
    return Promise.resolve();
  }

  online(userIds: readonly string[]): Promise<Map<string, boolean>> {
    return Promise.resolve(new Map(userIds.map((userId) => [userId, this.held.has(userId)])));
  }
}

/** Commands sent to Redis together. */
const AT_ONCE = 500;

/**
 * In Redis: for each person a sorted set of the nodes that hold them, by when that expires. A node that dies is forgotten
 * with its last heartbeat; a Redis that was emptied is filled again by the next. Clocks of nodes may differ by a few seconds.
 */
export class RedisPresenceStore extends PresenceStore {
  private readonly nodeId = newId();
  private readonly held = new Set<string>();
  private readonly redis: Redis;

  constructor(
    connections: RedisConnections,
    private readonly prefix: string,
    private readonly expiryMs: number,
    private readonly clock: Clock,
  ) {
    super();
    this.redis = connections.connect('presence');
  }

  async hold(userIds: readonly string[]): Promise<void> {
    for (const userId of userIds) this.held.add(userId);
    await this.inBatches(userIds, (batch, key) =>
      batch.zadd(key, this.clock.now() + this.expiryMs, this.nodeId).pexpire(key, this.expiryMs),
    );
  }

  async release(userIds: readonly string[]): Promise<void> {
    for (const userId of userIds) this.held.delete(userId);
    await this.inBatches(userIds, (batch, key) => batch.zrem(key, this.nodeId));
  }

  async online(userIds: readonly string[]): Promise<Map<string, boolean>> {
    const found = new Map(userIds.filter((userId) => this.held.has(userId)).map((userId) => [userId, true]));
    const others = userIds.filter((userId) => !found.has(userId));
    const counts = await this.inBatches(others, (batch, key) => batch.zcount(key, this.clock.now(), '+inf'));
    for (const [index, count] of counts.entries())
      if (typeof count === 'number') found.set(others[index] as string, count > 0);
    return found;
  }

  /** The answers in order; undefined where Redis gave none. One connection, a few round trips. */
  private async inBatches(
    userIds: readonly string[],
    add: (batch: ReturnType<Redis['pipeline']>, key: string) => unknown,
  ): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (const ids of chunksOf(userIds, AT_ONCE)) {
      const batch = this.redis.pipeline();
      for (const userId of ids) add(batch, `${this.prefix}:presence:${userId}`);
      const results = await batch.exec().catch(() => null);
      answers.push(...ids.map((_, index) => (results?.[index]?.[0] ? undefined : results?.[index]?.[1])));
    }
    return answers;
  }
}
