import { messageIdOf } from './message-id.js';
import type { MessageRow } from './message.row.js';
import { MessageType } from './graphql/message.type.js';

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** A message as GraphQL shows it. */
export const messageTypeOf = (row: MessageRow): MessageType =>
  Object.assign(new MessageType(), {
    id: messageIdOf(row),
    conversationId: row.conversationId,
    seq: row.seq,
    revision: row.changedRevision,
    clientMessageId: row.clientMessageId,
    text: row.text,
    sentAt: dateOf(row.sentAt),
    createdAt: new Date(row.createdAt),
    editedAt: dateOf(row.editedAt),
    recalledAt: dateOf(row.recalledAt),
    row,
  });
