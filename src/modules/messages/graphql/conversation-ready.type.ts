import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** The stream of the conversation is live. What was missed follows. */
@ObjectType('ConversationReady', { description: 'The stream of the conversation is live. What was missed follows.' })
export class ConversationReadyType {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;

  @Field(() => Int, { description: 'The newest revision when the stream was opened.' })
  head!: number;
}
