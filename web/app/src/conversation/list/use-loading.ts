import type { Virtualizer } from '@tanstack/react-virtual';
import { useInboxStatus, type Messages } from '@wireside/apollo/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LaidOutRow } from './layout-rows.js';

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Earlier messages are read when so few rows are left above. */
const NEAR_START = 12;

export interface Loading {
  readonly isLoadingOlder: boolean;
  readonly hasFailed: boolean;
  readonly retry: () => void;
}

/** Reads what comes before and what is missing in between, shortly before somebody gets there. */
export function useLoading(list: List, rows: readonly LaidOutRow[], messages: Messages): Loading {
  const { hasOlder, loadOlder, fillGap, fillGapBack } = messages;
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const isBusy = useRef(false);
  const status = useInboxStatus();

  const read = useCallback((work: () => Promise<void>, isOlder: boolean) => {
    isBusy.current = true;
    if (isOlder) setState('loading');
    work()
      .then(() => setState('idle'))
      .catch(() => setState('failed'))
      .finally(() => {
        isBusy.current = false;
      });
  }, []);

  // What failed is tried again once everything that was missed has come.
  useEffect(() => {
    if (status === 'live') setState((present) => (present === 'failed' ? 'idle' : present));
  }, [status]);

  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (isBusy.current || state !== 'idle' || rows.length === 0) return;
    if (hasOlder && first <= NEAR_START) return read(loadOlder, true);
    for (let index = first; index <= last; index += 1) {
      const row = rows[index];
      if (row?.kind !== 'gap') continue;
      const { fromSeq, toSeq } = row.source;
      // From the side that somebody comes from, so that what they look at stays whole.
      const middle = (list.scrollOffset ?? 0) + (list.scrollRect?.height ?? 0) / 2;
      const isAbove = (list.measurementsCache[index]?.start ?? 0) < middle;
      return read(() => (isAbove ? fillGapBack(toSeq) : fillGap(fromSeq)), false);
    }
  }, [rows, first, last, state, hasOlder, list, loadOlder, fillGap, fillGapBack, read]);

  const retry = useCallback(() => setState('idle'), []);
  return { isLoadingOlder: state === 'loading', hasFailed: state === 'failed', retry };
}
