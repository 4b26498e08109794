import { Field, ObjectType } from '@nestjs/graphql';
import { ConversationType } from './conversation.type.js';

/** What markDelivered did. */
@ObjectType({ description: 'What markDelivered did.' })
export class MarkDeliveredPayload {
  @Field(() => ConversationType, { description: 'The conversation as it is now.' })
  conversation!: ConversationType;
}
