import { Ellipsis } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { dateFormat } from '../conversation-list/list-time.js';
import { FOREVER, isMuted, MUTE_SPANS, muteUntil } from '../conversation-list/mute.js';
import { useOpenDirect } from '../conversation-list/use-open-direct.js';
import type { MemberFieldsFragment } from '../generated/documents.js';
import { localeTag } from '../i18n/i18n.js';
import { Avatar } from '../ui/avatar.js';
import { IconButton } from '../ui/icon-button.js';
import type { MenuItems } from '../ui/menu-items.js';
import { MenuPopup } from '../ui/menu.js';
import type { MemberQuestion } from './member-questions.js';
import styles from './room-details.module.css';
import { actionsOn, type MemberAction, type Role } from './room-rights.js';
import type { RoomActions } from './use-room-actions.js';

interface MemberLineProps {
  readonly member: MemberFieldsFragment;
  readonly viewer: { readonly id: string | null; readonly role: Role | null };
  readonly isOnline: boolean;
  readonly actions: RoomActions;
  readonly onAsk: (question: MemberQuestion) => void;
}

/** Somebody in a room, and what the viewer may do about them. */
export function MemberLine({ member, viewer, isOnline, actions, onAsk }: MemberLineProps) {
  const { t } = useTranslation();
  const [menu, setMenu] = useState<'actions' | 'mute' | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const [, navigate] = useLocation();
  const [openDirect] = useOpenDirect();
  const { user, userId, role, mutedUntil } = member;
  const name = user?.nickname ?? t('rooms.details.nobody');
  const isViewer = userId === viewer.id;
  const silent = isMuted(mutedUntil, new Date()) ? mutedUntil : null;

  const run = (action: MemberAction): void => {
    if (action === 'promote') void actions.setRole(member, 'ADMIN');
    else if (action === 'demote') void actions.setRole(member, 'MEMBER');
    else if (action === 'unmute') void actions.mute(member, null);
    else if (action === 'mute') setMenu('mute');
    else onAsk({ kind: action, member });
  };
  const offered = actionsOn(viewer, { userId, role, isMuted: silent !== null });
  const items: MenuItems = [
    { label: t('rooms.action.message'), onSelect: () => void openDirect(userId) },
    { label: t('rooms.action.profile'), onSelect: () => navigate(`/people/${encodeURIComponent(userId)}`) },
    offered.length > 0 && 'line',
    ...offered.map((action) => ({
      label: t(`rooms.action.${action}`),
      danger: action === 'remove' || action === 'ban',
      stays: action === 'mute',
      onSelect: () => run(action),
    })),
  ];
  const spans: MenuItems = MUTE_SPANS.map((span) => ({
    label: t(`rooms.action.${span}`),
    onSelect: () => void actions.mute(member, muteUntil(span, new Date())),
  }));
  return (
    <li className={styles.member} data-user-id={userId}>
      <Avatar name={name} id={userId} url={user?.avatarUrl} online={isOnline} />
      <span className={styles.who}>
        <span dir="auto">
          {name}
          {isViewer && <small> ({t('rooms.details.you')})</small>}
        </span>
        {silent !== null && (
          <small>
            {silent === FOREVER
              ? t('rooms.details.muted')
              : t('rooms.details.mutedUntil', {
                  date: dateFormat(localeTag(), { dateStyle: 'short', timeStyle: 'short' }).format(new Date(silent)),
                })}
          </small>
        )}
      </span>
      {role !== 'MEMBER' && <span className={styles.role}>{t(`rooms.role.${role}`)}</span>}
      {!isViewer && user && (
        <IconButton
          ref={trigger}
          label={t('rooms.details.memberActions', { name })}
          aria-haspopup="menu"
          aria-expanded={menu !== null}
          onClick={() => setMenu(menu === null ? 'actions' : null)}
        >
          <Ellipsis aria-hidden />
        </IconButton>
      )}
      {menu !== null && (
        <Suspense>
          <MenuPopup
            anchor={trigger}
            items={menu === 'mute' ? spans : items}
            label={t('rooms.details.memberActions', { name })}
            onClose={() => setMenu(null)}
          />
        </Suspense>
      )}
    </li>
  );
}
