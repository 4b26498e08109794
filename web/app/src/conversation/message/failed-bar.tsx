import type { PendingSend } from '@wireside/apollo';
import { useChat } from '@wireside/apollo/react';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { faultText } from '../../i18n/error-text.js';
import { Button } from '../../ui/button.js';
import { useCopy } from './use-copy.js';
import styles from './failed-bar.module.css';

/** Why a message was not sent, and what can be done about it. Its text is never lost. */
export function FailedBar({ send, tabIndex }: { readonly send: PendingSend; readonly tabIndex: number }) {
  const { t } = useTranslation();
  const chat = useChat();
  const copy = useCopy();
  const { clientMessageId, fault, text } = send;
  return (
    <div role="group" aria-label={t('conversation.failed.group')} className={styles.failed}>
      <p>
        <CircleAlert aria-hidden />
        {t('conversation.failed.reason', { reason: faultText(t, fault?.code ?? null) })}
      </p>
      <div className={styles.choices}>
        <Button size="s" tabIndex={tabIndex} onClick={() => void chat?.outbox.retry(clientMessageId)}>
          {t('conversation.failed.retry')}
        </Button>
        {text && (
          <Button size="s" variant="ghost" tabIndex={tabIndex} onClick={() => void copy(text)}>
            {t('conversation.failed.copy')}
          </Button>
        )}
        <Button size="s" variant="ghost" tabIndex={tabIndex} onClick={() => void chat?.outbox.discard(clientMessageId)}>
          {t('conversation.failed.delete')}
        </Button>
      </div>
    </div>
  );
}
