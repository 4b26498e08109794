import { usePresence } from '@wireside/apollo/react';
import { ArrowLeft, Info } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Avatar } from '../../ui/avatar.js';
import { IconButton } from '../../ui/icon-button.js';
import { useOpenConversation } from '../conversation-context.js';
import { RoomDetails } from '../lazy.js';
import { recentTime, useToday } from '../time.js';
import styles from './conversation-header.module.css';

interface ConversationHeaderProps {
  readonly name: string;
  /** How many people are in the room just now. */
  readonly presentCount: number | null;
}

/** Whom one talks to, whether they are there, and the way to more about them. */
export function ConversationHeader({ name, presentCount }: ConversationHeaderProps) {
  const { t } = useTranslation();
  const { conversation, viewerId } = useOpenConversation();
  const [isOpen, setOpen] = useState(false);
  // What was seen today was seen yesterday from midnight on.
  useToday();
  const { peer, room, participantCount, id } = conversation;
  const person = peer && peer.id !== viewerId ? peer : null;
  const presence = usePresence(person ? [person.id] : []).get(person?.id ?? '');

  const about = (): string | null => {
    if (room) {
      const members = t('conversation.header.members', { count: participantCount });
      return presentCount === null
        ? members
        : `${members} · ${t('conversation.header.present', { count: presentCount })}`;
    }
    if (presence?.isOnline) return t('conversation.header.online');
    if (!presence?.lastSeenAt) return null;
    return t('conversation.header.seen', { when: recentTime(Date.parse(presence.lastSeenAt)) });
  };
  const subtitle = about();
  const content = (
    <>
      <Avatar
        id={room?.id ?? peer?.id ?? id}
        name={name}
        url={room?.avatarUrl ?? peer?.avatarUrl}
        square={room !== null}
        online={presence?.isOnline === true}
      />
      <span className={styles.words}>
        <bdi className={styles.title}>{name}</bdi>
        {subtitle !== null && <span className={styles.about}>{subtitle}</span>}
      </span>
    </>
  );
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.back} aria-label={t('conversation.header.back')}>
        <ArrowLeft aria-hidden />
      </Link>
      <h1 className={styles.heading}>
        {room && (
          <button type="button" className={styles.subject} onClick={() => setOpen(true)}>
            {content}
          </button>
        )}
        {person && (
          <Link to={`/people/${encodeURIComponent(person.id)}`} className={styles.subject}>
            {content}
          </Link>
        )}
        {!room && !person && <span className={styles.subject}>{content}</span>}
      </h1>
      {room && (
        <IconButton label={t('conversation.header.details')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Info aria-hidden />
        </IconButton>
      )}
      {isOpen && (
        <Suspense>
          <RoomDetails conversationId={id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </header>
  );
}
