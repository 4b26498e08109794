import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../../common/config/config.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { MediaFacts } from '../../../common/media/media-facts.js';
import { MediaProber } from '../../../common/media/media-prober.js';
import { ObjectStorage } from '../../../common/storage/object-storage.js';
import { StorageError } from '../../../common/storage/storage-error.js';
import { Clock } from '../../../common/time/clock.js';
import {
  attachmentNotFound,
  attachmentNotReady,
  attachmentRejected,
  storageUnavailable,
} from './attachments.errors.js';
import {
  AttachmentStatus,
  isAllowedType,
  plausible,
  UNATTACHED_TTL_MS,
  type RejectionReason,
} from './attachments.policy.js';
import { AttachmentsRepository } from './attachments.repository.js';
import type { AttachmentEntity } from './entities/attachment.entity.js';

/** Decides what an upload is from the bytes that came, never from its name. */
@Injectable()
export class AttachmentInspection {
  private readonly logger = new Logger('Attachments');

  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly storage: ObjectStorage,
    private readonly prober: MediaProber,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Called with the announcement of an upload, so that its inspection does not begin with loading decoders. */
  prepare(): void {
    this.prober.prepare();
  }

  /**
   * Answers the attachment as READY; looks at the bytes, outside of any transaction, only while it is PENDING.
   * @throws AppError ATTACHMENT_NOT_READY when no bytes have come, ATTACHMENT_REJECTED, UNAVAILABLE
   */
  async settle(attachment: AttachmentEntity): Promise<AttachmentEntity> {
    if (attachment.status !== AttachmentStatus.PENDING) return settled(attachment);
    const { facts, fault } = await this.examine(attachment);
    const now = this.clock.now();
    await this.unitOfWork.run((tx) =>
      this.attachments.settle(
        tx,
        attachment.id,
        fault
          ? { status: AttachmentStatus.REJECTED, reject_reason: fault, completed_at: now }
          : {
              status: AttachmentStatus.READY,
              kind: facts.kind,
              content_type: facts.contentType,
              width: facts.width,
              height: facts.height,
              duration_ms: facts.durationMs,
              completed_at: now,
              expires_at: now + UNATTACHED_TTL_MS,
            },
      ),
    );
    if (fault) await this.remove(attachment.id);
    // Another node may have been quicker; what it decided counts.
    const decided = await this.attachments.byId(attachment.id);
    if (!decided) throw attachmentNotFound();
    return settled(decided);
  }

  private async examine(attachment: AttachmentEntity): Promise<{ facts: MediaFacts; fault: RejectionReason | null }> {
    const { id: key, size } = attachment;
    try {
      const stored = await this.storage.stat(key);
      if (!stored) throw attachmentNotReady('attachmentId');
      const claimed: MediaFacts = { ...attachment };
      if (stored.size !== size) return { facts: claimed, fault: 'SIZE_MISMATCH' };
      const facts = plausible(await this.prober.probe({ storage: this.storage, key, size }));
      const isAllowed = isAllowedType(facts.contentType, this.config.settings.ATTACHMENT_TYPES);
      return { facts, fault: isAllowed ? null : 'TYPE_NOT_ALLOWED' };
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      throw error.code === 'NOT_FOUND' ? attachmentNotReady('attachmentId') : storageUnavailable(error);
    }
  }

  /** The sweep deletes it once more, so a failure here only costs room for a while. */
  private async remove(key: string): Promise<void> {
    await this.storage.delete(key).catch((error: unknown) => {
      this.logger.warn({ err: error, attachmentId: key }, 'a rejected upload could not be deleted yet');
    });
  }
}

function settled(attachment: AttachmentEntity): AttachmentEntity {
  switch (attachment.status) {
    case AttachmentStatus.READY:
      return attachment;
    case AttachmentStatus.REJECTED:
      throw attachmentRejected(attachment.rejectReason ?? 'SIZE_MISMATCH');
    case AttachmentStatus.PENDING:
      throw attachmentNotReady('attachmentId');
    case AttachmentStatus.DISCARDED:
      throw attachmentNotFound();
  }
}
