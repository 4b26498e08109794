import { Field, ID, Int, InterfaceType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** One durable change of a conversation. */
@InterfaceType('ConversationEvent', {
  description:
    'One durable change of a conversation. Changes of one conversation come in the order of their revisions, each once.',
})
export abstract class ConversationEventType {
  @Field(() => ID, { description: 'The conversation that changed.' })
  conversationId!: string;

  @Field(() => Int, { description: 'The number of this change in its conversation: 1, 2, 3… without gaps.' })
  revision!: number;

  @Field(() => String, { description: 'Where to resume the inbox after this event. The same for everybody.' })
  cursor!: string;

  @Field(() => GraphQLDateTime, { description: 'When it happened, by the clock of the database.' })
  at!: Date;
}
