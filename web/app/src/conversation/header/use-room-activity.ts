import { useQuery, useSubscription } from '@apollo/client/react';
import { RoomActivityDocument, type RoomActivitySubscription } from '@wireside/apollo';
import { useEffect, useState } from 'react';
import { RoomPresenceDocument } from '../../generated/documents.js';

type Activity = RoomActivitySubscription['roomActivity'];

/** How long it is told that somebody came or went. */
const TOLD_MS = 4000;

export interface RoomActivity {
  readonly presentCount: number | null;
  /** The latest to come or go. */
  readonly latest: { readonly type: Activity['type']; readonly name: string } | null;
}

/** Who comes and goes in a room. To follow it is to be in the room oneself. */
export function useRoomActivity(roomId: string | null, viewerId: string): RoomActivity {
  const [count, setCount] = useState<number | null>(null);
  const [latest, setLatest] = useState<RoomActivity['latest']>(null);
  const { data } = useQuery(RoomPresenceDocument, {
    variables: { id: roomId ?? '' },
    skip: roomId === null,
    fetchPolicy: 'no-cache',
  });
  useSubscription(RoomActivityDocument, {
    variables: { roomId: roomId ?? '' },
    skip: roomId === null,
    fetchPolicy: 'no-cache',
    ignoreResults: true,
    onData: ({ data: { data: told } }) => {
      if (!told) return;
      const { presentCount, type, nickname, user } = told.roomActivity;
      setCount(presentCount);
      if (user?.id !== viewerId) setLatest({ type, name: nickname });
    },
  });
  useEffect(() => {
    if (!latest) return;
    const timer = setTimeout(() => setLatest(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [latest]);
  const told = count ?? data?.room?.presentCount ?? null;
  // The viewer is there, whether or not the answer knew it already.
  return { presentCount: told === null ? null : Math.max(1, told), latest };
}
