import { Globe, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FindRoomsQuery } from '../generated/documents.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import styles from './rooms.module.css';

export type FoundRoom = FindRoomsQuery['rooms']['edges'][number]['node'];

interface RoomLineProps {
  readonly room: FoundRoom;
  readonly isBusy: boolean;
  readonly tabIndex: 0 | -1;
  readonly onOpen: (conversationId: string) => void;
  readonly onJoin: (room: FoundRoom) => void;
}

/** A room that one may enter, or is in. */
export function RoomLine({ room, isBusy, tabIndex, onOpen, onJoin }: RoomLineProps) {
  const { t } = useTranslation();
  const { name, conversation, description, memberCount, visibility } = room;
  const Icon = visibility === 'PRIVATE' ? Lock : Globe;
  return (
    <article className={styles.line} data-room-id={room.id}>
      <Avatar name={name} id={room.id} url={room.avatarUrl} size={48} square />
      <div className={styles.text}>
        <h2 dir="auto">{name}</h2>
        <p className={styles.facts}>
          <Icon aria-hidden />
          {t(`rooms.visibility.${visibility}`)} · {t('rooms.members', { count: memberCount })}
        </p>
        {description !== '' && (
          <p className={styles.about} dir="auto">
            {description}
          </p>
        )}
      </div>
      {conversation ? (
        <Button
          data-stop=""
          size="s"
          tabIndex={tabIndex}
          aria-label={t('rooms.row.openName', { name })}
          onClick={() => onOpen(conversation.id)}
        >
          {t('rooms.row.open')}
        </Button>
      ) : (
        <Button
          data-stop=""
          size="s"
          variant="primary"
          tabIndex={tabIndex}
          busy={isBusy}
          aria-label={t('rooms.row.joinName', { name })}
          onClick={() => onJoin(room)}
        >
          {t('rooms.row.join')}
        </Button>
      )}
    </article>
  );
}
