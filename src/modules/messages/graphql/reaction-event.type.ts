import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ConversationEventType } from './conversation-event.type.js';

/** What the events about reactions have in common; the same for everybody, so nothing is looked up to tell them. */
@ObjectType({ isAbstract: true })
export abstract class ReactionEventType extends ConversationEventType {
  @Field(() => ID, { description: 'The message.' })
  messageId!: string;

  @Field(() => String, { description: 'The emoji.' })
  emoji!: string;

  @Field(() => Int, { description: 'How many people give it to the message after this change.' })
  count!: number;

  @Field(() => ID, { description: 'Who has given it or taken it back.' })
  userId!: string;
}
