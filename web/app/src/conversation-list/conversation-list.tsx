import { useConversationIds, useInboxStatus } from '@wireside/apollo/react';
import { SquarePen } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContactBook } from '../contacts/use-contact-book.js';
import { usePeopleSearch } from '../contacts/use-people-search.js';
import { focusIfLost } from '../ui/focus-if-lost.js';
import { IconButton } from '../ui/icon-button.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { ChoiceBar } from './choice-bar.js';
import styles from './conversation-list.module.css';
import type { Question, Wish } from './conversation-menu.js';
import { ConversationRow, type MenuPlace } from './conversation-row.js';
import { FILTERS, selectConversations, type Filter } from './filter.js';
import { ListEmpty } from './list-empty.js';
import { PersonRow } from './person-row.js';
import { SearchField } from './search-field.js';
import { useFacts } from './use-facts.js';
import { useOpenDirect } from './use-open-direct.js';
import { usePendingPreviews } from './use-pending-previews.js';
import { usePresenceInSight } from './use-presence-in-sight.js';
import { useTitleWords } from './use-title-words.js';
import { useToday } from './use-today.js';
import { useTypingEverywhere } from './use-typing-everywhere.js';
import { rowsOf, type ListRow } from './list-rows.js';
import { VirtualList } from './virtual-list.js';

// What is opened from the list is fetched when it is.
const ConversationMenu = lazy(async () => ({ default: (await import('./conversation-menu.js')).ConversationMenu }));
const ConversationQuestion = lazy(async () => ({
  default: (await import('./conversation-question.js')).ConversationQuestion,
}));
const NewChatDialog = lazy(async () => ({ default: (await import('./new-chat-dialog.js')).NewChatDialog }));

const RoomDetails = lazy(async () => ({ default: (await import('../rooms/room-details.js')).RoomDetails }));

const NOBODY: readonly string[] = [];
const HEIGHTS = { conversation: 72, person: 56, heading: 36 };

type Open =
  | { readonly kind: 'menu'; readonly id: string; readonly place: MenuPlace }
  | { readonly kind: 'details'; readonly id: string }
  | { readonly kind: 'question'; readonly id: string; readonly question: Question }
  | { readonly kind: 'new' };

/** The viewer's conversations: to find one, to see what is new in each, and to begin another. */
export function ConversationList({ selectedId }: { readonly selectedId: string | null }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>('all');
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const openId = open && 'id' in open ? open.id : null;
  const close = useCallback(
    (kind?: Open['kind']) => {
      // Choosing from the menu closes it, after what was chosen has opened something else.
      setOpen((present) => (kind === undefined || present?.kind === kind ? null : present));
      if (openId !== null) focusIfLost(() => rowOf(openId));
    },
    [openId],
  );
  const closeMenu = useCallback(() => close('menu'), [close]);
  const closeDialog = useCallback(() => close(), [close]);
  const openNew = useCallback(() => setOpen({ kind: 'new' }), []);
  const openMenu = useCallback((id: string, place: MenuPlace) => setOpen({ kind: 'menu', id, place }), []);
  const [openDirect, opening] = useOpenDirect();

  const ids = useConversationIds();
  const status = useInboxStatus();
  const { aliases } = useContactBook();
  const words = useTitleWords(aliases);
  const facts = useFacts(ids, words);
  const today = useToday();
  const typing = useTypingEverywhere();
  const pending = usePendingPreviews();
  const found = usePeopleSearch(query);

  const rows = useMemo(
    () => rowsOf(selectConversations(facts, filter, query, selectedId), facts, query === '' ? [] : found.people),
    [facts, filter, query, selectedId, found.people],
  );
  const count = rows.filter(({ kind }) => kind === 'conversation').length;

  const peers = useMemo(() => new Map(facts.map(({ id, peerId }) => [id, peerId])), [facts]);
  const [presence, seePeople] = usePresenceInSight();
  const see = useCallback(
    (shown: readonly ListRow[]) => {
      const people = shown.flatMap((row) => (row.kind === 'conversation' ? (peers.get(row.id) ?? []) : []));
      seePeople(people.filter((id) => id !== words.viewerId));
    },
    [peers, words.viewerId, seePeople],
  );
  const isOnline = (id: string): boolean => presence.get(peers.get(id) ?? '')?.isOnline ?? false;

  const renderRow = (row: ListRow, tabIndex: 0 | -1) => {
    if (row.kind === 'heading') return <h2 className={styles.heading}>{t(`conversations.search.${row.of}`)}</h2>;
    if (row.kind === 'person')
      return (
        <div className={styles.person}>
          <PersonRow
            person={row.person}
            alias={aliases.get(row.person.id)}
            isBusy={opening === row.person.id}
            tabIndex={tabIndex}
            onSelect={() => void openDirect(row.person.id)}
          />
        </div>
      );
    return (
      <ConversationRow
        conversationId={row.id}
        words={words}
        today={today}
        isSelected={row.id === selectedId}
        isOnline={isOnline(row.id)}
        typing={typing.get(row.id) ?? NOBODY}
        pending={pending.get(row.id) ?? null}
        tabIndex={tabIndex}
        onMenu={openMenu}
      />
    );
  };

  const isFirstLoad = ids.length === 0 && (status === 'connecting' || status === 'catching-up' || status === 'stopped');
  return (
    <>
      <header className={styles.header}>
        <div className={styles.top}>
          <h1>{t('conversations.heading')}</h1>
          <IconButton label={t('conversations.new')} onClick={openNew}>
            <SquarePen aria-hidden />
          </IconButton>
        </div>
        <SearchField
          label={t('conversations.search.label')}
          placeholder={t('conversations.search.placeholder')}
          clearLabel={t('conversations.search.clear')}
          value={query}
          onChange={setQuery}
        />
        <ChoiceBar
          label={t('conversations.filter.label')}
          choices={FILTERS.map((value) => ({ value, label: t(`conversations.filter.${value}`) }))}
          value={filter}
          onChange={setFilter}
        />
      </header>
      <p className="visually-hidden" role="status">
        {query.trim() === '' ? '' : t('conversations.search.results', { count })}
      </p>
      {rows.length > 0 ? (
        <VirtualList
          items={rows}
          label={t('conversations.list')}
          keyOf={keyOf}
          heightOf={({ kind }) => HEIGHTS[kind]}
          entryKey={selectedId}
          isStop={({ kind }) => kind !== 'heading'}
          dataOf={dataOf}
          onVisible={see}
          onEnd={query === '' ? NOTHING : found.more}
          renderItem={renderRow}
        />
      ) : isFirstLoad ? (
        <div role="status" aria-label={t('conversations.empty.loading')} className={styles.loading}>
          <SkeletonRows count={8} />
        </div>
      ) : (
        <ListEmpty
          filter={filter}
          query={query}
          isSearching={found.isSearching}
          onNew={openNew}
          onShowAll={() => setFilter('all')}
        />
      )}
      <Suspense>
        {open?.kind === 'menu' && (
          <ConversationMenu
            key={open.id}
            conversationId={open.id}
            place={open.place}
            words={words}
            onClose={closeMenu}
            onWish={(wish) => setOpen(openFor(open.id, wish))}
          />
        )}
        {open?.kind === 'question' && (
          <ConversationQuestion conversationId={open.id} question={open.question} words={words} onClose={closeDialog} />
        )}
        {open?.kind === 'new' && <NewChatDialog onClose={closeDialog} />}
        {open?.kind === 'details' && <RoomDetails conversationId={open.id} onClose={closeDialog} />}
      </Suspense>
    </>
  );
}

const openFor = (id: string, wish: Wish): Open =>
  wish === 'details' ? { kind: 'details', id } : { kind: 'question', id, question: wish };
const rowOf = (id: string): HTMLElement | null =>
  document.querySelector(`[data-conversation-id="${CSS.escape(id)}"] [data-stop]`);
const NOTHING = (): void => undefined;
const keyOf = (row: ListRow): string => row.key;
const dataOf = (row: ListRow): Readonly<Record<`data-${string}`, string>> =>
  row.kind === 'conversation' ? { 'data-conversation-id': row.id } : {};
