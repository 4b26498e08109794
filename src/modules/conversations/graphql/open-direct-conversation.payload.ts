import { Field, ObjectType } from '@nestjs/graphql';
import { ConversationType } from './conversation.type.js';

/** What openDirectConversation did. */
@ObjectType({ description: 'What openDirectConversation did.' })
export class OpenDirectConversationPayload {
  @Field(() => ConversationType, { description: 'The one conversation of the two.' })
  conversation!: ConversationType;

  @Field(() => Boolean, { description: 'Whether it was made just now; false when the two had one already.' })
  created!: boolean;
}
