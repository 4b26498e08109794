import type { Virtualizer } from '@tanstack/react-virtual';
import type { Messages } from '@wireside/apollo/react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toastError } from '../../ui/toast.js';
import type { LaidOutRow } from './layout-rows.js';
import type { Aim } from './use-aim.js';

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;

const HIGHLIGHT_MS = 2400;

interface Spot {
  readonly seq: number;
  readonly offset: number;
}

export interface Jumps {
  /** Goes to a message; reads it and what is around it when it is not here. */
  readonly goTo: (seq: number) => void;
  readonly highlightedKey: string | null;
  /** Whether there is a place to go back to: the browser's Back does it as well. */
  readonly canGoBack: boolean;
  readonly goBack: () => void;
  readonly forget: () => void;
}

const indexOf = (rows: readonly LaidOutRow[], seq: number): number =>
  rows.findIndex((row) => row.kind === 'message' && row.source.kind === 'message' && row.source.seq >= seq);

/** The first message that is shown, and how far it stands above the top. */
export function spotOf(list: List, rows: readonly LaidOutRow[]): Spot | null {
  const top = list.scrollOffset ?? 0;
  for (const { index, start, end } of list.getVirtualItems()) {
    const row = rows[index];
    if (end > top && row?.kind === 'message' && row.source.kind === 'message')
      return { seq: row.source.seq, offset: top - start };
  }
  return null;
}

export function useJumps(
  list: List,
  rows: readonly LaidOutRow[],
  { loadAround }: Messages,
  aim: (aim: Aim) => void,
  isHere: (seq: number) => boolean,
  focusRow: (key: string) => void,
): Jumps {
  const { t } = useTranslation();
  const [highlightedKey, setHighlightedKey] = useState<string | null>(null);
  const [spots, setSpots] = useState<readonly Spot[]>([]);
  const target = useRef<{ readonly seq: number; readonly spot: Spot | null } | null>(null);
  const latest = useRef(rows);
  latest.current = rows;

  const arrive = useCallback(() => {
    const wanted = target.current;
    if (!wanted || !isHere(wanted.seq)) return;
    target.current = null;
    const index = indexOf(latest.current, wanted.seq);
    const row = latest.current[index];
    if (!row) return;
    aim({ key: row.key, at: wanted.spot?.offset ?? 'center' });
    if (!wanted.spot) setHighlightedKey(row.key);
    focusRow(row.key);
  }, [aim, isHere, focusRow]);

  useLayoutEffect(arrive, [rows, arrive]);

  useEffect(() => {
    if (highlightedKey === null) return;
    const timer = setTimeout(() => setHighlightedKey(null), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [highlightedKey]);

  const go = useCallback(
    (seq: number, spot: Spot | null) => {
      target.current = { seq, spot };
      if (isHere(seq)) return arrive();
      loadAround(seq)
        .then(arrive)
        .catch(() => {
          target.current = null;
          toastError(t('conversation.list.jumpFailed'));
        });
    },
    [isHere, arrive, loadAround, t],
  );

  const goTo = useCallback(
    (seq: number) => {
      const spot = spotOf(list, latest.current);
      if (spot) {
        setSpots((present) => [...present, spot]);
        // So that the browser's Back leads to where one was, and not out of the conversation.
        history.pushState(history.state, '');
      }
      go(seq, null);
    },
    [list, go],
  );

  useEffect(() => {
    const back = (): void => {
      const spot = spots.at(-1);
      if (!spot) return;
      setSpots(spots.slice(0, -1));
      go(spot.seq, spot);
    };
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, [spots, go]);

  const forget = useCallback(() => setSpots([]), []);
  return { goTo, highlightedKey, canGoBack: spots.length > 0, goBack: () => history.back(), forget };
}
