import { Field, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { UploadHeaderType } from './upload-header.type.js';

/** Where and how to send the bytes. */
@ObjectType('AttachmentUpload', {
  description:
    'Where and how to send the raw bytes: one request, exactly the announced number of bytes. The same way for a local folder and for S3.',
})
export class AttachmentUploadType {
  @Field(() => String, { description: 'Where to; whoever has the address may upload, so keep it.' })
  url!: string;

  @Field(() => String, { description: 'The HTTP method.' })
  method!: string;

  @Field(() => [UploadHeaderType], { description: 'Headers that must be sent.' })
  headers!: UploadHeaderType[];

  @Field(() => GraphQLDateTime, { description: 'Until when the upload must have begun.' })
  expiresAt!: Date;
}
