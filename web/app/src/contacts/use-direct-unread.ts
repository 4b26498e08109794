import { useChat, useConversationIds } from '@wireside/apollo/react';
import { useMemo } from 'react';
import { useTitleWords } from '../conversation-list/use-title-words.js';
import { useFacts } from '../conversation-list/use-facts.js';

const NO_ALIASES: ReadonlyMap<string, string> = new Map();

/** Unread messages of the conversation with each person, as they are now; by the person's id. */
export function useDirectUnread(): ReadonlyMap<string, number> {
  const ids = useConversationIds();
  const viewerId = useChat()?.userId ?? null;
  const facts = useFacts(ids, useTitleWords(NO_ALIASES));
  return useMemo(
    () =>
      new Map(
        facts.flatMap(({ peerId, unreadCount }) =>
          peerId === null || peerId === viewerId ? [] : [[peerId, unreadCount] as const],
        ),
      ),
    [facts, viewerId],
  );
}
