import type { MessageRow } from './message.row.js';
import { MessageType } from './graphql/message.type.js';

/** A message as GraphQL shows it. */
export const messageTypeOf = (row: MessageRow): MessageType => new MessageType(row);
