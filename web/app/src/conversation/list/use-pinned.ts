import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { LaidOutRow } from './layout-rows.js';

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Nearer than this is at the end. */
export const END_PX = 4;

export interface Pinned {
  /** Whether the end is shown, and stays so whatever comes. */
  readonly isAtEnd: boolean;
  /** Whether the end is more than a screen away. */
  readonly isFar: boolean;
  /** Messages of others that have come below since. */
  readonly newCount: number;
  readonly onScroll: () => void;
}

/** Whoever is at the end stays there, also when the window becomes smaller; whoever is not learns what has come. */
export function usePinned(
  list: List,
  rows: readonly LaidOutRow[],
  viewerId: string,
  lastSeq: number,
  beginsAtEnd: boolean,
): Pinned {
  const [state, setState] = useState({ isAtEnd: beginsAtEnd, isFar: false, since: lastSeq });
  const isAtEnd = useRef(beginsAtEnd);

  const onScroll = useCallback(() => {
    const element = list.scrollElement;
    if (!element) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    isAtEnd.current = distance <= END_PX;
    const isFar = distance > element.clientHeight;
    setState((present) => {
      const since = isAtEnd.current ? lastSeq : present.since;
      const isSame =
        present.isAtEnd === isAtEnd.current && present.isFar === isFar && (!isAtEnd.current || present.since === since);
      return isSame ? present : { isAtEnd: isAtEnd.current, isFar, since };
    });
  }, [list, lastSeq]);

  // While the end is shown everything that comes is seen.
  const since = state.isAtEnd ? lastSeq : state.since;
  if (state.isAtEnd && state.since !== lastSeq) setState({ ...state, since: lastSeq });

  useLayoutEffect(() => {
    const element = list.scrollElement;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) list.scrollToEnd();
      else onScroll();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [list, onScroll]);

  let newCount = 0;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at];
    if (row?.kind !== 'message' || row.source.kind !== 'message') continue;
    if (row.source.seq <= since) break;
    if (row.senderId !== viewerId) newCount += 1;
  }
  return { isAtEnd: state.isAtEnd, isFar: state.isFar, newCount, onScroll };
}
