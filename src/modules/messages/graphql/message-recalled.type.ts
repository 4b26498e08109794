import { ObjectType } from '@nestjs/graphql';
import { ConversationEventType } from './conversation-event.type.js';

/** A message was taken back for everyone. */
@ObjectType('MessageRecalled', {
  description: 'A message was taken back for everyone.',
  implements: () => [ConversationEventType],
})
export class MessageRecalledType extends ConversationEventType {}
