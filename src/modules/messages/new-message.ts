import type { Allocation } from '../conversations/conversation-log.js';
import type { MessageRow } from './message.row.js';
import { clientMessageKeyOf, type SendRequest } from './send-request.js';

/** A message as it is stored: as it travels and is shown, with what only the write path needs. */
export interface NewMessage {
  readonly shown: MessageRow;
  readonly clientMessageKey: string;
  readonly fingerprint: string;
}

/** The `index`-th message of an allocation. */
export function newMessage(request: SendRequest, allocation: Allocation, index: number): NewMessage {
  const revision = allocation.firstRevision + index;
  const shown: MessageRow = {
    conversationId: request.conversationId,
    seq: allocation.firstSeq + index,
    createdRevision: revision,
    changedRevision: revision,
    senderId: request.viewer.userId,
    clientMessageId: request.clientMessageId,
    text: request.text,
    replyToSeq: request.replyToSeq,
    attachmentCount: request.attachmentIds.length,
    mentionCount: request.mentions.length,
    sentAt: request.sentAt,
    createdAt: allocation.at,
    editedAt: null,
    recalledAt: null,
    recalledBy: null,
    reactions: [],
  };
  const clientMessageKey = clientMessageKeyOf(request.clientMessageId);
  return { shown, clientMessageKey, fingerprint: request.fingerprint };
}
