import { ObjectType } from '@nestjs/graphql';
import { ConversationEventType } from './conversation-event.type.js';
import { ReactionEventType } from './reaction-event.type.js';

/** An emoji was given to a message. */
@ObjectType('ReactionAdded', {
  description:
    'An emoji was given to a message. Told also of messages that the viewer does not see; `message` is null then.',
  implements: () => [ConversationEventType],
})
export class ReactionAddedType extends ReactionEventType {}
