import { ObjectType } from '@nestjs/graphql';
import { ConversationEventType } from './conversation-event.type.js';

/** The conversation was deleted. Nothing follows. */
@ObjectType('ConversationDeleted', {
  description: 'The conversation was deleted. Nothing follows.',
  implements: () => [ConversationEventType],
})
export class ConversationDeletedType extends ConversationEventType {}
