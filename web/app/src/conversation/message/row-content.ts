import type { MessageFieldsFragment, PendingSend } from '@wireside/apollo';
import { useMessage } from '@wireside/apollo/react';
import { useMemo } from 'react';
import type { MessageRow } from '../list/layout-rows.js';
import { useOpenConversation } from '../conversation-context.js';
import type { Quoted } from './quote.js';
import type { Mentioned } from '../text/parse-text.js';

/** What a row shows, whether it is a fact or waits to be one: the same element shows both. */
export interface RowContent {
  readonly text: string | null;
  readonly attachmentIds: readonly string[];
  readonly mentions: readonly Mentioned[];
  readonly hasReply: boolean;
  readonly reply: (Quoted & { readonly seq: number }) | null;
  readonly message: MessageFieldsFragment | null;
  readonly send: PendingSend | null;
}

const NOTHING: readonly string[] = [];

/** Null when the message has been forgotten in this very moment. */
export function useRowContent(source: MessageRow): RowContent | null {
  const { members } = useOpenConversation();
  const send = source.kind === 'pending' ? source.send : null;
  const message = useMessage(source.kind === 'message' ? source.id : '');
  const replied = useMessage(send?.replyToId ?? '');
  return useMemo(() => {
    if (send)
      return {
        text: send.text,
        attachmentIds: send.attachmentIds,
        mentions: members.flatMap(({ user }) => (send.mentions.includes(user.id) ? [user] : [])),
        hasReply: send.replyToId !== null,
        reply: replied,
        message: null,
        send,
      };
    if (!message) return null;
    return {
      text: message.text,
      attachmentIds: message.attachments.length === 0 ? NOTHING : message.attachments.map(({ id }) => id),
      mentions: message.mentions,
      hasReply: message.replyTo !== null,
      reply: message.replyTo,
      message,
      send: null,
    };
  }, [send, message, replied, members]);
}
