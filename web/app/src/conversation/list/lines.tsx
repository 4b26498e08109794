import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.js';
import { Spinner } from '../../ui/spinner.js';
import { dayName } from '../time.js';
import type { GapRow } from './layout-rows.js';
import styles from './lines.module.css';
import type { Loading } from './use-loading.js';

/** The name of a day, before its first message. */
export function DayLine({ day, today }: { readonly day: string; readonly today: string }) {
  const { t } = useTranslation();
  const words = { today: t('conversation.list.today'), yesterday: t('conversation.list.yesterday') };
  return (
    <div className={styles.day}>
      <time dateTime={day}>{dayName(day, today, words)}</time>
    </div>
  );
}

/** Where what was not read begins. */
export function UnreadLineMark() {
  const { t } = useTranslation();
  return (
    <div className={styles.unread} role="separator" aria-label={t('conversation.list.unread')}>
      <span aria-hidden>{t('conversation.list.unread')}</span>
    </div>
  );
}

/** What has not been read yet is never shown as if it were not there. */
export function GapLine({ fromSeq, toSeq }: GapRow) {
  const { t } = useTranslation();
  return (
    <div className={styles.gap} data-gap={`${fromSeq}-${toSeq}`}>
      <Spinner />
      {t('conversation.list.gap', { count: toSeq - fromSeq + 1 })}
    </div>
  );
}

/** What stands above the first message that is here. */
export function StartLine({ hasOlder, loading }: { readonly hasOlder: boolean; readonly loading: Loading }) {
  const { t } = useTranslation();
  if (!hasOlder) return <p className={styles.start}>{t('conversation.list.start')}</p>;
  if (loading.hasFailed)
    return (
      <div className={styles.start}>
        {t('conversation.list.olderFailed')}
        <Button size="s" onClick={loading.retry}>
          {t('common.retry')}
        </Button>
      </div>
    );
  return (
    <div className={styles.start}>
      <Spinner />
      {t('conversation.list.loadingOlder')}
    </div>
  );
}
