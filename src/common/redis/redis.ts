import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis, RedisOptions } from 'ioredis';
import { Config } from '../config/config.js';

/**
 * Connections to Redis, when there is one. Nothing waits for Redis: commands fail at once while it is away and after a
 * second while it is frozen.
 */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnections.name);
  private readonly open: Redis[] = [];

  private constructor(
    private readonly config: Config,
    private readonly client: typeof Redis | null,
  ) {}

  /** Loads the client only where REDIS_URL is set: docs/performance.md, "Start". */
  static async of(config: Config): Promise<RedisConnections> {
    const client = config.settings.REDIS_URL === undefined ? null : (await import('ioredis')).Redis;
    return new RedisConnections(config, client);
  }

  get configured(): boolean {
    return this.config.settings.REDIS_URL !== undefined;
  }

  /** A new connection; it connects, and reconnects for ever, by itself. */
  connect(name: string, options: RedisOptions = {}): Redis {
    const url = this.config.settings.REDIS_URL;
    if (url === undefined || !this.client) throw new Error('REDIS_URL is not set');
    const redis = new this.client(url, {
      connectionName: `wireside-${name}`,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: 1000,
      connectTimeout: 2000,
      keepAlive: 5000,
      retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 4), 1000),
      ...options,
    });
    let told = false;
    redis.on('error', (error) => {
      if (!told) this.logger.warn({ err: error, connection: name }, 'Redis is not reachable; going on without it');
      told = true;
    });
    redis.on('ready', () => {
      if (told) this.logger.log({ connection: name }, 'Redis is back');
      told = false;
    });
    this.open.push(redis);
    return redis;
  }

  onApplicationShutdown(): void {
    for (const redis of this.open) redis.disconnect();
  }
}
