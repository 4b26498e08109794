import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';

/** Which upload to complete. */
@InputType({ description: 'Which upload to complete.' })
export class CompleteAttachmentUploadInput {
  @Field(() => ID, { description: 'Id of the attachment that createAttachmentUpload answered.' })
  @IsString()
  @MaxLength(64)
  attachmentId!: string;
}
