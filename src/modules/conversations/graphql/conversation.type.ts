import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ConversationKind } from './conversation-kind.enum.js';

/** A conversation as one of its participants sees it. The viewer's own fields are made by ConversationFieldsResolver. */
@ObjectType('Conversation', {
  description:
    'A conversation that the viewer is in: a numbered stream of messages and changes, with its participants.',
})
export class ConversationType {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => ConversationKind, { description: 'Direct or room.' })
  kind!: ConversationKind;

  @Field(() => Int, { description: 'Number of the newest message; 0 when there is none yet.' })
  lastSeq!: number;

  @Field(() => Int, { description: 'Number of the newest durable change of any sort. Rises by one with each.' })
  revision!: number;
}
