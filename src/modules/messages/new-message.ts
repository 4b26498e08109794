import type { Allocation } from '../conversations/conversation-log.js';
import type { MessageRow } from './message.row.js';
import { clientMessageKeyOf, type SendRequest } from './send-request.js';

/** A message as it is stored, with what only the write path needs. */
export interface NewMessage extends MessageRow {
  readonly clientMessageKey: string;
  readonly fingerprint: string;
}

/** The row of the `index`-th message of an allocation, as it is stored and as it travels and is shown. */
export function newMessage(
  request: SendRequest,
  allocation: Allocation,
  index: number,
): { readonly stored: NewMessage; readonly shown: MessageRow } {
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
  return { stored: { ...shown, clientMessageKey, fingerprint: request.fingerprint }, shown };
}
