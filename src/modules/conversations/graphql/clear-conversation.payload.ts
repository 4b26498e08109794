import { Field, ObjectType } from '@nestjs/graphql';
import { ConversationType } from './conversation.type.js';

/** What clearConversation did. */
@ObjectType({ description: 'What clearConversation did.' })
export class ClearConversationPayload {
  @Field(() => ConversationType, { description: 'The conversation as it is now.' })
  conversation!: ConversationType;
}
