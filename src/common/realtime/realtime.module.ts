import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RedisConnections } from '../redis/redis.js';
import { Doorbell, SilentDoorbell } from './doorbell.js';
import { Epoch } from './epoch.js';
import { FeedHub } from './feed-hub.js';
import { FeedPoller } from './feed-poller.js';
import { InboxContributions } from './inbox-contributions.js';
import { NodeRegistry } from './node-registry.js';
import { RedisDoorbell } from './redis-doorbell.js';
import { UserChangeLog } from './user-change-log.js';
import { UserFeedSource } from './user-feed-source.js';

/** The delivery path: feeds, the doorbell between nodes, and the look at the database that heals both. */
@Global()
@Module({
  providers: [
    UserChangeLog,
    FeedHub,
    FeedPoller,
    UserFeedSource,
    Epoch,
    NodeRegistry,
    InboxContributions,
    {
      provide: Doorbell,
      inject: [Config, RedisConnections],
      useFactory: (config: Config, redis: RedisConnections): Doorbell =>
        redis.configured ? new RedisDoorbell(redis, config.settings.REDIS_PREFIX) : new SilentDoorbell(),
    },
  ],
  exports: [UserChangeLog, FeedHub, FeedPoller, Epoch, NodeRegistry, InboxContributions, Doorbell],
})
export class RealtimeModule {}
