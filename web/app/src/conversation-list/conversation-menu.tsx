import { useChat, useConversation } from '@wireside/apollo/react';
import {
  Archive,
  ArchiveRestore,
  Ban,
  Bell,
  BellOff,
  BrushCleaning,
  Info,
  LogOut,
  MailCheck,
  MailQuestionMark,
  Pin,
  PinOff,
  UserRound,
} from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { MenuItems } from '../ui/menu-items.js';
import { MenuPopup } from '../ui/menu.js';
import { toast } from '../ui/toast.js';
import type { MenuPlace } from './conversation-row.js';
import { titleOf, type TitleWords } from './conversation-title.js';
import { isMuted, MUTE_SPANS, muteUntil } from './mute.js';
import { useConversationActions } from './use-conversation-actions.js';

export type Question = 'clear' | 'leave' | 'block';
export type Wish = Question | 'details';

interface ConversationMenuProps {
  readonly conversationId: string;
  readonly place: MenuPlace;
  readonly words: TitleWords;
  readonly onClose: () => void;
  /** Something is wanted that needs a dialog. */
  readonly onWish: (wish: Wish) => void;
}

/** What can be done with a conversation. */
export function ConversationMenu({ conversationId, place, words, onClose, onWish }: ConversationMenuProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const actions = useConversationActions();
  const viewerId = useChat()?.userId ?? null;
  const conversation = useConversation(conversationId);
  const [isMuting, setIsMuting] = useState(false);
  // A place that is an element has to stay the same one while the menu is open.
  const [anchor] = useState(() => (place instanceof HTMLElement ? { current: place } : place));
  if (!conversation) return null;
  const { pinnedAt, archivedAt, mutedUntil, unreadCount, lastMessage, peer, room } = conversation;
  const title = titleOf(conversation, words);
  const isQuiet = isMuted(mutedUntil, new Date());
  const now = (): string => new Date().toISOString();

  const archive = async (archived: boolean): Promise<void> => {
    if (!(await actions.change(conversation, { archivedAt: archived ? now() : null }))) return;
    const undo = (): void =>
      void actions.change(
        { ...conversation, archivedAt: archived ? now() : null },
        { archivedAt: archived ? null : now() },
      );
    toast(t(archived ? 'conversations.did.archived' : 'conversations.did.unarchived', { title }), {
      action: { label: t('conversations.did.undo'), onSelect: undo },
    });
  };

  const spans: MenuItems = MUTE_SPANS.map((span) => ({
    label: t(`conversations.menu.${span}`),
    icon: <BellOff aria-hidden />,
    onSelect: () => void actions.change(conversation, { mutedUntil: muteUntil(span, new Date()) }),
  }));
  const items: MenuItems = [
    pinnedAt === null
      ? {
          label: t('conversations.menu.pin'),
          icon: <Pin aria-hidden />,
          onSelect: () => void actions.change(conversation, { pinnedAt: now() }),
        }
      : {
          label: t('conversations.menu.unpin'),
          icon: <PinOff aria-hidden />,
          onSelect: () => void actions.change(conversation, { pinnedAt: null }),
        },
    isQuiet
      ? {
          label: t('conversations.menu.unmute'),
          icon: <Bell aria-hidden />,
          onSelect: () => void actions.change(conversation, { mutedUntil: null }),
        }
      : {
          label: t('conversations.menu.mute'),
          icon: <BellOff aria-hidden />,
          stays: true,
          onSelect: () => setIsMuting(true),
        },
    unreadCount > 0
      ? {
          label: t('conversations.menu.markRead'),
          icon: <MailCheck aria-hidden />,
          onSelect: () => actions.markRead(conversation),
        }
      : lastMessage && {
          label: t('conversations.menu.markUnread'),
          icon: <MailQuestionMark aria-hidden />,
          onSelect: () => void actions.markUnread(conversation),
        },
    archivedAt === null
      ? { label: t('conversations.menu.archive'), icon: <Archive aria-hidden />, onSelect: () => void archive(true) }
      : {
          label: t('conversations.menu.unarchive'),
          icon: <ArchiveRestore aria-hidden />,
          onSelect: () => void archive(false),
        },
    peer && {
      label: t('conversations.menu.profile'),
      icon: <UserRound aria-hidden />,
      onSelect: () => navigate(`/people/${encodeURIComponent(peer.id)}`),
    },
    room && { label: t('conversations.menu.details'), icon: <Info aria-hidden />, onSelect: () => onWish('details') },
    'line',
    lastMessage && {
      label: t('conversations.menu.clear'),
      icon: <BrushCleaning aria-hidden />,
      danger: true,
      onSelect: () => onWish('clear'),
    },
    room && {
      label: t('conversations.menu.leave'),
      icon: <LogOut aria-hidden />,
      danger: true,
      onSelect: () => onWish('leave'),
    },
    peer !== null &&
      peer.id !== viewerId && {
        label: t('conversations.menu.block'),
        icon: <Ban aria-hidden />,
        danger: true,
        onSelect: () => onWish('block'),
      },
  ];
  return (
    <Suspense>
      <MenuPopup
        anchor={anchor}
        items={isMuting ? spans : items}
        label={t('conversations.row.actions', { title })}
        onClose={onClose}
      />
    </Suspense>
  );
}
