import type { ReactNode } from 'react';
import type { PersonFieldsFragment } from '../generated/documents.js';
import { Avatar } from '../ui/avatar.js';
import { Spinner } from '../ui/spinner.js';
import styles from './person-row.module.css';

interface PersonRowProps {
  readonly person: Omit<PersonFieldsFragment, '__typename'>;
  /** What the viewer calls them. */
  readonly alias?: string | undefined;
  readonly label?: string;
  readonly isOnline?: boolean;
  readonly isBusy?: boolean;
  /** In place of how they are found. */
  readonly note?: ReactNode;
  readonly tabIndex?: 0 | -1;
  readonly onSelect: () => void;
}

/** Somebody to be chosen. */
export function PersonRow(props: PersonRowProps) {
  const { person, alias, label, isOnline = false, isBusy = false, note, tabIndex, onSelect } = props;
  const name = alias ?? person.nickname;
  const handle = person.username ? `@${person.username}` : person.accountNumber;
  return (
    <button
      type="button"
      className={styles.row}
      data-stop=""
      data-user-id={person.id}
      tabIndex={tabIndex}
      aria-busy={isBusy}
      {...(label === undefined ? {} : { 'aria-label': label })}
      onClick={() => {
        if (!isBusy) onSelect();
      }}
    >
      <Avatar name={name} id={person.id} url={person.avatarUrl} size={40} online={isOnline} />
      <span className={styles.text}>
        <span className={styles.name} dir="auto">
          {name}
          {alias !== undefined && alias !== person.nickname && <span className={styles.own}> {person.nickname}</span>}
        </span>
        <span className={styles.note} dir="auto">
          {note ?? (person.signature ? `${handle} · ${person.signature}` : handle)}
        </span>
      </span>
      {isBusy && <Spinner />}
    </button>
  );
}
