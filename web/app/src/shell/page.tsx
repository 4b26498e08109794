import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.js';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly onBack?: (() => void) | undefined;
  /** There is a list beside it where there is room. */
  readonly backOnPhonesOnly?: boolean;
  readonly children: ReactNode;
}

/** A page beside the navigation: a title, and a column that scrolls. */
export function Page({ title, actions, onBack, backOnPhonesOnly = false, children }: PageProps) {
  const { t } = useTranslation();
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <header className={styles.header}>
        {onBack && (
          <IconButton label={t('common.back')} className={backOnPhonesOnly ? styles.phone : undefined} onClick={onBack}>
            <ArrowLeft aria-hidden className={styles.arrow} />
          </IconButton>
        )}
        <h1 dir="auto">{title}</h1>
        {actions}
      </header>
      <div className={styles.body}>
        <div className={styles.column}>{children}</div>
      </div>
    </main>
  );
}
