import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { ConversationType } from './conversation.type.js';

/** A page of conversations. */
@ObjectType('ConversationConnection', { description: 'A page of conversations, newest activity first.' })
export class ConversationConnection extends connectionOf(ConversationType, 'Conversation') {}
