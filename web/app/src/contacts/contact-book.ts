import type {
  ContactFieldsFragment,
  ContactGroupFieldsFragment,
  ContactsChangedSubscription,
} from '../generated/documents.js';

export interface ContactBook {
  readonly groups: readonly ContactGroupFieldsFragment[];
  readonly contacts: readonly ContactFieldsFragment[];
}

type Change = Omit<ContactsChangedSubscription['contactsChanged'], '__typename'>;

/** What a person in the book is called. */
export const contactName = ({ alias, user }: Pick<ContactFieldsFragment, 'alias' | 'user'>, nobody: string): string =>
  alias ?? user?.nickname ?? nobody;

/** The book after a change; a change carries how things are now, so that one told twice does no harm. */
export function changeBook(book: ContactBook, change: Change): ContactBook {
  const { contact, contactUserId, groups } = change;
  if (groups) {
    const left = new Set(groups.map(({ id }) => id));
    const fallback = groups.find(({ isDefault }) => isDefault);
    const contacts = book.contacts.map((one) =>
      left.has(one.group.id) || !fallback
        ? one
        : { ...one, group: { __typename: 'ContactGroup' as const, id: fallback.id } },
    );
    return { groups, contacts };
  }
  if (change.kind === 'BLOCK_CHANGED' || contactUserId === null) return book;
  const others = book.contacts.filter(({ userId }) => userId !== contactUserId);
  return { groups: book.groups, contacts: contact ? [...others, contact] : others };
}

/** What the server calls the group that everybody has, until they give it another name. */
const GIVEN_NAME = 'Contacts';

/** The book with the group that everybody has in the viewer's language, unless they have named it. */
export const withDefaultName = ({ groups, contacts }: ContactBook, name: string): ContactBook => ({
  groups: groups.map((group) => (group.isDefault && group.name === GIVEN_NAME ? { ...group, name } : group)),
  contacts,
});

export interface Section {
  readonly group: ContactGroupFieldsFragment;
  readonly contacts: readonly ContactFieldsFragment[];
}

/** The groups in order, each with its people by name. */
export function sectionsOf({ groups, contacts }: ContactBook, nobody: string, locale: string): readonly Section[] {
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  return [...groups]
    .sort((one, other) => one.position - other.position)
    .map((group) => ({
      group,
      contacts: contacts
        .filter((one) => one.group.id === group.id)
        .sort((one, other) => compare(contactName(one, nobody), contactName(other, nobody))),
    }));
}

/** What the viewer calls people, by their ids. */
export const aliasesOf = (contacts: readonly ContactFieldsFragment[]): ReadonlyMap<string, string> =>
  new Map(contacts.flatMap(({ userId, alias }) => (alias ? [[userId, alias] as const] : [])));
