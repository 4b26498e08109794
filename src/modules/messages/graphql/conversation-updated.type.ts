import { ObjectType } from '@nestjs/graphql';
import { ConversationEventType } from './conversation-event.type.js';

/** The profile or the settings of a conversation have changed, for everybody in it. */
@ObjectType('ConversationUpdated', {
  description: 'The profile or the settings of a conversation have changed, for everybody in it.',
  implements: () => [ConversationEventType],
})
export class ConversationUpdatedType extends ConversationEventType {}
