import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../common/database/transaction.js';
import { isId } from '../../../common/ids/ids.js';
import { ImageDirectory, ImageDirectoryHost, type ImageAddress } from '../../../common/media/image-directory.js';
import { Clock } from '../../../common/time/clock.js';
import { AttachmentAddresses } from './attachment-addresses.js';
import { attachmentNotFound, attachmentNotReady, attachmentRejected } from './attachments.errors.js';
import { AttachmentStatus } from './attachments.policy.js';
import { AttachmentsRepository } from './attachments.repository.js';

/** Uploaded images as avatars and photo walls. */
@Injectable()
export class AttachmentImages extends ImageDirectory implements OnModuleInit {
  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly addresses: AttachmentAddresses,
    private readonly host: ImageDirectoryHost,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.host.use(this);
  }

  override async resolveOwnImage(tx: Transaction, ownerId: string, attachmentId: string): Promise<void> {
    if (!isId(attachmentId)) throw attachmentNotFound();
    if (await this.attachments.keepImage(tx, ownerId, attachmentId, this.clock.now())) return;
    const attachment = await this.attachments.byId(attachmentId, tx);
    if (attachment?.ownerId !== ownerId || attachment.status === AttachmentStatus.DISCARDED) throw attachmentNotFound();
    if (attachment.status === AttachmentStatus.PENDING) throw attachmentNotReady('attachmentId');
    throw attachmentRejected(attachment.rejectReason ?? 'NOT_AN_IMAGE');
  }

  override async urls(attachmentIds: readonly string[]): Promise<ReadonlyMap<string, ImageAddress>> {
    const found = await this.attachments.byIds(attachmentIds.filter(isId));
    const kept = [...found.values()].filter(
      ({ status, keptAt }) => status === AttachmentStatus.READY && keptAt !== null,
    );
    const addresses = kept.map(async (image): Promise<[string, ImageAddress]> => {
      const url = await this.addresses.profileImageUrl(image);
      return [image.id, { url, width: image.width, height: image.height }];
    });
    return new Map(await Promise.all(addresses));
  }
}
