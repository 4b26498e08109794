import { useQuery } from '@apollo/client/react';
import type { ConversationFieldsFragment, Receipt } from '@wireside/apollo';
import { useEffect, useMemo } from 'react';
import { ConversationMembersDocument, type ConversationMembersQuery } from '../generated/documents.js';

/** Whom a conversation knows by name: of a large room the first. */
const MOST = 100;

type Participant = NonNullable<ConversationMembersQuery['conversation']>['participants']['edges'][number]['node'];

export type Member = Participant & { readonly user: NonNullable<Participant['user']> };

const NOBODY: readonly Participant[] = [];

/** Who is in a conversation, and how far each of them has come. */
export function useMembers({ id, participantCount }: ConversationFieldsFragment): readonly Member[] {
  const { data, refetch } = useQuery(ConversationMembersDocument, {
    variables: { id, first: MOST, after: null },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const participants = useMemo(() => data?.conversation?.participants.edges.map(({ node }) => node) ?? NOBODY, [data]);
  const known = Math.min(participantCount, MOST);
  useEffect(() => {
    // Offline it is asked for again by whoever opens the conversation next.
    if (participants !== NOBODY && participants.length !== known) void refetch().catch(() => undefined);
  }, [participants, known, refetch]);
  return useMemo(() => participants.filter((one): one is Member => one.user !== null), [participants]);
}

/** How far everybody else has come: as it was read, and as it has been told since. */
export function useReceipts(
  members: readonly Member[],
  told: ReadonlyMap<string, Receipt>,
  viewerId: string,
): ReadonlyMap<string, Receipt> {
  return useMemo(() => {
    const receipts = new Map<string, Receipt>();
    for (const { userId, readSeq, deliveredSeq } of members) receipts.set(userId, { readSeq, deliveredSeq });
    for (const [userId, { readSeq, deliveredSeq }] of told) {
      const known = receipts.get(userId);
      receipts.set(userId, {
        readSeq: Math.max(readSeq, known?.readSeq ?? 0),
        deliveredSeq: Math.max(deliveredSeq, known?.deliveredSeq ?? 0),
      });
    }
    receipts.delete(viewerId);
    return receipts;
  }, [members, told, viewerId]);
}
