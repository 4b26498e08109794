import { NotebookPen, SearchX, UsersRound } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat } from '@wireside/apollo/react';
import { contactName } from '../contacts/contact-book.js';
import { useContactBook } from '../contacts/use-contact-book.js';
import { usePeopleSearch } from '../contacts/use-people-search.js';
import type { PersonFieldsFragment } from '../generated/documents.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { EmptyState } from '../ui/empty-state.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { matches } from './filter.js';
import styles from './new-chat-dialog.module.css';
import { PersonRow } from './person-row.js';
import { SearchField } from './search-field.js';
import { useOpenDirect } from './use-open-direct.js';

const RoomForm = lazy(async () => ({ default: (await import('../rooms/room-form.js')).RoomForm }));

/** Finds somebody to write to, or makes a room for several. */
export function NewChatDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const viewerId = useChat()?.userId ?? null;
  const [query, setQuery] = useState('');
  const [isRoom, setIsRoom] = useState(false);
  const [open, opening] = useOpenDirect();
  const { book, aliases } = useContactBook();
  const found = usePeopleSearch(query, { everybody: true });

  const contacts = useMemo(
    () =>
      book.contacts
        .flatMap((contact) => (contact.user ? [{ name: contactName(contact, ''), user: contact.user }] : []))
        .filter(({ name, user }) => matches([name, user.nickname, user.username ?? '', user.accountNumber], query))
        .sort((one, other) => one.name.localeCompare(other.name))
        .map(({ user }) => user),
    [book, query],
  );
  const known = new Set([viewerId, ...contacts.map(({ id }) => id)]);
  const others = found.people.filter(({ id }) => !known.has(id));
  const choose = async (userId: string): Promise<void> => {
    if (await open(userId)) onClose();
  };

  if (isRoom)
    return (
      <Suspense>
        <RoomForm onClose={onClose} />
      </Suspense>
    );
  const list = (label: string, people: readonly PersonFieldsFragment[]) =>
    people.length > 0 && (
      <section aria-label={label}>
        <h3 className={styles.heading}>{label}</h3>
        <ul>
          {people.map((person) => (
            <li key={person.id}>
              <PersonRow
                person={person}
                alias={aliases.get(person.id)}
                isBusy={opening === person.id}
                onSelect={() => void choose(person.id)}
              />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <Dialog title={t('conversations.start.title')} onClose={onClose}>
      <div className={styles.top}>
        <SearchField
          autoFocus
          label={t('conversations.start.search')}
          placeholder={t('conversations.start.search')}
          clearLabel={t('conversations.search.clear')}
          value={query}
          onChange={setQuery}
        />
      </div>
      <div className={styles.list}>
        {query === '' && (
          <div className={styles.ways}>
            <Button variant="ghost" icon={<UsersRound aria-hidden />} onClick={() => setIsRoom(true)}>
              {t('conversations.start.room')}
            </Button>
            {viewerId !== null && (
              <Button
                variant="ghost"
                icon={<NotebookPen aria-hidden />}
                busy={opening === viewerId}
                onClick={() => void choose(viewerId)}
              >
                {t('conversations.row.notes')}
              </Button>
            )}
          </div>
        )}
        {list(t('conversations.start.contacts'), contacts)}
        {list(t('conversations.start.people'), others)}
        {found.isSearching && contacts.length + others.length === 0 && <SkeletonRows count={4} />}
        {!found.isSearching && contacts.length + others.length === 0 && (
          <EmptyState icon={<SearchX />} title={t('conversations.start.nobody')}>
            {t('conversations.start.nobodyHint')}
          </EmptyState>
        )}
        {found.hasMore && (
          <Button variant="ghost" busy={found.isSearching} onClick={found.more}>
            {t('conversations.start.more')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
