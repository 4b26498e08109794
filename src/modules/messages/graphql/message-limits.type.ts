import { Field, Int, ObjectType } from '@nestjs/graphql';

/** What a message may be on this server. */
@ObjectType('MessageLimits', {
  description: 'What a message may be on this server, so that nothing has to be sent to find out.',
})
export class MessageLimitsType {
  @Field(() => Int, { description: 'Most characters (Unicode code points) of a text.' })
  maxTextCharacters!: number;

  @Field(() => Int, { description: 'Most attachments of a message.' })
  maxAttachments!: number;

  @Field(() => Int, { description: 'Most bytes of an attachment.' })
  maxAttachmentBytes!: number;

  @Field(() => [String], {
    description:
      'Content types that attachments may have, such as `image/*` and `application/pdf`; none: any. The content decides what a file is, and one that says nothing is `application/octet-stream`.',
  })
  attachmentTypes!: readonly string[];
}
