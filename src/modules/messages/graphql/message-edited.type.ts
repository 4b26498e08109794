import { ObjectType } from '@nestjs/graphql';
import { ConversationEventType } from './conversation-event.type.js';

/** The text of a message was replaced. */
@ObjectType('MessageEdited', {
  description: 'The text of a message was replaced.',
  implements: () => [ConversationEventType],
})
export class MessageEditedType extends ConversationEventType {}
