import { SearchX, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat } from '@wireside/apollo/react';
import { PersonRow } from '../conversation-list/person-row.js';
import { SearchField } from '../conversation-list/search-field.js';
import type { PersonFieldsFragment } from '../generated/documents.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { EmptyState } from '../ui/empty-state.js';
import { Field, Select } from '../ui/field.js';
import { SkeletonRows } from '../ui/skeleton.js';
import type { ContactBook } from './contact-book.js';
import styles from './contacts.module.css';
import type { ContactActions } from './use-contact-actions.js';
import { usePeopleSearch } from './use-people-search.js';

interface AddContactDialogProps {
  readonly book: ContactBook;
  readonly actions: ContactActions;
  /** Who was chosen already. */
  readonly person?: PersonFieldsFragment | undefined;
  readonly onClose: () => void;
}

type Chosen = { readonly person: PersonFieldsFragment } | { readonly identifier: string };

const NEW_GROUP = 'new';

/** Finds somebody, and adds them to a group. */
export function AddContactDialog({ book, actions, person, onClose }: AddContactDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen | null>(person ? { person } : null);
  // The server makes the default group with the first contact that goes there.
  const fallback = book.groups.find(({ isDefault }) => isDefault);
  const [groupId, setGroupId] = useState(fallback?.id ?? '');
  const [groupName, setGroupName] = useState('');
  const [alias, setAlias] = useState('');
  const [busy, setBusy] = useState(false);

  const add = async (): Promise<void> => {
    if (!chosen) return;
    setBusy(true);
    const name = groupId === NEW_GROUP ? groupName.trim() : book.groups.find(({ id }) => id === groupId)?.name;
    const done = await actions.add({
      ...('person' in chosen ? { userId: chosen.person.id } : { identifier: chosen.identifier }),
      groupName: name || null,
      alias: alias.trim() || null,
    });
    setBusy(false);
    if (done) onClose();
  };

  if (!chosen) return <FindPerson book={book} onChoose={setChosen} onClose={onClose} />;
  const name = 'person' in chosen ? chosen.person.nickname : chosen.identifier;
  return (
    <Dialog
      title={t('contacts.adding.title')}
      onClose={onClose}
      footer={
        <Button variant="primary" icon={<UserPlus aria-hidden />} busy={busy} onClick={() => void add()}>
          {t('contacts.adding.add')}
        </Button>
      }
    >
      <div className={styles.form}>
        <div className={styles.chosen}>
          <Avatar
            name={name}
            id={'person' in chosen ? chosen.person.id : name}
            url={'person' in chosen ? chosen.person.avatarUrl : null}
          />
          <strong dir="auto">{name}</strong>
          {!person && (
            <Button size="s" variant="ghost" onClick={() => setChosen(null)}>
              {t('contacts.adding.change')}
            </Button>
          )}
        </div>
        <Select label={t('contacts.adding.group')} value={groupId} onChange={(event) => setGroupId(event.target.value)}>
          {!fallback && <option value="">{t('contacts.defaultGroup')}</option>}
          {book.groups.map((group) => (
            <option key={group.id} value={group.id}>
              {group.name}
            </option>
          ))}
          <option value={NEW_GROUP}>{t('contacts.adding.otherGroup')}</option>
        </Select>
        {groupId === NEW_GROUP && (
          <Field
            label={t('contacts.adding.groupName')}
            value={groupName}
            maxLength={64}
            onChange={(event) => setGroupName(event.target.value)}
          />
        )}
        <Field
          label={t('contacts.adding.alias')}
          hint={t('contacts.alias.hint')}
          value={alias}
          maxLength={64}
          autoComplete="off"
          onChange={(event) => setAlias(event.target.value)}
        />
      </div>
    </Dialog>
  );
}

interface FindPersonProps {
  readonly book: ContactBook;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onClose: () => void;
}

function FindPerson({ book, onChoose, onClose }: FindPersonProps) {
  const { t } = useTranslation();
  const viewerId = useChat()?.userId ?? null;
  const [query, setQuery] = useState('');
  const found = usePeopleSearch(query, { everybody: true });
  const known = new Set([viewerId, ...book.contacts.map(({ userId }) => userId)]);
  const people = found.people.filter(({ id }) => !known.has(id));
  const identifier = query.trim();
  return (
    <Dialog title={t('contacts.adding.title')} onClose={onClose}>
      <div className={styles.form}>
        <SearchField
          autoFocus
          label={t('contacts.adding.who')}
          placeholder={t('contacts.adding.who')}
          clearLabel={t('contacts.search.clear')}
          value={query}
          onChange={setQuery}
        />
        <div className={styles.choices}>
          {people.length > 0 && (
            <ul>
              {people.map((one) => (
                <li key={one.id}>
                  <PersonRow person={one} onSelect={() => onChoose({ person: one })} />
                </li>
              ))}
            </ul>
          )}
          {people.length === 0 && found.isSearching && <SkeletonRows count={3} />}
          {people.length === 0 && !found.isSearching && (
            <EmptyState
              icon={<SearchX />}
              title={t('contacts.search.nobody')}
              action={
                identifier !== '' && (
                  <Button onClick={() => onChoose({ identifier })}>{t('contacts.adding.exact', { identifier })}</Button>
                )
              }
            >
              {t('contacts.adding.whoHint')}
            </EmptyState>
          )}
          {found.hasMore && (
            <Button variant="ghost" busy={found.isSearching} onClick={found.more}>
              {t('contacts.blocked.more')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
