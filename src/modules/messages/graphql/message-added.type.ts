import { ObjectType } from '@nestjs/graphql';
import { ConversationEventType } from './conversation-event.type.js';

/** A message was sent. */
@ObjectType('MessageAdded', { description: 'A message was sent.', implements: () => [ConversationEventType] })
export class MessageAddedType extends ConversationEventType {}
