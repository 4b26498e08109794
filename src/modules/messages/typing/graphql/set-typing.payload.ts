import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What setTyping did. */
@ObjectType({ description: 'What setTyping did.' })
export class SetTypingPayload {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;
}
