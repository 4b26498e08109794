import { Field, ObjectType } from '@nestjs/graphql';
import { AttachmentType } from './attachment.type.js';

/** What completeAttachmentUpload did. */
@ObjectType({ description: 'What completeAttachmentUpload did.' })
export class CompleteAttachmentUploadPayload {
  @Field(() => AttachmentType, { description: 'The attachment, READY to be sent.' })
  attachment!: AttachmentType;
}
