import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ViewerGuard } from './common/auth/viewer.guard.js';
import type { Config } from './common/config/config.js';
import { ConfigModule } from './common/config/config.module.js';
import { DatabaseModule } from './common/database/database.module.js';
import { GraphqlModule } from './common/graphql/graphql.module.js';
import { inputValidation } from './common/graphql/input-validation.js';
import { ResolverCalls } from './common/graphql/resolvers/resolver-calls.js';
import { HealthModule } from './common/health/health.module.js';
import { DirectModule } from './common/http/direct/direct.module.js';
import { HttpErrorFilter } from './common/http/http-error.filter.js';
import { InfrastructureModule } from './common/infrastructure/infrastructure.module.js';
import { LoggingModule } from './common/logging/logging.module.js';
import { MetricsModule } from './common/metrics/metrics.module.js';
import { RealtimeModule } from './common/realtime/realtime.module.js';
import { SocketModule } from './common/socket/socket.module.js';
import { entities } from './entities.js';
import { migrations } from './migrations/migrations.js';
import { AuthModule } from './modules/auth/auth.module.js';
import { ContactsModule } from './modules/contacts/contacts.module.js';
import { ConversationsModule } from './modules/conversations/conversations.module.js';
import { MessagesModule } from './modules/messages/messages.module.js';
import { PresenceModule } from './modules/presence/presence.module.js';
import { RoomsModule } from './modules/rooms/rooms.module.js';
import { UsersModule } from './modules/users/users.module.js';

/** The whole server. The only file that names all modules. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule,
        InfrastructureModule,
        DatabaseModule.forRoot({ entities, migrations }),
        RealtimeModule,
        HealthModule,
        MetricsModule,
        UsersModule,
        AuthModule,
        ContactsModule,
        ConversationsModule,
        MessagesModule,
        RoomsModule,
        PresenceModule,
        GraphqlModule,
        DirectModule,
        SocketModule,
      ],
      providers: [
        ViewerGuard,
        ResolverCalls,
        { provide: APP_GUARD, useExisting: ViewerGuard },
        { provide: APP_PIPE, useFactory: inputValidation },
        { provide: APP_FILTER, useClass: HttpErrorFilter },
      ],
    };
  }
}
