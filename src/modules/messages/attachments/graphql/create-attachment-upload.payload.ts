import { Field, ObjectType } from '@nestjs/graphql';
import { AttachmentUploadType } from './attachment-upload.type.js';
import { AttachmentType } from './attachment.type.js';

/** What createAttachmentUpload did. */
@ObjectType({ description: 'What createAttachmentUpload did.' })
export class CreateAttachmentUploadPayload {
  @Field(() => AttachmentType, { description: 'The attachment, PENDING until the upload is completed.' })
  attachment!: AttachmentType;

  @Field(() => AttachmentUploadType, { description: 'Where and how to send the bytes.' })
  upload!: AttachmentUploadType;
}
