import type { FeedEvent } from '../../common/realtime/feed-event.js';
import type { RangeTable } from '../conversations/range-table.js';
import type { MessagePlace } from './message-id.js';
import { parseCounts, type ReactionCounts } from './reactions/reaction-counts.js';

/** A message as read from the table, without what only the write path needs. */
export interface MessageRow extends MessagePlace {
  readonly createdRevision: number;
  readonly changedRevision: number;
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly text: string | null;
  readonly replyToSeq: number | null;
  readonly attachmentCount: number;
  readonly mentionCount: number;
  readonly sentAt: number | null;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly recalledAt: number | null;
  readonly recalledBy: string | null;
  readonly reactions: ReactionCounts;
}

export interface RawMessage {
  readonly conversation_id: string;
  readonly seq: number;
  readonly created_revision: number;
  readonly changed_revision: number;
  readonly sender_id: string;
  readonly client_message_id: string;
  readonly body: string | null;
  readonly reply_to_seq: number | null;
  readonly attachment_count: number;
  readonly mention_count: number;
  readonly sent_at: number | null;
  readonly created_at: number;
  readonly edited_at: number | null;
  readonly recalled_at: number | null;
  readonly recalled_by: string | null;
  readonly reactions: string | null;
}

export const MESSAGE_COLUMN_NAMES: readonly (keyof RawMessage)[] = [
  ...(['conversation_id', 'seq', 'created_revision', 'changed_revision', 'sender_id', 'client_message_id'] as const),
  ...(['body', 'reply_to_seq', 'attachment_count', 'mention_count', 'sent_at', 'created_at', 'edited_at'] as const),
  ...(['recalled_at', 'recalled_by', 'reactions'] as const),
];

/** Select list of `messages m`. */
export const MESSAGE_COLUMNS = MESSAGE_COLUMN_NAMES.map((name) => `m.${name}`).join(', ');

export const messageRowOf = (raw: RawMessage): MessageRow => ({
  conversationId: raw.conversation_id,
  seq: raw.seq,
  createdRevision: raw.created_revision,
  changedRevision: raw.changed_revision,
  senderId: raw.sender_id,
  clientMessageId: raw.client_message_id,
  text: raw.body,
  replyToSeq: raw.reply_to_seq,
  attachmentCount: raw.attachment_count,
  mentionCount: raw.mention_count,
  sentAt: raw.sent_at,
  createdAt: raw.created_at,
  editedAt: raw.edited_at,
  recalledAt: raw.recalled_at,
  recalledBy: raw.recalled_by,
  reactions: parseCounts(raw.reactions),
});

/** The conversation's event that says that the message is there. It carries the row, so delivering it reads nothing. */
export const messageEventOf = (message: MessageRow): FeedEvent => ({
  feedId: message.conversationId,
  revision: message.createdRevision,
  at: message.createdAt,
  type: 'MESSAGE',
  actorId: message.senderId,
  subjectId: null,
  messageSeq: message.seq,
  data: { message },
});

/** Where the log of conversations finds its `MESSAGE` events. */
export const messageRanges: RangeTable<RawMessage> = {
  name: 'messages',
  columns: MESSAGE_COLUMN_NAMES,
  revision: 'created_revision',
  messageSeq: 'seq',
  text: 'body',
  eventOf: (row) => messageEventOf(messageRowOf(row)),
};
