import type { Presence } from '@wireside/apollo/react';
import { Ellipsis } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuPlace } from '../conversation-list/conversation-row.js';
import { listTime } from '../conversation-list/list-time.js';
import { PersonRow } from '../conversation-list/person-row.js';
import { useLongPress } from '../conversation-list/use-long-press.js';
import type { ContactFieldsFragment } from '../generated/documents.js';
import { localeTag } from '../i18n/i18n.js';
import { Badge } from '../ui/badge.js';
import { IconButton } from '../ui/icon-button.js';
import { contactName } from './contact-book.js';
import styles from './contacts.module.css';

interface ContactLineProps {
  readonly contact: ContactFieldsFragment;
  readonly presence: Presence | undefined;
  readonly unreadCount: number;
  readonly today: Date;
  readonly isBusy: boolean;
  readonly tabIndex: 0 | -1;
  readonly onOpen: (userId: string) => void;
  readonly onMenu: (contact: ContactFieldsFragment, place: MenuPlace) => void;
}

/** A contact: pressed, it opens the conversation. */
export function ContactLine(props: ContactLineProps) {
  const { contact, presence, unreadCount, today, isBusy, tabIndex, onOpen, onMenu } = props;
  const { t } = useTranslation();
  const longPress = useLongPress((place) => onMenu(contact, place));
  const name = contactName(contact, t('contacts.contact.nobody'));
  const { user, userId, alias } = contact;
  const lastSeen = presence?.lastSeenAt;
  const note = presence?.isOnline
    ? t('contacts.contact.online')
    : user?.signature
      ? user.signature
      : lastSeen && t('contacts.contact.lastSeen', { time: listTime(lastSeen, today, localeTag()) });
  const openMenu = (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    const isPointer = event.button === 2 || event.clientX > 0;
    onMenu(contact, isPointer ? { x: event.clientX, y: event.clientY } : event.currentTarget);
  };
  const person = user ?? {
    id: userId,
    nickname: name,
    username: null,
    accountNumber: '',
    avatarUrl: null,
    signature: '',
  };
  return (
    <div className={styles.line} onContextMenu={openMenu} {...longPress}>
      <PersonRow
        person={person}
        alias={alias ?? undefined}
        isOnline={presence?.isOnline ?? false}
        isBusy={isBusy}
        note={note || undefined}
        tabIndex={tabIndex}
        onSelect={() => onOpen(userId)}
      />
      <Badge count={unreadCount} label={t('contacts.contact.unread', { count: unreadCount })} />
      <IconButton
        label={t('contacts.contact.actions', { name })}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        onClick={({ currentTarget }) => onMenu(contact, currentTarget)}
      >
        <Ellipsis aria-hidden />
      </IconButton>
    </div>
  );
}
