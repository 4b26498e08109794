import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { LaidOutRow } from './layout-rows.js';

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** How long after the last correction a row is held where it was brought to. */
const SETTLED_MS = 500;
/** And how long at most: what moves the list without a hand, as assistive programs do, must win in the end. */
const MOST_MS = 8000;

export interface Aim {
  readonly key: string;
  /** Where it goes: to the middle, or this far above the top. */
  readonly at: 'center' | number;
}

/**
 * Brings a row to a place and holds it there until everything around has its true height and what is before it has
 * come. The list's own commands go by index, which means another row once some have been put before it.
 */
export function useAim(
  list: List,
  rows: readonly LaidOutRow[],
): {
  readonly aim: (aim: Aim) => void;
  /** For what leads elsewhere. */
  readonly release: () => void;
} {
  const current = useRef<{ readonly aim: Aim; readonly last: number; until: number } | null>(null);

  const release = useCallback(() => {
    current.current = null;
  }, []);

  const correct = useCallback(() => {
    const held = current.current;
    const element = list.scrollElement;
    if (!held || !element) return;
    if (performance.now() > held.until) {
      current.current = null;
      return;
    }
    const { key, at } = held.aim;
    const index = rows.findIndex((row) => row.key === key);
    const item = list.measurementsCache[index];
    if (!item) return;
    const wanted = at === 'center' ? item.start - (element.clientHeight - item.size) / 2 : item.start + at;
    const most = element.scrollHeight - element.clientHeight;
    const offset = Math.round(Math.min(most, Math.max(0, wanted)));
    if (Math.abs(offset - element.scrollTop) < 1) return;
    held.until = Math.min(performance.now() + SETTLED_MS, held.last);
    list.scrollToOffset(offset);
  }, [list, rows]);

  useLayoutEffect(correct);

  useEffect(() => {
    const element = list.scrollElement;
    // Whoever moves the list by hand goes where they want.
    const events = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
    for (const event of events) element?.addEventListener(event, release, { passive: true });
    return () => {
      for (const event of events) element?.removeEventListener(event, release);
    };
  }, [list, release]);

  const aim = useCallback(
    (wanted: Aim) => {
      const now = performance.now();
      current.current = { aim: wanted, last: now + MOST_MS, until: now + SETTLED_MS };
      correct();
    },
    [correct],
  );
  return { aim, release };
}
