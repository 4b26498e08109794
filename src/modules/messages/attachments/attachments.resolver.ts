import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../../common/auth/access.decorators.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import { AttachmentUploads } from './attachment-uploads.js';
import { AttachmentsService } from './attachments.service.js';
import type { AttachmentEntity } from './entities/attachment.entity.js';
import { AttachmentType } from './graphql/attachment.type.js';
import { CompleteAttachmentUploadInput } from './graphql/complete-attachment-upload.input.js';
import { CompleteAttachmentUploadPayload } from './graphql/complete-attachment-upload.payload.js';
import { CreateAttachmentUploadInput } from './graphql/create-attachment-upload.input.js';
import { CreateAttachmentUploadPayload } from './graphql/create-attachment-upload.payload.js';

@Resolver()
export class AttachmentsResolver {
  constructor(
    private readonly uploads: AttachmentUploads,
    private readonly attachments: AttachmentsService,
  ) {}

  @Query(() => AttachmentType, {
    nullable: true,
    description:
      "An attachment that the viewer uploaded, that belongs to a message they can see, or that is on somebody's profile; null for any other.",
  })
  attachment(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID, description: 'Id of the attachment.' }) id: string,
  ): Promise<AttachmentEntity | null> {
    return this.attachments.findVisible(viewer, id);
  }

  @Mutation(() => CreateAttachmentUploadPayload, {
    description:
      'Announces a file and answers where to send its bytes. Codes: TOO_LARGE (`limit` in bytes), RATE_LIMITED (also while 50 uploads wait to be attached), INVALID_INPUT.',
  })
  createAttachmentUpload(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'What will be uploaded.' }) input: CreateAttachmentUploadInput,
  ): Promise<CreateAttachmentUploadPayload> {
    return this.uploads.create(viewer.userId, input);
  }

  @Mutation(() => CompleteAttachmentUploadPayload, {
    description:
      'Looks at the bytes that came and makes the attachment ready to be sent; repeating it gives the same answer. Codes: NOT_FOUND, ATTACHMENT_NOT_READY (no bytes yet), ATTACHMENT_REJECTED (`reason`: SIZE_MISMATCH or TYPE_NOT_ALLOWED), RATE_LIMITED.',
  })
  async completeAttachmentUpload(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which upload.' }) input: CompleteAttachmentUploadInput,
  ): Promise<{ attachment: AttachmentEntity }> {
    return { attachment: await this.uploads.complete(viewer.userId, input.attachmentId) };
  }
}
