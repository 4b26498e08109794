import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listTime } from '../conversation-list/list-time.js';
import { useToday } from '../conversation-list/use-today.js';
import type { RoomDetailsQuery } from '../generated/documents.js';
import { localeTag } from '../i18n/i18n.js';
import { Avatar } from '../ui/avatar.js';
import styles from './room-details.module.css';
import { useRoomActivity } from './use-room-activity.js';

type Room = NonNullable<RoomDetailsQuery['room']>;

interface RoomPresenceProps {
  readonly room: Room;
  /** Somebody has come or gone. */
  readonly onChange: () => void;
}

const SHOWN = 12;

/** Who is in the room now, and who came and went lately. */
export function RoomPresence({ room, onChange }: RoomPresenceProps) {
  const { t } = useTranslation();
  const today = useToday();
  const { latest, presentCount } = useRoomActivity(room.id, onChange);
  const present = useMemo(() => room.presentUsers?.edges.map(({ node }) => node) ?? [], [room]);
  const count = presentCount ?? room.presentCount ?? 0;
  if (count === 0 && latest.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('rooms.details.present')}>
      <h3>{t('rooms.details.presentCount', { count })}</h3>
      <ul className={styles.faces}>
        {present.slice(0, SHOWN).map((user) => (
          <li key={user.id} title={user.nickname}>
            <Avatar name={user.nickname} id={user.id} url={user.avatarUrl} size={32} online />
            <span className="visually-hidden">{user.nickname}</span>
          </li>
        ))}
        {count > SHOWN && <li aria-hidden>+{count - SHOWN}</li>}
      </ul>
      <ul className={styles.activity} aria-label={t('rooms.details.activity')}>
        {latest.map(({ type, nickname, at }) => (
          <li key={`${type} ${nickname} ${at}`}>
            <span dir="auto">{t(`rooms.activity.${type}`, { name: nickname })}</span>
            <time dateTime={at}>{listTime(at, today, localeTag())}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
