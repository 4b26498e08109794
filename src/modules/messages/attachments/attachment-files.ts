import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Config } from '../../../common/config/config.js';
import { isId } from '../../../common/ids/ids.js';
import { LocalObjectStorage } from '../../../common/storage/local-object-storage.js';
import type { DownloadGrant } from '../../../common/storage/local-storage.options.js';
import { registerLocalStorageRoutes } from '../../../common/storage/local-storage.routes.js';
import { ObjectStorage } from '../../../common/storage/object-storage.js';
import { AttachmentStatus } from './attachments.policy.js';
import { AttachmentsRepository } from './attachments.repository.js';

/** Receives and serves the files of the local storage below /files; S3 does so itself. */
@Injectable()
export class AttachmentFiles implements OnModuleInit {
  private readonly logger = new Logger('Files');

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly storage: ObjectStorage,
    private readonly attachments: AttachmentsRepository,
    private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    const { storage } = this;
    if (!(storage instanceof LocalObjectStorage)) return;
    await storage.prepare();
    // Commands and specs run without a web server.
    const fastify = this.http.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify) return;
    await registerLocalStorageRoutes(fastify, {
      storage,
      maxBytes: this.config.settings.ATTACHMENT_MAX_BYTES,
      logger: this.logger,
      authorizeDownload: (key) => this.authorizeDownload(key),
    });
  }

  /** What may leave the server under this key now: nothing that is not READY, recalled or discarded. */
  async authorizeDownload(key: string): Promise<DownloadGrant | null> {
    const attachment = isId(key) ? await this.attachments.byId(key) : null;
    if (attachment?.status !== AttachmentStatus.READY) return null;
    const { contentType, fileName, kind } = attachment;
    return { contentType, fileName, kind, inlineAllowed: true };
  }
}
