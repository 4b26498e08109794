import { expect, it } from 'vitest';
import { dayOf, layoutRows, type LaidOutRow, type SourceRow } from './layout-rows.js';

const NOON = new Date(2026, 2, 9, 12).getTime();
const MINUTE = 60_000;

const message = (seq: number, senderId: string, minutes: number): SourceRow => ({
  kind: 'message',
  key: `k${seq}`,
  id: `m${seq}`,
  seq,
  senderId,
  clientMessageId: `c${seq}`,
  createdAt: new Date(NOON + minutes * MINUTE).toISOString(),
});

const pending = (minutes: number): SourceRow => ({
  kind: 'pending',
  key: 'p',
  send: {
    clientMessageId: 'p',
    conversationId: 'c',
    text: 'x',
    attachmentIds: [],
    replyToId: null,
    mentions: [],
    createdAt: NOON + minutes * MINUTE,
    revision: 0,
    state: 'waiting',
    fault: null,
  },
});

const viewpoint = { viewerId: 'me', firstUnreadSeq: null, isWhole: true };

const groups = (rows: readonly LaidOutRow[]): string[] =>
  rows.map((row) =>
    row.kind === 'gap' ? 'gap' : `${row.startsGroup ? '[' : ''}${row.key}${row.endsGroup ? ']' : ''}`,
  );

it('puts what one person says within five minutes together', () => {
  const rows = [message(1, 'a', 0), message(2, 'a', 5), message(3, 'a', 11), message(4, 'b', 11)];
  expect(groups(layoutRows(rows, viewpoint))).toEqual(['[k1', 'k2]', '[k3]', '[k4]']);
});

it('puts what waits to be sent with what the viewer has said', () => {
  expect(groups(layoutRows([message(1, 'me', 0), pending(1)], viewpoint))).toEqual(['[k1', 'p]']);
});

it('begins each day with its name', () => {
  const rows = layoutRows([message(1, 'a', 0), message(2, 'a', 1), message(3, 'a', 24 * 60)], viewpoint);
  expect(rows.map((row) => row.kind === 'message' && row.day)).toEqual([
    dayOf(NOON),
    null,
    dayOf(NOON + 24 * 60 * MINUTE),
  ]);
});

it('marks the first unread message once, and begins a group there', () => {
  const rows = [message(1, 'a', 0), message(3, 'a', 1), message(4, 'a', 2)];
  const laidOut = layoutRows(rows, { ...viewpoint, firstUnreadSeq: 2 });
  expect(laidOut.map((row) => row.kind === 'message' && row.isFirstUnread)).toEqual([false, true, false]);
  expect(groups(laidOut)).toEqual(['[k1]', '[k3', 'k4]']);
});

it('begins neither day nor group where nobody knows what is before', () => {
  const [first] = layoutRows([message(7, 'a', 0)], { ...viewpoint, isWhole: false });
  expect(first).toMatchObject({ day: null, startsGroup: false });
});

it('ends groups at a gap', () => {
  const gap: SourceRow = { kind: 'gap', key: 'g', fromSeq: 2, toSeq: 9 };
  expect(groups(layoutRows([message(1, 'a', 0), gap, message(10, 'a', 1)], viewpoint))).toEqual([
    '[k1]',
    'gap',
    'k10]',
  ]);
});
