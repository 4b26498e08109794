import { describe, expect, it } from 'vitest';
import type { ContactFieldsFragment, ContactGroupFieldsFragment } from '../generated/documents.js';
import { aliasesOf, changeBook, sectionsOf, withDefaultName, type ContactBook } from './contact-book.js';

const group = (id: string, position: number): ContactGroupFieldsFragment => ({
  __typename: 'ContactGroup',
  id,
  name: id,
  position,
  isDefault: id === 'default',
});

const contact = (userId: string, groupId: string, alias: string | null = null): ContactFieldsFragment => ({
  __typename: 'Contact',
  id: `contact-${userId}`,
  userId,
  alias,
  unreadCount: 0,
  group: { __typename: 'ContactGroup', id: groupId },
  user: {
    __typename: 'User',
    id: userId,
    accountNumber: '10001',
    username: userId,
    nickname: userId,
    avatarUrl: null,
    signature: '',
  },
});

const book: ContactBook = {
  groups: [group('default', 0), group('work', 1)],
  contacts: [contact('zoe', 'work'), contact('ann', 'work'), contact('ben', 'default')],
};
const nothing = { contact: null, contactUserId: null, groups: null, blocked: null };
const namesOf = (changed: ContactBook): string[] =>
  sectionsOf(changed, '?', 'en').map(
    (section) => `${section.group.id}: ${section.contacts.map(({ userId }) => userId).join(' ')}`,
  );

describe('the contact book', () => {
  it('shows groups in order and people by name', () => {
    expect(namesOf(book)).toEqual(['default: ben', 'work: ann zoe']);
  });

  it('sorts by what the viewer calls people', () => {
    const renamed = changeBook(book, {
      ...nothing,
      kind: 'UPDATED',
      contactUserId: 'zoe',
      contact: contact('zoe', 'work', 'Aaron'),
    });
    expect(namesOf(renamed)).toEqual(['default: ben', 'work: zoe ann']);
    expect(aliasesOf(renamed.contacts)).toEqual(new Map([['zoe', 'Aaron']]));
  });

  it('takes an addition that is told twice once', () => {
    const added = { ...nothing, kind: 'ADDED' as const, contactUserId: 'cy', contact: contact('cy', 'default') };
    expect(namesOf(changeBook(changeBook(book, added), added))).toEqual(['default: ben cy', 'work: ann zoe']);
  });

  it('forgets who was removed', () => {
    const removed = changeBook(book, { ...nothing, kind: 'REMOVED', contactUserId: 'ann' });
    expect(namesOf(removed)).toEqual(['default: ben', 'work: zoe']);
  });

  it('puts the people of a deleted group into the default group', () => {
    const changed = changeBook(book, { ...nothing, kind: 'GROUP_CHANGED', groups: [group('default', 0)] });
    expect(namesOf(changed)).toEqual(['default: ann ben zoe']);
  });

  it('does not lose a contact by blocking', () => {
    const blocked = changeBook(book, { ...nothing, kind: 'BLOCK_CHANGED', contactUserId: 'ann', blocked: true });
    expect(blocked).toBe(book);
  });
});

describe('the group that everybody has', () => {
  it('is called in the language of the viewer, unless they have named it', () => {
    const named = (name: string): ContactBook => ({
      ...book,
      groups: [{ ...group('default', 0), name }, group('work', 1)],
    });
    const namesIn = (one: ContactBook): string[] => one.groups.map(({ name }) => name);
    expect(namesIn(withDefaultName(named('Contacts'), '联系人'))).toEqual(['联系人', 'work']);
    expect(namesIn(withDefaultName(named('People'), '联系人'))).toEqual(['People', 'work']);
  });
});
