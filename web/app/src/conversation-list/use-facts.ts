import { useFragment } from '@apollo/client/react';
import { useMemo } from 'react';
import { ConversationFactsFragmentDoc, type ConversationFactsFragment } from '../generated/documents.js';
import { titleOf, type TitleWords } from './conversation-title.js';
import type { Facts } from './filter.js';

/** What filtering and finding need of each of these conversations, as it is now. */
export function useFacts(ids: readonly string[], words: TitleWords): readonly Facts[] {
  const from = useMemo(() => ids.map((id) => ({ __typename: 'Conversation' as const, id })), [ids]);
  const { data } = useFragment({
    fragment: ConversationFactsFragmentDoc,
    fragmentName: 'ConversationFacts',
    from,
  });
  return useMemo(
    () =>
      ids.flatMap((id, place) => {
        const facts = data[place];
        return facts?.id === id ? [factsOf(facts as ConversationFactsFragment, words)] : [];
      }),
    [ids, data, words],
  );
}

function factsOf(facts: ConversationFactsFragment, words: TitleWords): Facts {
  const { id, unreadCount, archivedAt, peer, room } = facts;
  const others = peer ? [peer.nickname, peer.username, peer.accountNumber] : [];
  const names = [titleOf(facts, words), ...others].filter((name) => name !== null);
  const face = room ?? peer ?? { id, avatarUrl: null };
  return { id, unreadCount, archivedAt, peerId: peer?.id ?? null, faceId: face.id, avatarUrl: face.avatarUrl, names };
}
