import { Field, ID, ObjectType } from '@nestjs/graphql';

/** The viewer has hidden a message, on some device. */
@ObjectType('MessageHidden', { description: 'The viewer has hidden a message, on some device.' })
export class MessageHiddenType {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;

  @Field(() => ID, { description: 'The message that is not to be shown any more.' })
  messageId!: string;
}
