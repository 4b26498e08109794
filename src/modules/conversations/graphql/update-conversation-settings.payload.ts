import { Field, ObjectType } from '@nestjs/graphql';
import { ConversationType } from './conversation.type.js';

/** What updateConversationSettings did. */
@ObjectType({ description: 'What updateConversationSettings did.' })
export class UpdateConversationSettingsPayload {
  @Field(() => ConversationType, { description: 'The conversation as it is now.' })
  conversation!: ConversationType;
}
