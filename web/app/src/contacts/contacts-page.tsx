import { useChat } from '@wireside/apollo/react';
import { Ban, ContactRound, FolderPlus, SearchX, UserPlus } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuPlace } from '../conversation-list/conversation-row.js';
import { PersonRow } from '../conversation-list/person-row.js';
import { SearchField } from '../conversation-list/search-field.js';
import { useOpenDirect } from '../conversation-list/use-open-direct.js';
import { usePresenceInSight } from '../conversation-list/use-presence-in-sight.js';
import { useToday } from '../conversation-list/use-today.js';
import { VirtualList } from '../conversation-list/virtual-list.js';
import type { ContactFieldsFragment, ContactGroupFieldsFragment } from '../generated/documents.js';
import { localeTag } from '../i18n/i18n.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { IconButton } from '../ui/icon-button.js';
import { ListPage } from '../ui/list-page.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { sectionsOf } from './contact-book.js';
import { ContactLine } from './contact-line.js';
import { ContactMenu, GroupMenu } from './contact-menu.js';
import { foundRows, groupRows, type ContactRow } from './contact-rows.js';
import { ContactsDialogs, type ContactsDialog } from './contacts-dialogs.js';
import styles from './contacts.module.css';
import { GroupLine } from './group-line.js';
import { useContactActions } from './use-contact-actions.js';
import { useContactBook } from './use-contact-book.js';
import { useDirectUnread } from './use-direct-unread.js';
import { usePeopleSearch } from './use-people-search.js';

type OpenMenu =
  | { readonly kind: 'contact'; readonly contact: ContactFieldsFragment; readonly place: MenuPlace }
  | { readonly kind: 'group'; readonly group: ContactGroupFieldsFragment; readonly place: HTMLElement };

/** The people whom the viewer keeps at hand, in groups. */
export function ContactsPage() {
  const { t, i18n } = useTranslation();
  const viewerId = useChat()?.userId ?? null;
  const { book, isLoading, error, refetch } = useContactBook();
  const actions = useContactActions();
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<ContactsDialog | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const closeMenu = useCallback(() => setMenu(null), []);
  const [openDirect, opening] = useOpenDirect();
  const unread = useDirectUnread();
  const today = useToday();
  const found = usePeopleSearch(query);
  const isSearch = query.trim() !== '';

  const sections = useMemo(
    () => sectionsOf(book, t('contacts.contact.nobody'), localeTag()),
    // The order is that of the language.
    [book, t, i18n.language],
  );
  const rows = useMemo(
    () => (isSearch ? foundRows(sections, found.people, query, viewerId) : groupRows(sections, closed)),
    [isSearch, sections, found.people, query, viewerId, closed],
  );
  const [presence, seePeople] = usePresenceInSight();
  const see = useCallback(
    (shown: readonly ContactRow[]) =>
      seePeople(shown.flatMap((row) => (row.kind === 'contact' ? [row.contact.userId] : []))),
    [seePeople],
  );

  const toggle = (id: string): void =>
    setClosed((present) => {
      const next = new Set(present);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  const renderRow = (row: ContactRow, tabIndex: 0 | -1) => {
    switch (row.kind) {
      case 'group':
        return (
          <GroupLine
            group={row.group}
            count={row.count}
            isOpen={row.isOpen}
            tabIndex={tabIndex}
            onToggle={() => toggle(row.group.id)}
            onMenu={(group, place) => setMenu({ kind: 'group', group, place })}
          />
        );
      case 'contact':
        return (
          <ContactLine
            contact={row.contact}
            presence={presence.get(row.contact.userId)}
            unreadCount={unread.get(row.contact.userId) ?? row.contact.unreadCount}
            today={today}
            isBusy={opening === row.contact.userId}
            tabIndex={tabIndex}
            onOpen={(userId) => void openDirect(userId)}
            onMenu={(contact, place) => setMenu({ kind: 'contact', contact, place })}
          />
        );
      case 'empty':
        return <p className={styles.none}>{t('contacts.empty.group')}</p>;
      case 'directory':
        return <h2 className={styles.heading}>{t('contacts.search.directory')}</h2>;
      case 'person':
        return (
          <div className={styles.line}>
            <PersonRow
              person={row.person}
              isBusy={opening === row.person.id}
              tabIndex={tabIndex}
              onSelect={() => void openDirect(row.person.id)}
            />
            <IconButton
              label={t('contacts.contact.add')}
              tabIndex={tabIndex}
              onClick={() => setDialog({ kind: 'add', person: row.person })}
            >
              <UserPlus aria-hidden />
            </IconButton>
          </div>
        );
    }
  };

  return (
    <ListPage
      title={t('contacts.heading')}
      actions={
        <>
          <IconButton label={t('contacts.blockedList')} onClick={() => setDialog({ kind: 'blocked' })}>
            <Ban aria-hidden />
          </IconButton>
          <IconButton label={t('contacts.newGroup')} onClick={() => setDialog({ kind: 'createGroup' })}>
            <FolderPlus aria-hidden />
          </IconButton>
          <IconButton label={t('contacts.add')} onClick={() => setDialog({ kind: 'add' })}>
            <UserPlus aria-hidden />
          </IconButton>
        </>
      }
      tools={
        <SearchField
          label={t('contacts.search.label')}
          placeholder={t('contacts.search.placeholder')}
          clearLabel={t('contacts.search.clear')}
          value={query}
          onChange={setQuery}
        />
      }
    >
      {isLoading && (
        <div role="status" aria-label={t('contacts.empty.loading')}>
          <SkeletonRows count={8} />
        </div>
      )}
      {error !== undefined && (
        <EmptyState
          icon={<SearchX />}
          title={t('contacts.empty.failed')}
          action={<Button onClick={refetch}>{t('contacts.empty.retry')}</Button>}
        />
      )}
      {!isLoading && error === undefined && (
        <>
          {!isSearch && book.contacts.length === 0 && book.groups.length <= 1 ? (
            <EmptyState
              icon={<ContactRound />}
              title={t('contacts.empty.title')}
              action={
                <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={() => setDialog({ kind: 'add' })}>
                  {t('contacts.add')}
                </Button>
              }
            >
              {t('contacts.empty.hint')}
            </EmptyState>
          ) : rows.length > 0 ? (
            <VirtualList
              items={rows}
              label={t('contacts.heading')}
              keyOf={({ key }) => key}
              heightOf={({ kind }) => (kind === 'group' ? 44 : kind === 'contact' || kind === 'person' ? 56 : 36)}
              isStop={({ kind }) => kind !== 'empty' && kind !== 'directory'}
              onVisible={see}
              onEnd={isSearch ? found.more : NOTHING}
              renderItem={renderRow}
            />
          ) : found.isSearching ? (
            <SkeletonRows count={3} />
          ) : (
            <EmptyState icon={<SearchX />} title={t('contacts.search.nobody')}>
              {t('contacts.search.nobodyHint')}
            </EmptyState>
          )}
        </>
      )}
      {menu?.kind === 'contact' && (
        <ContactMenu
          contact={menu.contact}
          groups={book.groups}
          place={menu.place}
          actions={actions}
          onWrite={() => void openDirect(menu.contact.userId)}
          onAsk={(kind) => setDialog({ kind, contact: menu.contact })}
          onClose={closeMenu}
        />
      )}
      {menu?.kind === 'group' && (
        <GroupMenu
          group={menu.group}
          count={book.groups.length}
          place={menu.place}
          actions={actions}
          onAsk={(kind) => setDialog({ kind, group: menu.group })}
          onClose={closeMenu}
        />
      )}
      {dialog && <ContactsDialogs dialog={dialog} book={book} actions={actions} onClose={() => setDialog(null)} />}
    </ListPage>
  );
}

const NOTHING = (): void => undefined;
