import { messageIdOf } from './message-id.js';
import type { MessageRow } from './message.row.js';
import { MessageType } from './graphql/message.type.js';

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** A message as GraphQL shows it. */
export function messageTypeOf(row: MessageRow): MessageType {
  // Not by Object.assign, which takes ten times as long: a page has a hundred of them.
  const message = new MessageType();
  message.id = messageIdOf(row);
  message.conversationId = row.conversationId;
  message.seq = row.seq;
  message.revision = row.changedRevision;
  message.clientMessageId = row.clientMessageId;
  message.text = row.text;
  message.sentAt = dateOf(row.sentAt);
  message.createdAt = new Date(row.createdAt);
  message.editedAt = dateOf(row.editedAt);
  message.recalledAt = dateOf(row.recalledAt);
  message.row = row;
  return message;
}
