import type { Virtualizer } from '@tanstack/react-virtual';
import type { ConversationFieldsFragment } from '@wireside/apollo';
import { useMarkRead } from '@wireside/apollo/react';
import { useCallback, useEffect, useRef } from 'react';
import type { LaidOutRow } from './layout-rows.js';

/** So much of a row that is too high for the window has to be seen. */
const ENOUGH_PX = 80;

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;

/**
 * Tells how far somebody has read: the page is visible, has the focus, and the row has been seen. Whoever has marked
 * something unread, in whatever window, wants it to stay so while they are here.
 */
export function useReading(
  { id, readSeq, lastSeq }: ConversationFieldsFragment,
  list: List,
  rows: readonly LaidOutRow[],
  attending: boolean,
): () => void {
  const markRead = useMarkRead(id);
  const before = useRef({ readSeq, lastSeq });
  const heldUntil = useRef(0);

  // Only marking unread lowers the position. A message that comes afterwards is read like any other.
  if (readSeq < before.current.readSeq) heldUntil.current = lastSeq;
  before.current = { readSeq, lastSeq };

  const look = useCallback(() => {
    if (!attending) return;
    const seq = lastSeen(list, rows);
    if (seq > heldUntil.current) markRead(seq);
  }, [attending, list, rows, markRead]);

  useEffect(look, [look]);
  return look;
}

/** The number of the last message that is on the screen. */
function lastSeen(list: List, rows: readonly LaidOutRow[]): number {
  const element = list.scrollElement;
  if (!element) return 0;
  const bottom = element.scrollTop + element.clientHeight;
  for (const { index, start, end } of list.getVirtualItems().toReversed()) {
    const row = rows[index];
    if (row?.kind !== 'message' || row.source.kind !== 'message') continue;
    if (end <= bottom + 1 || start + ENOUGH_PX <= bottom) return row.source.seq;
  }
  return 0;
}
