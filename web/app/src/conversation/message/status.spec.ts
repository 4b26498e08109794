import { expect, it } from 'vitest';
import { statusOf } from './status.js';

const receipts = new Map([
  ['a', { readSeq: 3, deliveredSeq: 5 }],
  ['b', { readSeq: 4, deliveredSeq: 4 }],
]);

it.each<[seq: number, status: string, readBy: number]>([
  [3, 'read', 2],
  [4, 'read', 1],
  [5, 'delivered', 0],
  [6, 'sent', 0],
])('message %i is %s', (seq, status, readBy) => {
  expect(statusOf(seq, receipts)).toEqual({ status, readBy });
});
