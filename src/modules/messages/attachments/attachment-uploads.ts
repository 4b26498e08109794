import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { isId, newId } from '../../../common/ids/ids.js';
import { OPAQUE_TYPE } from '../../../common/media/content-types.js';
import { sanitizeFileName } from '../../../common/media/file-name.js';
import { ObjectStorage, type UploadTarget } from '../../../common/storage/object-storage.js';
import { Clock } from '../../../common/time/clock.js';
import { AttachmentInspection } from './attachment-inspection.js';
import { attachmentNotFound, storageUnavailable } from './attachments.errors.js';
import { AttachmentStatus, UPLOAD_GRACE_MS } from './attachments.policy.js';
import { AttachmentsRepository } from './attachments.repository.js';
import type { AttachmentEntity } from './entities/attachment.entity.js';
import { UploadLimits } from './upload-limits.js';

export interface AnnouncedFile {
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
}

const NEW_ATTACHMENT = {
  status: AttachmentStatus.PENDING,
  rejectReason: null,
  kind: 'FILE',
  contentType: OPAQUE_TYPE,
  width: null,
  height: null,
  durationMs: null,
  completedAt: null,
  keptAt: null,
  conversationId: null,
  messageSeq: null,
  position: null,
} as const satisfies Partial<AttachmentEntity>;

/** The way of an upload: announced, sent to the storage directly, then completed. */
@Injectable()
export class AttachmentUploads {
  private readonly completing = new Map<string, Promise<AttachmentEntity>>();

  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly inspection: AttachmentInspection,
    private readonly unitOfWork: UnitOfWork,
    private readonly storage: ObjectStorage,
    private readonly limits: UploadLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Announces a file and answers where to send its bytes, once and exactly `size` of them.
   * @throws AppError TOO_LARGE, RATE_LIMITED (also with 50 uploads that were never attached), UNAVAILABLE
   */
  async create(ownerId: string, file: AnnouncedFile): Promise<{ attachment: AttachmentEntity; upload: UploadTarget }> {
    await this.limits.admit(ownerId, file.size);
    this.inspection.prepare();
    const now = this.clock.now();
    const attachment: AttachmentEntity = {
      ...NEW_ATTACHMENT,
      id: newId(),
      ownerId,
      fileName: sanitizeFileName(file.fileName),
      size: file.size,
      createdAt: now,
      uploadExpiresAt: now + this.limits.uploadTtlMs,
      expiresAt: now + this.limits.uploadTtlMs + UPLOAD_GRACE_MS,
    };
    const upload = await this.storage
      .createUploadTarget({ key: attachment.id, size: file.size, expiresAt: new Date(attachment.uploadExpiresAt) })
      .catch((error: unknown) => {
        throw storageUnavailable(error);
      });
    await this.unitOfWork.run((tx) => this.attachments.insert(tx, attachment));
    return { attachment, upload };
  }

  /**
   * Looks at what was uploaded and makes the attachment READY, or REJECTED for good. Repeating it gives the same answer.
   * @throws AppError NOT_FOUND (absent or somebody else's), ATTACHMENT_NOT_READY (no bytes have come yet; try again),
   * ATTACHMENT_REJECTED with `reason`, RATE_LIMITED, UNAVAILABLE
   */
  async complete(ownerId: string, attachmentId: string): Promise<AttachmentEntity> {
    await this.limits.admitCompletion(ownerId);
    const attachment = isId(attachmentId) ? await this.attachments.byId(attachmentId) : null;
    if (!attachment || attachment.ownerId !== ownerId || attachment.status === AttachmentStatus.DISCARDED)
      throw attachmentNotFound();
    // However often it is asked for at the same time, the bytes are looked at once.
    const underWay = this.completing.get(attachmentId);
    if (underWay) return underWay;
    const completion = this.inspection.settle(attachment).finally(() => this.completing.delete(attachmentId));
    this.completing.set(attachmentId, completion);
    return completion;
  }
}
