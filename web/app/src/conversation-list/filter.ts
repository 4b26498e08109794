export const FILTERS = ['all', 'unread', 'archived'] as const;
export type Filter = (typeof FILTERS)[number];

/** What is known of a conversation before its row is made. */
export interface Facts {
  readonly id: string;
  readonly unreadCount: number;
  readonly archivedAt: string | null;
  /** The other one of a direct conversation. */
  readonly peerId: string | null;
  /** What its picture is made of. */
  readonly faceId: string;
  readonly avatarUrl: string | null;
  /** Everything that it may be found by. */
  readonly names: readonly string[];
}

// Letters that differ from a plain one by a mark only are found by the plain one.
const MARKS = /\p{Mn}/gu;

/** A text as it is compared: without case, marks and the width of letters. */
export const searchKey = (text: string): string =>
  text.normalize('NFKD').replace(MARKS, '').toLocaleLowerCase('en').replace(/\s+/g, ' ').trim();

/** Whether every word of the query is at the start of a word, or, as in languages without spaces, anywhere in it. */
export function matches(names: readonly string[], query: string): boolean {
  const words = searchKey(query).split(' ');
  const keys = names.map(searchKey);
  return words.every((word) => keys.some((key) => key.includes(word)));
}

/** The conversations that the viewer wants to see, in the order given. Searching looks through all of them. */
export function selectConversations(
  all: readonly Facts[],
  filter: Filter,
  query: string,
  selectedId: string | null,
): readonly string[] {
  const isWanted = (one: Facts): boolean => {
    if (query.trim() !== '') return matches(one.names, query);
    if (filter === 'archived') return one.archivedAt !== null;
    if (one.archivedAt !== null) return false;
    // What one is reading does not vanish from under the hand.
    return filter === 'all' || one.unreadCount > 0 || one.id === selectedId;
  };
  return all.filter(isWanted).map(({ id }) => id);
}
