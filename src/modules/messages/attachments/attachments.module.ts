import { Module } from '@nestjs/common';
import { ImageDirectoryModule } from '../../../common/media/image-directory.module.js';
import { MediaProber } from '../../../common/media/media-prober.js';
import { StorageModule } from '../../../common/storage/storage.module.js';
import { ConversationsModule } from '../../conversations/conversations.module.js';
import { AttachmentAddresses } from './attachment-addresses.js';
import { AttachmentClaims } from './attachment-claims.js';
import { AttachmentFieldsResolver } from './attachment-fields.resolver.js';
import { AttachmentFiles } from './attachment-files.js';
import { AttachmentImages } from './attachment-images.js';
import { AttachmentInspection } from './attachment-inspection.js';
import { AttachmentSweeper } from './attachment-sweeper.js';
import { AttachmentUploads } from './attachment-uploads.js';
import { AttachmentsRepository } from './attachments.repository.js';
import { AttachmentsResolver } from './attachments.resolver.js';
import { AttachmentsService } from './attachments.service.js';
import { UploadLimits } from './upload-limits.js';

/**
 * The part of messages that owns uploaded files (attachments, and the objects in the storage); also what stands behind
 * avatars and photo walls. May import conversations and users.
 */
@Module({
  imports: [ConversationsModule, ImageDirectoryModule, StorageModule],
  providers: [
    { provide: MediaProber, useFactory: () => new MediaProber() },
    AttachmentsRepository,
    AttachmentClaims,
    AttachmentAddresses,
    AttachmentInspection,
    UploadLimits,
    AttachmentUploads,
    AttachmentsService,
    AttachmentImages,
    AttachmentFiles,
    AttachmentSweeper,
    AttachmentsResolver,
    AttachmentFieldsResolver,
  ],
  exports: [AttachmentsService],
})
export class AttachmentsModule {}
