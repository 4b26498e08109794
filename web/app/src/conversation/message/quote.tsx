import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './quote.module.css';

export interface Quoted {
  readonly text: string | null;
  readonly recalledAt: string | null;
  readonly sender: { readonly id: string; readonly nickname: string } | null;
  readonly attachments: readonly { readonly kind: 'IMAGE' | 'VIDEO' | 'AUDIO' | 'FILE' }[];
}

/** What a message says in a line. */
export function useSummary(): (message: Quoted | null) => string {
  const { t } = useTranslation();
  return useCallback(
    (message) => {
      if (!message) return t('conversation.message.replyGone');
      if (message.recalledAt !== null) return t('conversation.message.recalled');
      if (message.text) return message.text.slice(0, 200);
      const [first] = message.attachments;
      return first ? t(`conversation.message.kinds.${first.kind}`) : '';
    },
    [t],
  );
}

/** Who is quoted. */
export function useQuotedName(viewerId: string): (message: Quoted | null) => string {
  const { t } = useTranslation();
  return (message) => {
    if (message?.sender?.id === viewerId) return t('conversation.message.you');
    return message?.sender?.nickname ?? t('common.deletedUser');
  };
}

interface QuoteProps {
  readonly message: Quoted | null;
  readonly viewerId: string;
  readonly tabIndex: number;
  readonly onGo: (() => void) | null;
}

/** The message that another one answers. */
export function Quote({ message, viewerId, tabIndex, onGo }: QuoteProps) {
  const { t } = useTranslation();
  const summary = useSummary();
  const name = useQuotedName(viewerId)(message);
  const content = (
    <>
      {message && <bdi className={styles.name}>{name}</bdi>}
      <span dir="auto" className={styles.text}>
        {summary(message)}
      </span>
    </>
  );
  if (!onGo) return <div className={styles.quote}>{content}</div>;
  return (
    <button
      type="button"
      className={styles.quote}
      tabIndex={tabIndex}
      aria-label={`${t('conversation.message.goToReply', { name })}: ${summary(message)}`}
      onClick={onGo}
    >
      {content}
    </button>
  );
}
