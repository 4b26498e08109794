import type { MessageFieldsFragment } from '@wireside/apollo';
import { Pencil, Reply, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.js';
import { useOpenConversation } from '../conversation-context.js';
import { useQuotedName, useSummary } from '../message/quote.js';
import styles from './composer-note.module.css';

interface ComposerNoteProps {
  readonly kind: 'reply' | 'edit';
  readonly message: MessageFieldsFragment | null;
  readonly onCancel: () => void;
}

/** What the text in the composer is about: an answer to a message, or a change of one. */
export function ComposerNote({ kind, message, onCancel }: ComposerNoteProps) {
  const { t } = useTranslation();
  const { viewerId } = useOpenConversation();
  const summary = useSummary();
  const name = useQuotedName(viewerId)(message);
  const Icon = kind === 'edit' ? Pencil : Reply;
  return (
    <div className={styles.note}>
      <Icon aria-hidden />
      <div className={styles.about}>
        <bdi className={styles.title}>
          {kind === 'edit' ? t('conversation.composer.editing') : t('conversation.composer.replying', { name })}
        </bdi>
        <span dir="auto" className={styles.text}>
          {summary(message)}
        </span>
      </div>
      <IconButton
        label={t(kind === 'edit' ? 'conversation.composer.cancelEdit' : 'conversation.composer.cancelReply')}
        onClick={onCancel}
      >
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
