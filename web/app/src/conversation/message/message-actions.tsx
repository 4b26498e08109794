import type { MessageFieldsFragment } from '@wireside/apollo';
import { Copy, Ellipsis, EyeOff, Info, MailOpen, Pencil, Reply, SmilePlus, Undo2 } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../../ui/classes.js';
import { Confirm } from '../../ui/confirm.js';
import { IconButton } from '../../ui/icon-button.js';
import type { MenuItems } from '../../ui/menu-items.js';
import { Menu } from '../../ui/menu.js';
import { useAttempt } from '../../ui/use-attempt.js';
import { useOpenConversation } from '../conversation-context.js';
import { EmojiPopover, loadEmojiPopover } from '../emoji/lazy.js';
import { MessageInfo } from '../lazy.js';
import styles from './message-actions.module.css';
import { useCopy } from './use-copy.js';
import { useMessageChanges } from './use-message-changes.js';

interface MessageActionsProps {
  readonly message: MessageFieldsFragment;
  readonly isOwn: boolean;
  readonly tabIndex: number;
  readonly className: string | undefined;
}

type Opened = 'emoji' | 'info' | 'recall' | 'hide' | null;

/** What can be done to a message: shown while the pointer or the focus is on it. */
export function MessageActions({ message, isOwn, tabIndex, className }: MessageActionsProps) {
  const { t } = useTranslation();
  const { conversation, reply, edit, markUnread } = useOpenConversation();
  const { toggleReaction, recall, hide } = useMessageChanges();
  const copy = useCopy();
  const attempt = useAttempt();
  const [opened, setOpened] = useState<Opened>(null);
  const reactButton = useRef<HTMLButtonElement>(null);
  const close = (): void => setOpened(null);
  const { id, seq, text } = message;
  const mayRecall = isOwn || (conversation.viewerRole !== null && conversation.viewerRole !== 'MEMBER');

  const items: MenuItems = [
    { label: t('conversation.actions.reply'), icon: <Reply />, onSelect: () => reply(id) },
    isOwn && text !== null && { label: t('conversation.actions.edit'), icon: <Pencil />, onSelect: () => edit(id) },
    text !== null && { label: t('conversation.actions.copy'), icon: <Copy />, onSelect: () => void copy(text) },
    !isOwn && { label: t('conversation.actions.markUnread'), icon: <MailOpen />, onSelect: () => markUnread(seq) },
    { label: t('conversation.actions.info'), icon: <Info />, onSelect: () => setOpened('info') },
    'line',
    mayRecall && {
      label: t('conversation.actions.recall'),
      icon: <Undo2 />,
      danger: true,
      onSelect: () => setOpened('recall'),
    },
    { label: t('conversation.actions.hide'), icon: <EyeOff />, danger: true, onSelect: () => setOpened('hide') },
  ];

  return (
    <>
      <div role="group" aria-label={t('conversation.actions.toolbar')} className={classes(styles.actions, className)}>
        <IconButton
          ref={reactButton}
          label={t('conversation.actions.react')}
          aria-haspopup="dialog"
          aria-expanded={opened === 'emoji'}
          tabIndex={tabIndex}
          onPointerEnter={loadEmojiPopover}
          onClick={() => setOpened(opened === 'emoji' ? null : 'emoji')}
        >
          <SmilePlus aria-hidden />
        </IconButton>
        <IconButton label={t('conversation.actions.reply')} tabIndex={tabIndex} onClick={() => reply(id)}>
          <Reply aria-hidden />
        </IconButton>
        <Menu label={t('conversation.actions.more')} icon={<Ellipsis aria-hidden />} items={items} />
      </div>
      <Suspense>
        {opened === 'emoji' && (
          <EmojiPopover
            anchor={reactButton}
            withQuick
            onClose={close}
            onPick={(emoji) => {
              close();
              void attempt(() => toggleReaction(id, emoji));
            }}
          />
        )}
        {opened === 'info' && <MessageInfo message={message} onClose={close} />}
      </Suspense>
      {opened === 'recall' && (
        <Confirm
          title={t('conversation.actions.recallTitle')}
          action={t('conversation.actions.recall')}
          danger
          onClose={close}
          onConfirm={async () => void (await attempt(() => recall(id)))}
        >
          {t('conversation.actions.recallText')}
        </Confirm>
      )}
      {opened === 'hide' && (
        <Confirm
          title={t('conversation.actions.hideTitle')}
          action={t('conversation.actions.hide')}
          danger
          onClose={close}
          onConfirm={async () => void (await attempt(() => hide(id)))}
        >
          {t('conversation.actions.hideText')}
        </Confirm>
      )}
    </>
  );
}
