import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import sharp from 'sharp';
import type { Viewer } from '../../src/common/auth/viewer.js';
import { parseConfig } from '../../src/common/config/config.js';
import { ConfigModule } from '../../src/common/config/config.module.js';
import { DatabaseModule } from '../../src/common/database/database.module.js';
import type { Transaction } from '../../src/common/database/transaction.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { newId } from '../../src/common/ids/ids.js';
import { InfrastructureModule } from '../../src/common/infrastructure/infrastructure.module.js';
import { RealtimeModule } from '../../src/common/realtime/realtime.module.js';
import { ManualClock } from '../../src/common/storage/object-storage.contract.js';
import { ObjectStorage } from '../../src/common/storage/object-storage.js';
import { Clock } from '../../src/common/time/clock.js';
import { entities } from '../../src/entities.js';
import { migrations } from '../../src/migrations/migrations.js';
import { ConversationLog } from '../../src/modules/conversations/conversation-log.js';
import { ConversationKind, ParticipantRole } from '../../src/modules/conversations/conversation.words.js';
import { Membership } from '../../src/modules/conversations/membership.js';
import { AttachmentAddresses } from '../../src/modules/messages/attachments/attachment-addresses.js';
import { AttachmentUploads } from '../../src/modules/messages/attachments/attachment-uploads.js';
import { AttachmentsModule } from '../../src/modules/messages/attachments/attachments.module.js';
import { AttachmentsService } from '../../src/modules/messages/attachments/attachments.service.js';
import type { AttachmentEntity } from '../../src/modules/messages/attachments/entities/attachment.entity.js';
import { ProfilesService } from '../../src/modules/users/profiles.service.js';

type Token<T> = Type<T> | (abstract new (...parameters: never[]) => T);

/** Makes a world with these settings, on a database of its own. */
export type OpenWorld = (settings?: Record<string, string>) => Promise<AttachmentsWorld>;

/** Attachments with their database, storage folder and file routes, for specs. */
export class AttachmentsWorld {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly clock: ManualClock,
    private readonly directory: string,
    private readonly origin: string,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<AttachmentsWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'wireside-attachments-'));
    const config = parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, LOG_LEVEL: 'silent', ...settings });
    const clock = new ManualClock();
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        InfrastructureModule,
        DatabaseModule.forRoot({ entities, migrations }),
        RealtimeModule,
        AttachmentsModule,
      ],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    const app = testing.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({ forceCloseConnections: true, routerOptions: { maxParamLength: 2048 } }),
      { logger: false },
    );
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new AttachmentsWorld(app, clock, directory, `http://127.0.0.1:${port}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  get<T>(type: Token<T>): T {
    return this.app.get(type, { strict: false });
  }

  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.get(UnitOfWork).run(work);
  }

  /** Registers a person and signs them in. */
  async person(nickname = 'somebody'): Promise<Viewer> {
    const { id } = await this.run((tx) => this.get(ProfilesService).create(tx, { nickname }));
    return { userId: id, sessionId: newId(), isAdmin: false, ticket: null };
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

  /** Announces a file and sends its bytes, but doesn't complete it; answers the attachment's id. */
  async announce(owner: Viewer, bytes: Buffer, fileName = 'picture.png'): Promise<string> {
    const { attachment, upload } = await this.get(AttachmentUploads).create(owner.userId, {
      fileName,
      size: bytes.length,
    });
    const response = await this.fetch(upload.url, {
      method: upload.method,
      headers: Object.fromEntries(upload.headers.map(({ name, value }) => [name, value])),
      body: bytes,
    });
    if (response.status !== 201) throw new Error(`upload: ${response.status} ${await response.text()}`);
    return attachment.id;
  }

  complete(owner: Viewer, attachmentId: string): Promise<AttachmentEntity> {
    return this.get(AttachmentUploads).complete(owner.userId, attachmentId);
  }

  /** A READY attachment. */
  async upload(owner: Viewer, bytes?: Buffer, fileName?: string): Promise<AttachmentEntity> {
    return this.complete(owner, await this.announce(owner, bytes ?? (await picture()), fileName));
  }

  /** Sends a message as far as attachments know of it; answers its seq. */
  async send(sender: Viewer, conversationId: string, ...attachmentIds: string[]): Promise<number> {
    return this.run(async (tx) => {
      const { lastSeq: seq } = await this.get(ConversationLog).allocate(tx, conversationId, { messages: 1, events: 0 });
      await this.get(AttachmentsService).claim(tx, sender.userId, attachmentIds, { conversationId, seq });
      return seq;
    });
  }

  /** Whether the storage holds the attachment's bytes. */
  async isStored(attachmentId: string): Promise<boolean> {
    return (await this.get(ObjectStorage).stat(attachmentId)) !== null;
  }

  async urlOf(attachment: AttachmentEntity): Promise<string> {
    return (await this.get(AttachmentAddresses).url(attachment)) ?? '';
  }

  /** Fetches an address that the server has handed out. */
  fetch(url: string, init?: RequestInit): Promise<Response> {
    return fetch(url.replace(new URL(url).origin, this.origin), init);
  }
}

/** A PNG. */
export const picture = (width = 12, height = 8): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#c63' } })
    .png()
    .toBuffer();
