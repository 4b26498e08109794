import type { ConversationFieldsFragment } from '@wireside/apollo';
import { useConversation } from '@wireside/apollo/react';
import { AtSign, BellOff, Ellipsis, Pin } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { localeTag } from '../i18n/i18n.js';
import { Avatar } from '../ui/avatar.js';
import { Badge } from '../ui/badge.js';
import { IconButton } from '../ui/icon-button.js';
import { conversationPath } from './conversation-path.js';
import styles from './conversation-row.module.css';
import { titleOf, type TitleWords } from './conversation-title.js';
import { listTime } from './list-time.js';
import { isMuted } from './mute.js';
import type { PendingPreview } from './pending-preview.js';
import { RowPreview } from './row-preview.js';
import { useLongPress } from './use-long-press.js';
import type { TypingNames } from './use-typing-everywhere.js';

/** Where a menu is to open: on the screen, or at an element. */
export type MenuPlace = { readonly x: number; readonly y: number } | HTMLElement;

export interface RowProps {
  readonly conversationId: string;
  readonly words: TitleWords;
  readonly today: Date;
  readonly isSelected: boolean;
  readonly isOnline: boolean;
  readonly typing: TypingNames;
  readonly pending: PendingPreview | null;
  readonly tabIndex: 0 | -1;
  readonly onMenu: (conversationId: string, place: MenuPlace) => void;
}

/** One conversation in the list: a link to it, and a button for what can be done with it. */
export const ConversationRow = memo(function ConversationRow(props: RowProps) {
  const { conversationId, onMenu, tabIndex, isSelected, words } = props;
  const { t } = useTranslation();
  const conversation = useConversation(conversationId);
  const longPress = useLongPress((place) => onMenu(conversationId, place));
  if (!conversation) return <div className={styles.row} />;
  const openMenu = (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    // The menu key has no place on the screen: then the row is the place.
    const isPointer = event.button === 2 || event.clientX > 0;
    onMenu(conversationId, isPointer ? { x: event.clientX, y: event.clientY } : event.currentTarget);
  };
  return (
    <div className={styles.row} data-selected={isSelected} data-unread={conversation.unreadCount > 0}>
      <Link
        href={conversationPath(conversationId)}
        className={styles.link ?? ''}
        tabIndex={tabIndex}
        data-stop=""
        draggable={false}
        aria-current={isSelected ? 'page' : undefined}
        onContextMenu={openMenu}
        {...longPress}
      >
        <RowFace {...props} conversation={conversation} />
      </Link>
      <IconButton
        className={styles.more}
        label={t('conversations.row.actions', { title: titleOf(conversation, words) })}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        onClick={({ currentTarget }) => onMenu(conversationId, currentTarget)}
      >
        <Ellipsis aria-hidden />
      </IconButton>
    </div>
  );
});

function RowFace(props: RowProps & { readonly conversation: ConversationFieldsFragment }) {
  const { conversation, words, today, isSelected, isOnline, typing, pending } = props;
  const { t } = useTranslation();
  const { peer, room, lastMessage, pinnedAt, unreadCount, unreadMentionCount } = conversation;
  const title = titleOf(conversation, words);
  const quiet = isMuted(conversation.mutedUntil, new Date());
  const at = lastMessage?.createdAt ?? null;
  return (
    <>
      <Avatar
        name={title}
        id={room?.id ?? peer?.id ?? conversation.id}
        url={room ? room.avatarUrl : peer?.avatarUrl}
        size={48}
        square={room !== null}
        online={isOnline}
      />
      <span className={styles.text}>
        <span className={styles.top}>
          <span className={styles.title} dir="auto">
            {title}
          </span>
          {isOnline && <span className="visually-hidden">, {t('conversations.row.online')}</span>}
          {at !== null && (
            <time dateTime={at} className={styles.time}>
              {listTime(at, today, localeTag())}
            </time>
          )}
        </span>
        <span className={styles.bottom}>
          <RowPreview
            conversation={conversation}
            viewerId={words.viewerId}
            aliases={words.aliases ?? NO_ALIASES}
            typing={typing}
            pending={pending}
            isSelected={isSelected}
          />
          <span className={styles.marks}>
            {quiet && <BellOff role="img" aria-label={t('conversations.row.muted')} />}
            {pinnedAt !== null && <Pin role="img" aria-label={t('conversations.row.pinned')} />}
            {unreadMentionCount > 0 && (
              <span className={styles.mention}>
                <AtSign role="img" aria-label={t('conversations.row.mentions', { count: unreadMentionCount })} />
              </span>
            )}
            <Badge count={unreadCount} label={t('conversations.row.unread', { count: unreadCount })} quiet={quiet} />
          </span>
        </span>
      </span>
    </>
  );
}

const NO_ALIASES: ReadonlyMap<string, string> = new Map();
