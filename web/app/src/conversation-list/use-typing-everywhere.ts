import { useSubscription } from '@apollo/client/react';
import { TypingDocument } from '@wireside/apollo';
import { useConnection } from '@wireside/apollo/react';
import { useEffect, useState } from 'react';

export type TypingNames = readonly string[];

const NOBODY: ReadonlyMap<string, TypingNames> = new Map();

interface Typist {
  readonly conversationId: string;
  readonly userId: string;
  readonly nickname: string;
}

/** Who is writing, by conversation, in all of the viewer's. */
export function useTypingEverywhere(): ReadonlyMap<string, TypingNames> {
  const [typists, setTypists] = useState<readonly Typist[]>([]);
  const { status } = useConnection();
  // Without a connection nobody tells that somebody has stopped.
  useEffect(() => {
    if (status !== 'connected') setTypists([]);
  }, [status]);
  useSubscription(TypingDocument, {
    variables: { conversationIds: null },
    fetchPolicy: 'no-cache',
    ignoreResults: true,
    onData: ({ data: { data } }) => {
      if (!data) return;
      const { conversationId, userId, isTyping, user } = data.typing;
      setTypists((present) => {
        const others = present.filter((one) => one.userId !== userId || one.conversationId !== conversationId);
        return isTyping ? [...others, { conversationId, userId, nickname: user?.nickname ?? '' }] : others;
      });
    },
  });
  if (typists.length === 0) return NOBODY;
  const names = new Map<string, TypingNames>();
  for (const { conversationId, nickname } of typists)
    names.set(conversationId, [...(names.get(conversationId) ?? []), nickname]);
  return names;
}
