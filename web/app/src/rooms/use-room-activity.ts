import { useSubscription } from '@apollo/client/react';
import { useChat } from '@wireside/apollo/react';
import { useEffect, useState } from 'react';
import { RoomVisitDocument, type RoomVisitSubscription } from '../generated/documents.js';

export type Activity = RoomVisitSubscription['roomActivity'];

const KEPT = 5;
const NOTHING: readonly Activity[] = [];

export interface RoomActivityView {
  /** What happened lately, the latest first. */
  readonly latest: readonly Activity[];
  /** How many people are in the room now; null until it is known. */
  readonly presentCount: number | null;
}

/**
 * Who comes and goes. To follow it is to be in the room, as the others see it: whoever shows a room does so for as long
 * as it is shown.
 */
export function useRoomActivity(roomId: string | null, onActivity?: (activity: Activity) => void): RoomActivityView {
  const viewerId = useChat()?.userId;
  const [latest, setLatest] = useState(NOTHING);
  const [presentCount, setPresentCount] = useState<number | null>(null);
  useEffect(() => {
    setLatest(NOTHING);
    setPresentCount(null);
  }, [roomId]);
  useSubscription(RoomVisitDocument, {
    variables: { roomId: roomId ?? '' },
    skip: roomId === null,
    fetchPolicy: 'no-cache',
    ignoreResults: true,
    onData: ({ data: { data } }) => {
      if (!data) return;
      const { roomActivity } = data;
      setPresentCount(roomActivity.presentCount);
      if (roomActivity.user?.id !== viewerId) setLatest((present) => [roomActivity, ...present].slice(0, KEPT));
      onActivity?.(roomActivity);
    },
  });
  return { latest, presentCount };
}
