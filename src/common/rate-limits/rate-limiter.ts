import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { rateLimited } from '../errors/app-error.js';
import { RedisConnections } from '../redis/redis.js';
import { LeasedLimiter } from './leased-limiter.js';
import type { RateLimitPolicy } from './policies.js';

/**
 * Throttles that hold across nodes while Redis answers, and per node while it does not. In the embedded default they
 * live in memory.
 */
@Injectable()
export class RateLimiter {
  private readonly limiters = new Map<string, RateLimiterAbstract>();
  private readonly leased = new Map<string, LeasedLimiter>();
  private readonly redis: Redis | null;

  constructor(
    private readonly config: Config,
    connections: RedisConnections,
  ) {
    this.redis = connections.configured && config.rateLimitsOn ? connections.connect('limits') : null;
  }

  /**
   * Spends points of a key's allowance.
   * @throws AppError RATE_LIMITED with `retryAfterSeconds`
   */
  async consume(policy: RateLimitPolicy, key: string, points = 1): Promise<void> {
    if (!this.config.rateLimitsOn) return;
    try {
      await this.spend(policy, key, points);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw rateLimited(Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
      throw error;
    }
  }

  /** Gives a key its whole allowance back, for example after a sign-in that succeeded. Not for policies with blocks. */
  async reset(policy: RateLimitPolicy, key: string): Promise<void> {
    if (!this.config.rateLimitsOn) return;
    await this.limiterOf(policy)
      .delete(key)
      .catch(() => undefined);
  }

  private async spend(policy: RateLimitPolicy, key: string, points: number): Promise<void> {
    const shared = this.limiterOf(policy);
    if (!this.redis || policy.block === 1) {
      await shared.consume(key, points);
      return;
    }
    let leased = this.leased.get(policy.name);
    if (!leased) this.leased.set(policy.name, (leased = new LeasedLimiter(shared, policy.points, policy.block)));
    await leased.consume(key, points);
  }

  private limiterOf(policy: RateLimitPolicy): RateLimiterAbstract {
    const existing = this.limiters.get(policy.name);
    if (existing) return existing;
    const options = {
      keyPrefix: `${this.config.settings.REDIS_PREFIX}:limit:${policy.name}`,
      points: policy.points,
      duration: policy.durationSeconds,
    };
    const memory = new RateLimiterMemory(options);
    const limiter = this.redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: this.redis,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
        })
      : memory;
    this.limiters.set(policy.name, limiter);
    return limiter;
  }
}
