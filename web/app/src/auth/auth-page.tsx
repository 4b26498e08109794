import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import logo from '../favicon.svg';
import styles from './auth-page.module.css';

interface AuthPageProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Ways to other pages. */
  readonly footer?: ReactNode;
}

/** A page for those who are not signed in: a card in the middle. */
export function AuthPage({ title, children, footer }: AuthPageProps) {
  const { t } = useTranslation();
  return (
    <main id="main" className={styles.page}>
      <div className={styles.brand}>
        <img src={logo} alt="" width="48" height="48" />
        <p className={styles.name}>{t('common.appName')}</p>
        <p className={styles.tagline}>{t('auth.tagline')}</p>
      </div>
      <div className={styles.card}>
        <h1>{title}</h1>
        {children}
      </div>
      {footer && <p className={styles.footer}>{footer}</p>}
    </main>
  );
}
