import type {
  ContactFieldsFragment,
  ContactGroupFieldsFragment,
  PersonFieldsFragment,
} from '../generated/documents.js';
import { matches } from '../conversation-list/filter.js';
import type { Section } from './contact-book.js';

/** What the page shows, one below the other. */
export type ContactRow =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly group: ContactGroupFieldsFragment;
      readonly count: number;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'contact'; readonly key: string; readonly contact: ContactFieldsFragment }
  | { readonly kind: 'empty'; readonly key: string }
  | { readonly kind: 'directory'; readonly key: string }
  | { readonly kind: 'person'; readonly key: string; readonly person: PersonFieldsFragment };

const rowOf = (contact: ContactFieldsFragment): ContactRow => ({ kind: 'contact', key: contact.userId, contact });

/** The groups with those of them who are not folded away. */
export const groupRows = (sections: readonly Section[], closed: ReadonlySet<string>): readonly ContactRow[] =>
  sections.flatMap(({ group, contacts }): readonly ContactRow[] => {
    const isOpen = !closed.has(group.id);
    const heading: ContactRow = { kind: 'group', key: group.id, group, count: contacts.length, isOpen };
    if (!isOpen) return [heading];
    if (contacts.length === 0) return [heading, { kind: 'empty', key: `empty ${group.id}` }];
    return [heading, ...contacts.map(rowOf)];
  });

/** Contacts that were found whatever their group, and below them others of the directory. */
export function foundRows(
  sections: readonly Section[],
  people: readonly PersonFieldsFragment[],
  query: string,
  viewerId: string | null,
): readonly ContactRow[] {
  const contacts = sections.flatMap((section) => section.contacts);
  const isFound = ({ alias, user }: ContactFieldsFragment): boolean =>
    matches(
      [alias, user?.nickname, user?.username, user?.accountNumber].filter((name) => name != null),
      query,
    );
  const known = new Set([viewerId, ...contacts.map(({ userId }) => userId)]);
  const strangers = people.filter(({ id }) => !known.has(id));
  return [
    ...contacts.filter(isFound).map(rowOf),
    ...(strangers.length > 0 ? [{ kind: 'directory', key: 'directory' } as const] : []),
    ...strangers.map((person): ContactRow => ({ kind: 'person', key: person.id, person })),
  ];
}
