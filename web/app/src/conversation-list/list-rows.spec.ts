import { expect, it } from 'vitest';
import type { PersonFieldsFragment } from '../generated/documents.js';
import type { Facts } from './filter.js';
import { rowsOf } from './list-rows.js';

const person = (id: string): PersonFieldsFragment => ({
  __typename: 'User',
  id,
  accountNumber: '10001',
  username: null,
  nickname: id,
  avatarUrl: null,
  signature: '',
});
const facts: Facts[] = [
  {
    id: 'with-ann',
    unreadCount: 0,
    archivedAt: null,
    peerId: 'ann',
    faceId: 'ann',
    avatarUrl: null,
    names: ['Ann'],
  },
];
const kinds = (rows: ReturnType<typeof rowsOf>): string[] => rows.map(({ key }) => key);

it('lists conversations without headings while there is nothing else', () => {
  expect(kinds(rowsOf(['with-ann'], facts, []))).toEqual(['with-ann']);
});

it('lists people with whom there is no conversation below', () => {
  expect(kinds(rowsOf(['with-ann'], facts, [person('ann'), person('andy')]))).toEqual([
    'heading conversations',
    'with-ann',
    'heading people',
    'person andy',
  ]);
  expect(kinds(rowsOf([], facts, [person('andy')]))).toEqual(['heading people', 'person andy']);
});
