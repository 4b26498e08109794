import { Module } from '@nestjs/common';
import { Config } from '../../common/config/config.js';
import { RedisConnections } from '../../common/redis/redis.js';
import { Clock } from '../../common/time/clock.js';
import { ContactsModule } from '../contacts/contacts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { UsersModule } from '../users/users.module.js';
import { PresenceBoard } from './presence-board.js';
import { PresenceKeeper } from './presence-keeper.js';
import { LocalPresenceStore, PresenceStore, RedisPresenceStore } from './presence-store.js';
import { PresenceVisibility } from './presence-visibility.js';
import { PresenceResolver, PresenceSettingsResolver } from './presence.resolver.js';
import { PresenceService } from './presence.service.js';
import { PresencesRepository } from './presences.repository.js';

/**
 * Owns who is there and who may know. May import conversations, contacts and users. Without Redis each process knows of
 * its own sockets alone.
 */
@Module({
  imports: [UsersModule, ContactsModule, ConversationsModule],
  providers: [
    {
      provide: PresenceStore,
      inject: [Config, RedisConnections, Clock],
      useFactory: ({ settings }: Config, redis: RedisConnections, clock: Clock): PresenceStore =>
        redis.configured
          ? new RedisPresenceStore(redis, settings.REDIS_PREFIX, settings.PRESENCE_EXPIRY_MS, clock)
          : new LocalPresenceStore(),
    },
    ...[PresencesRepository, PresenceVisibility, PresenceKeeper, PresenceBoard, PresenceService],
    ...[PresenceResolver, PresenceSettingsResolver],
  ],
})
export class PresenceModule {}
