import { useConversationIds } from '@wireside/apollo/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useContactBook } from '../contacts/use-contact-book.js';
import { usePeopleSearch } from '../contacts/use-people-search.js';
import { conversationPath } from '../conversation-list/conversation-path.js';
import type { Facts } from '../conversation-list/filter.js';
import { useFacts } from '../conversation-list/use-facts.js';
import { useTitleWords } from '../conversation-list/use-title-words.js';
import type { PersonFieldsFragment } from '../generated/documents.js';
import type { FoundRoom } from '../rooms/room-line.js';
import { useFoundRooms } from '../rooms/use-found-rooms.js';
import { rank } from './rank.js';

/** Somewhere to go. */
export type Target = { readonly key: string; readonly names: readonly string[] } & (
  | { readonly kind: 'conversation'; readonly path: string; readonly facts: Facts }
  | { readonly kind: 'person'; readonly person: PersonFieldsFragment }
  | { readonly kind: 'room'; readonly room: FoundRoom }
  | { readonly kind: 'page'; readonly path: string }
);

export interface TargetGroup {
  readonly kind: Target['kind'];
  readonly targets: readonly Target[];
}

const MOST = { conversation: 8, person: 5, room: 5, page: 5 } as const;

/** Where one can go: with a query what answers it, the best first; otherwise the newest conversations and the pages. */
export function useTargets(query: string): readonly TargetGroup[] {
  const { t } = useTranslation();
  const ids = useConversationIds();
  const { aliases } = useContactBook();
  const words = useTitleWords(aliases);
  const facts = useFacts(ids, words);
  const isSearch = query.trim() !== '';
  const { people } = usePeopleSearch(query);
  const { rooms } = useFoundRooms('DISCOVERABLE', query, !isSearch);

  const pages = useMemo(
    (): Target[] =>
      [
        ['/', t('conversations.switcher.chats')],
        ['/contacts', t('conversations.switcher.contacts')],
        ['/rooms', t('conversations.switcher.roomsPage')],
        ['/settings', t('conversations.switcher.settings')],
      ].map(([path = '/', name = '']) => ({ kind: 'page', key: `page ${path}`, path, names: [name] })),
    [t],
  );
  return useMemo(() => {
    const conversations = facts.map((one): Target => ({
      kind: 'conversation',
      key: one.id,
      names: one.names,
      facts: one,
      path: conversationPath(one.id),
    }));
    const known = new Set(facts.map(({ peerId }) => peerId));
    const strangers = people
      .filter(({ id }) => !known.has(id))
      .map((person): Target => ({ kind: 'person', key: `person ${person.id}`, person, names: namesOf(person) }));
    const open = rooms
      .filter(({ conversation }) => !conversation)
      .map((room): Target => ({ kind: 'room', key: `room ${room.id}`, room, names: [room.name] }));
    const groups: TargetGroup[] = [
      { kind: 'conversation', targets: rank(conversations, query) },
      // The server has found them already, and knows better by what.
      { kind: 'person', targets: isSearch ? strangers : [] },
      { kind: 'room', targets: open },
      { kind: 'page', targets: rank(pages, query) },
    ];
    return groups
      .map(({ kind, targets }) => ({ kind, targets: targets.slice(0, MOST[kind]) }))
      .filter(({ targets }) => targets.length > 0);
  }, [facts, people, rooms, pages, query, isSearch]);
}

const namesOf = ({ nickname, username, accountNumber }: PersonFieldsFragment): readonly string[] =>
  [nickname, username, accountNumber].filter((name) => name !== null);
