import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { parseConfig } from '../../src/common/config/config.js';
import { ConfigModule } from '../../src/common/config/config.module.js';
import { DatabaseModule } from '../../src/common/database/database.module.js';
import { chunksOf } from '../../src/common/database/dialect.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import type { GraphqlContext } from '../../src/common/graphql/graphql-context.js';
import { LoaderCache } from '../../src/common/graphql/loader-cache.js';
import { InfrastructureModule } from '../../src/common/infrastructure/infrastructure.module.js';
import { newId } from '../../src/common/ids/ids.js';
import { RealtimeModule } from '../../src/common/realtime/realtime.module.js';
import { UserChangeLog } from '../../src/common/realtime/user-change-log.js';
import { entities } from '../../src/entities.js';
import { migrations } from '../../src/migrations/migrations.js';
import { ProfilesService, type NewProfile } from '../../src/modules/users/profiles.service.js';
import { ContactEntity } from '../../src/modules/contacts/entities/contact.entity.js';
import { ContactsModule } from '../../src/modules/contacts/contacts.module.js';
import { ContactsRealtime } from '../../src/modules/contacts/contacts.realtime.js';
import type { ContactsChangedType } from '../../src/modules/contacts/graphql/contacts-changed.type.js';

/** The contacts module on a database of its own, for specs. */
export class ContactsWorld {
  private constructor(
    private readonly close: () => Promise<void>,
    readonly get: <T>(type: Type<T> | (abstract new (...parameters: never[]) => T)) => T,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<ContactsWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'wireside-contacts-'));
    const config = parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, LOG_LEVEL: 'silent', ...settings });
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        InfrastructureModule,
        DatabaseModule.forRoot({ entities, migrations }),
        RealtimeModule,
        ContactsModule,
      ],
    }).compile();
    await testing.init();
    const close = async () => {
      await testing.close();
      await rm(directory, { recursive: true, force: true });
    };
    return new ContactsWorld(close, (type) => testing.get(type, { strict: false }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Registers a person; answers the id. */
  async person(nickname: string, profile: Partial<NewProfile> = {}): Promise<string> {
    const profiles = this.get(ProfilesService);
    return this.get(UnitOfWork).run(async (tx) => (await profiles.create(tx, { nickname, ...profile })).id);
  }

  /** Puts entries into a list that would take long to add one by one; there are no such people. */
  async fillContacts(userId: string, groupId: string, count: number): Promise<void> {
    await this.get(UnitOfWork).run(async (tx) => {
      for (const chunk of chunksOf(Array.from({ length: count }, newId)))
        await tx.manager.insert(
          ContactEntity,
          chunk.map((contactUserId) => ({ userId, contactUserId, groupId, alias: null, createdAt: 1, updatedAt: 1 })),
        );
    });
  }

  /** What one operation would get. */
  context(): GraphqlContext {
    return {
      door: 'http',
      viewer: null,
      authError: null,
      requestId: 'spec',
      address: '127.0.0.1',
      userAgent: 'spec',
      socket: null,
      loaders: new LoaderCache(),
    };
  }

  /** What the user's devices were told, with what superseded changes would tell now left out. */
  async news(userId: string): Promise<(ContactsChangedType | null)[]> {
    const events = await this.get(UserChangeLog).load(userId, 0, 1000);
    return Promise.all(events.map((event) => this.get(ContactsRealtime).describe(event)));
  }

  /** The newest revision of the user's change feed: equal means that nobody was told anything. */
  head(userId: string): Promise<number> {
    return this.get(UserChangeLog).head(userId);
  }
}
