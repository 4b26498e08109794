import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** What was missed of this conversation is not told one by one, because there is too much of it or it is no longer known. Read the conversation again; the stream goes on with the revision after `head`. */
@ObjectType('Reset', {
  description:
    'What was missed of this conversation is not told one by one, because there is too much of it or it is no longer known. Read the conversation again; the stream goes on with the revision after `head`.',
})
export class ResetType {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;

  @Field(() => Int, { description: 'The revision up to which the conversation is to be read again.' })
  head!: number;
}
