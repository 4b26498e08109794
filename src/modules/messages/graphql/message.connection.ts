import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { MessageType } from './message.type.js';

/** A page of messages. */
@ObjectType({ description: 'A page of messages, in order of seq.' })
export class MessageConnection extends connectionOf(MessageType, 'Message') {}
