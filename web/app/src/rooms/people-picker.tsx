import { useChat } from '@wireside/apollo/react';
import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContactBook } from '../contacts/use-contact-book.js';
import { usePeopleSearch } from '../contacts/use-people-search.js';
import { matches } from '../conversation-list/filter.js';
import { PersonRow } from '../conversation-list/person-row.js';
import { SearchField } from '../conversation-list/search-field.js';
import type { PersonFieldsFragment } from '../generated/documents.js';
import { Avatar } from '../ui/avatar.js';
import { SkeletonRows } from '../ui/skeleton.js';
import styles from './people-picker.module.css';

interface PeoplePickerProps {
  readonly chosen: readonly PersonFieldsFragment[];
  readonly onChange: (chosen: readonly PersonFieldsFragment[]) => void;
  /** Who is there already. */
  readonly memberIds?: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();
/** As many as the server adds at once. */
const MOST = 200;

/** Chooses several people, contacts first. */
export function PeoplePicker({ chosen, onChange, memberIds = NOBODY }: PeoplePickerProps) {
  const { t } = useTranslation();
  const viewerId = useChat()?.userId ?? null;
  const [query, setQuery] = useState('');
  const { book, aliases } = useContactBook();
  const found = usePeopleSearch(query, { everybody: true });
  const people = useMemo(() => {
    const contacts = book.contacts
      .flatMap(({ user }) => (user ? [user] : []))
      .filter(({ id, nickname, username, accountNumber }) =>
        matches([aliases.get(id) ?? '', nickname, username ?? '', accountNumber], query),
      );
    const known = new Set(contacts.map(({ id }) => id));
    return [...contacts, ...found.people.filter(({ id }) => !known.has(id))];
  }, [book, aliases, query, found.people]);
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const offered = people.filter(({ id }) => id !== viewerId && !chosenIds.has(id));
  const nameOf = (person: PersonFieldsFragment): string => aliases.get(person.id) ?? person.nickname;
  return (
    <div className={styles.picker}>
      {chosen.length > 0 && (
        <ul className={styles.chosen} aria-label={t('rooms.adding.chosen')}>
          {chosen.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                aria-label={t('rooms.adding.takeOut', { name: nameOf(person) })}
                onClick={() => onChange(chosen.filter(({ id }) => id !== person.id))}
              >
                <Avatar name={nameOf(person)} id={person.id} url={person.avatarUrl} size={24} />
                <span dir="auto">{nameOf(person)}</span>
                <X aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SearchField
        label={t('rooms.adding.search')}
        placeholder={t('rooms.adding.search')}
        clearLabel={t('rooms.search.clear')}
        value={query}
        onChange={setQuery}
      />
      <ul className={styles.offered}>
        {offered.map((person) => (
          <li key={person.id}>
            {memberIds.has(person.id) ? (
              <p className={styles.member}>
                <Avatar name={nameOf(person)} id={person.id} url={person.avatarUrl} />
                <span dir="auto">{nameOf(person)}</span>
                <small>{t('rooms.adding.members')}</small>
              </p>
            ) : (
              <PersonRow
                person={person}
                alias={aliases.get(person.id)}
                onSelect={() => {
                  if (chosen.length < MOST) onChange([...chosen, person]);
                }}
              />
            )}
          </li>
        ))}
        {offered.length === 0 && (
          <li className={styles.none}>{found.isSearching ? <SkeletonRows count={2} /> : t('rooms.adding.nobody')}</li>
        )}
      </ul>
    </div>
  );
}
