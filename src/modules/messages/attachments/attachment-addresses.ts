import { Injectable } from '@nestjs/common';
import { Config } from '../../../common/config/config.js';
import { ObjectStorage, quantisedExpiry } from '../../../common/storage/object-storage.js';
import { Clock } from '../../../common/time/clock.js';
import { AttachmentStatus } from './attachments.policy.js';
import type { AttachmentEntity } from './entities/attachment.entity.js';

/** Browsers keep avatars by their address, so it changes once a day. */
const PROFILE_IMAGE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Makes the addresses of attachments: capabilities that are the same for all who ask within a stretch of time. */
@Injectable()
export class AttachmentAddresses {
  private readonly windowMs: number;

  constructor(
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.windowMs = (config.settings.ATTACHMENT_URL_TTL_SECONDS * 1000) / 2;
  }

  /** Lives for ATTACHMENT_URL_TTL_SECONDS at most and half of it at least; null while the attachment is not READY. */
  async url(attachment: AttachmentEntity): Promise<string | null> {
    return attachment.status === AttachmentStatus.READY ? this.make(attachment, this.windowMs) : null;
  }

  /** Of a profile picture or the like: lives for one to two days, so that caches can do their work. */
  profileImageUrl(attachment: AttachmentEntity): Promise<string> {
    return this.make(attachment, PROFILE_IMAGE_WINDOW_MS);
  }

  private make({ id, contentType, fileName }: AttachmentEntity, windowMs: number): Promise<string> {
    const expiresAt = quantisedExpiry(this.clock.now(), windowMs);
    return this.storage.createDownloadUrl({ key: id, expiresAt, contentType, fileName, disposition: 'inline' });
  }
}
