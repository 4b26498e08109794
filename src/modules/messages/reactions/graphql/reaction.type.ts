import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { MessagePlace } from '../../message-id.js';

/** An emoji that was given to a message, and how often. */
@ObjectType('Reaction', { description: 'An emoji that was given to a message.' })
export class ReactionType {
  @Field(() => String, { description: 'The emoji.' })
  emoji!: string;

  @Field(() => Int, { description: 'How many people have given it.' })
  count!: number;

  /** Where the message is, for the fields that are looked up. */
  place!: MessagePlace;
}
