import type { HistoryRow } from '@wireside/apollo';
import type { PendingRow } from '@wireside/apollo/react';

/** Messages of one person within this time stand together. */
const TOGETHER_MS = 5 * 60_000;

export type MessageRow = (HistoryRow & { readonly kind: 'message' }) | PendingRow;
export type GapRow = HistoryRow & { readonly kind: 'gap' };
export type SourceRow = HistoryRow | PendingRow;

/** A row and what its neighbours make of it. */
export type LaidOutRow =
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly source: MessageRow;
      readonly senderId: string | null;
      readonly at: number;
      /** The day begins here; as it is called in the viewer's time zone. */
      readonly day: string | null;
      /** What the viewer had not read begins here. */
      readonly isFirstUnread: boolean;
      /** Whether it is the first, and the last, of its sender's group. */
      readonly startsGroup: boolean;
      readonly endsGroup: boolean;
    }
  | { readonly kind: 'gap'; readonly key: string; readonly source: GapRow };

export interface Viewpoint {
  readonly viewerId: string;
  /** The number of the first message that the viewer had not read; null when there was none. */
  readonly firstUnreadSeq: number | null;
  /** Whether the conversation begins with the first row; otherwise nobody knows yet what is before it. */
  readonly isWhole: boolean;
}

/** The day of a moment in the viewer's time zone, as 2026-03-09. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

interface Moment {
  readonly at: number;
  readonly day: string;
}

/** Rows stay the same objects: the dates of ten thousand are not read again for each new one. */
const moments = new WeakMap<MessageRow, Moment>();

function momentOf(row: MessageRow): Moment {
  const known = moments.get(row);
  if (known) return known;
  const at = row.kind === 'message' ? Date.parse(row.createdAt) : row.send.createdAt;
  const moment = { at, day: dayOf(at) };
  moments.set(row, moment);
  return moment;
}

/** Puts rows into groups and under days. */
export function layoutRows(rows: readonly SourceRow[], { viewerId, firstUnreadSeq, isWhole }: Viewpoint): LaidOutRow[] {
  const laidOut: LaidOutRow[] = [];
  let isBeforeUnread = true;
  for (const row of rows) {
    const previous = laidOut.at(-1);
    if (row.kind === 'gap') {
      closeGroup(laidOut);
      laidOut.push({ kind: 'gap', key: row.key, source: row });
      continue;
    }
    const senderId = row.kind === 'message' ? row.senderId : viewerId;
    const { at, day } = momentOf(row);
    const isFirstUnread =
      isBeforeUnread &&
      row.kind === 'message' &&
      firstUnreadSeq !== null &&
      row.seq >= firstUnreadSeq &&
      senderId !== viewerId;
    if (isFirstUnread) isBeforeUnread = false;
    const last = previous?.kind === 'message' ? previous : null;
    // After what has not been read a day or a group may have begun before: nothing is shown that would go again.
    const isUnknown = last === null && (previous !== undefined || !isWhole);
    const isNewDay = !isUnknown && (!last || momentOf(last.source).day !== day);
    const isAlone = last !== null && (last.senderId !== senderId || Math.abs(at - last.at) > TOGETHER_MS);
    const startsGroup = isNewDay || isFirstUnread || isAlone;
    if (startsGroup) closeGroup(laidOut);
    laidOut.push({
      kind: 'message',
      key: row.key,
      source: row,
      senderId,
      at,
      day: isNewDay ? day : null,
      isFirstUnread,
      startsGroup,
      endsGroup: false,
    });
  }
  closeGroup(laidOut);
  return laidOut;
}

function closeGroup(rows: LaidOutRow[]): void {
  const last = rows.at(-1);
  if (last?.kind === 'message') rows[rows.length - 1] = { ...last, endsGroup: true };
}
