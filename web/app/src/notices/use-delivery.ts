import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import type { Chat } from '@wireside/apollo';
import { useChat } from '@wireside/apollo/react';
import { useEffect } from 'react';
import { MarkDeliveredDocument } from '../generated/documents.js';
import { lead } from './locks.js';

/** What comes within this time, in milliseconds, is acknowledged together; what is read meanwhile needs no more. */
const TOGETHER_MS = 500;
/** What was missed is looked for in so many of the latest conversations. */
const LATEST = 50;

/**
 * Tells whoever has written that it has come to a device: one tab of all, and in conversations of two, because in a room
 * each message would cost a word of everybody.
 */
export function useDelivery(): void {
  const chat = useChat();
  const apollo = useApolloClient();
  useEffect(() => {
    if (!chat) return;
    const ended = new AbortController();
    lead('receiver', chat.userId, ended.signal, () => acknowledge(chat, apollo, ended.signal));
    return () => ended.abort();
  }, [chat, apollo]);
}

function acknowledge(chat: Chat, apollo: ApolloClient, signal: AbortSignal): void {
  const waiting = new Set<string>();
  const told = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    timer = undefined;
    for (const conversationId of waiting) {
      const conversation = chat.state.summaryOf(conversationId);
      const seq = chat.state.get(conversationId)?.lastSeq ?? 0;
      if (!conversation?.peer || conversation.unreadCount === 0) continue;
      if (seq <= Math.max(conversation.deliveredSeq, conversation.readSeq, told.get(conversationId) ?? 0)) continue;
      told.set(conversationId, seq);
      apollo
        .mutate({ mutation: MarkDeliveredDocument, variables: { input: { conversationId, seq } } })
        // Once the network is back it is told again.
        .catch(() => told.delete(conversationId));
    }
    waiting.clear();
  };
  const later = (): void => {
    if (chat.status.current === 'live') timer ??= setTimeout(tell, TOGETHER_MS);
  };
  const lookForMissed = (): void => {
    for (const id of chat.state.conversationIds.current.slice(0, LATEST)) waiting.add(id);
    later();
  };

  const stops = [
    chat.onMessage(({ conversationId }) => {
      waiting.add(conversationId);
      later();
    }),
    chat.status.subscribe(lookForMissed),
  ];
  lookForMissed();
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  });
}
