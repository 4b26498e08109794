import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { LaidOutRow } from './layout-rows.js';

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;

export interface RovingFocus {
  /** The row that Tab goes to: the one that had the focus last, or the last one. */
  readonly currentKey: string | null;
  readonly onRowFocus: (key: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** Moves the focus to a row, which need not be mounted yet. */
  readonly focusRow: (key: string) => void;
}

/** One row at a time can be reached by Tab; arrows, Home and End go from row to row. */
export function useRovingFocus(
  rows: readonly LaidOutRow[],
  list: () => List | null,
  onEscape: () => void,
): RovingFocus {
  const [key, setKey] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const last = rows.findLast(({ kind }) => kind === 'message')?.key ?? null;
  const currentKey = key !== null && rows.some((row) => row.key === key) ? key : last;

  const focusRow = useCallback((to: string) => {
    wanted.current = to;
    setKey(to);
  }, []);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const element = list()?.elementsCache.get(wanted.current)?.querySelector<HTMLElement>('article');
    if (!element) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
  });

  const go = (index: number, step: 1 | -1): void => {
    for (let at = index; at >= 0 && at < rows.length; at += step) {
      const row = rows[at];
      if (row?.kind !== 'message') continue;
      list()?.scrollToIndex(at, { align: 'auto' });
      return focusRow(row.key);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // Inside a row the keys belong to what is there.
    if (!(event.target instanceof HTMLElement) || event.target.tagName !== 'ARTICLE') return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const index = rows.findIndex((row) => row.key === currentKey);
    if (event.key === 'ArrowUp') go(index - 1, -1);
    else if (event.key === 'ArrowDown') go(index + 1, 1);
    else if (event.key === 'Home') go(0, 1);
    else if (event.key === 'End') go(rows.length - 1, -1);
    else if (event.key === 'Escape') onEscape();
    else return;
    event.preventDefault();
  };

  return { currentKey, onRowFocus: setKey, onKeyDown, focusRow };
}
