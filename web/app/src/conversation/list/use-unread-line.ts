import type { ConversationFieldsFragment } from '@wireside/apollo';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface UnreadLine {
  /** The line stands before the first message of somebody else from this number on; null: there is none. */
  readonly seq: number | null;
  readonly moveTo: (seq: number) => void;
}

/**
 * Where the line is that divides what was read from what was not. It stays put while somebody is here, and begins
 * anew with what came while they were not.
 */
export function useUnreadLine(
  { readSeq, unreadCount, lastSeq }: ConversationFieldsFragment,
  attending: boolean,
): UnreadLine {
  const [seq, setSeq] = useState(unreadCount > 0 ? readSeq + 1 : null);
  const known = useRef(lastSeq);
  useEffect(() => {
    if (attending) known.current = lastSeq;
    else if (lastSeq > known.current && readSeq >= known.current) setSeq(known.current + 1);
  }, [attending, lastSeq, readSeq]);
  const moveTo = useCallback((to: number) => setSeq(to), []);
  return { seq, moveTo };
}
