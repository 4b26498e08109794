import { ArrowDown, CornerUpLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './list-pills.module.css';
import type { Jumps } from './use-jumps.js';
import type { Pinned } from './use-pinned.js';

interface ListPillsProps {
  readonly pinned: Pinned;
  readonly jumps: Jumps;
  readonly onEnd: () => void;
}

/** Ways to the end, and back to where one was. */
export function ListPills({ pinned, jumps, onEnd }: ListPillsProps) {
  const { t } = useTranslation();
  const { isAtEnd, isFar, newCount } = pinned;
  return (
    <div className={styles.pills}>
      {jumps.canGoBack && (
        <button type="button" className={styles.pill} onClick={jumps.goBack}>
          <CornerUpLeft aria-hidden />
          {t('conversation.list.backToPlace')}
        </button>
      )}
      {!isAtEnd && (newCount > 0 || isFar) && (
        <button
          type="button"
          className={styles.pill}
          data-new={newCount > 0}
          aria-label={newCount > 0 ? undefined : t('conversation.list.toEnd')}
          title={t('conversation.list.toEnd')}
          onClick={() => {
            jumps.forget();
            onEnd();
          }}
        >
          {newCount > 0 && t('conversation.list.new', { count: newCount })}
          <ArrowDown aria-hidden />
        </button>
      )}
    </div>
  );
}
