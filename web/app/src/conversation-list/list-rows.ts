import type { PersonFieldsFragment } from '../generated/documents.js';
import type { Facts } from './filter.js';

/** What the list shows, one below the other. */
export type ListRow =
  | { readonly kind: 'conversation'; readonly key: string; readonly id: string }
  | { readonly kind: 'person'; readonly key: string; readonly person: PersonFieldsFragment }
  | { readonly kind: 'heading'; readonly key: string; readonly of: 'conversations' | 'people' };

/** Conversations, and below them people who were found and with whom there is none yet. */
export function rowsOf(
  conversationIds: readonly string[],
  facts: readonly Facts[],
  people: readonly PersonFieldsFragment[],
): readonly ListRow[] {
  const conversations = conversationIds.map((id): ListRow => ({ kind: 'conversation', key: id, id }));
  const known = new Set(facts.map(({ peerId }) => peerId));
  const strangers = people.filter(({ id }) => !known.has(id));
  if (strangers.length === 0) return conversations;
  const heading = (of: 'conversations' | 'people'): ListRow => ({ kind: 'heading', key: `heading ${of}`, of });
  return [
    ...(conversations.length > 0 ? [heading('conversations'), ...conversations] : []),
    heading('people'),
    ...strangers.map((person): ListRow => ({ kind: 'person', key: `person ${person.id}`, person })),
  ];
}
