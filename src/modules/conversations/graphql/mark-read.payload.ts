import { Field, ObjectType } from '@nestjs/graphql';
import { ConversationType } from './conversation.type.js';

/** What markRead did. */
@ObjectType({ description: 'What markRead did.' })
export class MarkReadPayload {
  @Field(() => ConversationType, { description: 'The conversation as it is now.' })
  conversation!: ConversationType;
}
