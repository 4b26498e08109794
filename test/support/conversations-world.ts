import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { Type } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { graphql } from 'graphql';
import { ViewerGuard } from '../../src/common/auth/viewer.guard.js';
import type { Viewer } from '../../src/common/auth/viewer.js';
import { parseConfig } from '../../src/common/config/config.js';
import { ConfigModule } from '../../src/common/config/config.module.js';
import { DatabaseModule } from '../../src/common/database/database.module.js';
import { statementCounter } from '../../src/common/database/database.js';
import type { Transaction } from '../../src/common/database/transaction.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import type { DomainEventMap } from '../../src/common/events/domain-events.js';
import { EventBus } from '../../src/common/events/event-bus.js';
import { inputValidation } from '../../src/common/graphql/input-validation.js';
import { LoaderCache } from '../../src/common/graphql/loader-cache.js';
import { schemaOptions } from '../../src/common/graphql/schema-options.js';
import { newId } from '../../src/common/ids/ids.js';
import { InfrastructureModule } from '../../src/common/infrastructure/infrastructure.module.js';
import { RealtimeModule } from '../../src/common/realtime/realtime.module.js';
import { UserChangeLog } from '../../src/common/realtime/user-change-log.js';
import { entities } from '../../src/entities.js';
import { migrations } from '../../src/migrations/migrations.js';
import { ConversationLog } from '../../src/modules/conversations/conversation-log.js';
import { ConversationKind, ParticipantRole } from '../../src/modules/conversations/conversation.words.js';
import { ConversationsModule } from '../../src/modules/conversations/conversations.module.js';
import { DirectConversations } from '../../src/modules/conversations/direct-conversations.js';
import { Membership } from '../../src/modules/conversations/membership.js';
import { Positions } from '../../src/modules/conversations/positions.js';
import { ProfilesService, type NewProfile } from '../../src/modules/users/profiles.service.js';

type Token<T> = Type<T> | (abstract new (...parameters: never[]) => T);

export interface Answer {
  readonly data: Record<string, unknown>;
  /** The error codes, in order. */
  readonly codes: readonly unknown[];
  /** How many statements the database got. */
  readonly statements: number;
}

/** The conversations module on a database of its own, with its part of the schema, for specs. */
export class ConversationsWorld {
  readonly moved: DomainEventMap['feed.moved'][] = [];
  readonly signals: DomainEventMap['feed.signalled'][] = [];

  private constructor(
    private readonly close: () => Promise<void>,
    readonly get: <T>(type: Token<T>) => T,
  ) {
    this.get(EventBus).on('feed.moved', (event) => void this.moved.push(event));
    this.get(EventBus).on('feed.signalled', (event) => void this.signals.push(event));
  }

  static async open(settings: Record<string, string> = {}): Promise<ConversationsWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'wireside-conversations-'));
    const config = parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, LOG_LEVEL: 'silent', ...settings });
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        InfrastructureModule,
        DatabaseModule.forRoot({ entities, migrations }),
        RealtimeModule,
        ConversationsModule,
        GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, ...schemaOptions }),
      ],
      providers: [
        { provide: APP_GUARD, useClass: ViewerGuard },
        { provide: APP_PIPE, useFactory: inputValidation },
      ],
    }).compile();
    const app = testing.createNestApplication(new FastifyAdapter(), { logger: false });
    await app.init();
    const close = async () => {
      await app.close();
      await rm(directory, { recursive: true, force: true });
    };
    return new ConversationsWorld(close, (type) => app.get(type, { strict: false }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.get(UnitOfWork).run(work);
  }

  /** Registers a person and signs them in. */
  async person(nickname: string, profile: Partial<NewProfile> = {}): Promise<Viewer> {
    const { id } = await this.run((tx) => this.get(ProfilesService).create(tx, { nickname, ...profile }));
    return { userId: id, sessionId: newId(), isAdmin: false, ticket: null };
  }

  people(...nicknames: string[]): Promise<Viewer[]> {
    return Promise.all(nicknames.map((nickname) => this.person(nickname)));
  }

  /** Opens the direct conversation of two; answers its id. */
  async direct(viewer: Viewer, other: Viewer): Promise<string> {
    return (await this.get(DirectConversations).open(viewer, other.userId)).grant.conversation.id;
  }

  /** Makes a room's conversation; answers its id. */
  async room(owner: Viewer, ...members: Viewer[]): Promise<string> {
    const { conversationId } = await this.run((tx) =>
      this.get(Membership).create(tx, {
        kind: ConversationKind.ROOM,
        actorId: owner.userId,
        members: [
          { userId: owner.userId, role: ParticipantRole.OWNER },
          ...members.map(({ userId }) => ({ userId, role: ParticipantRole.MEMBER })),
        ],
      }),
    );
    return conversationId;
  }

  /** Sends messages as far as conversations know of them: numbers and the sender's own position. Answers the last seq. */
  async send(sender: Viewer, conversationId: string, count = 1): Promise<number> {
    return this.run(async (tx) => {
      const { lastSeq } = await this.get(ConversationLog).allocate(tx, conversationId, { messages: count, events: 0 });
      await tx.together([
        this.get(Positions).advanceOnSend(tx, [{ userId: sender.userId, conversationId, seq: lastSeq }]),
      ]);
      return lastSeq;
    });
  }

  /** Runs one GraphQL operation through guard, validation and resolvers. */
  async ask(viewer: Viewer | null, source: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const counter = { count: 0 };
    const result = await statementCounter.run(counter, () =>
      graphql({
        schema: this.get(GraphQLSchemaHost).schema,
        source,
        variableValues: variables,
        contextValue: {
          door: 'http',
          viewer,
          authError: null,
          requestId: 'spec',
          address: '127.0.0.1',
          userAgent: 'spec',
          socket: null,
          loaders: new LoaderCache(),
        },
      }),
    );
    return {
      data: JSON.parse(JSON.stringify(result.data ?? {})) as Record<string, unknown>,
      codes: (result.errors ?? []).map((error) => error.extensions.code ?? error.message),
      statements: counter.count,
    };
  }

  /** The newest revision of the user's own feed: equal means that their devices were told nothing. */
  head(viewer: Viewer): Promise<number> {
    return this.get(UserChangeLog).head(viewer.userId);
  }
}
