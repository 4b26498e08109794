import type { ReactNode } from 'react';
import styles from './list-page.module.css';

interface ListPageProps {
  readonly title: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** Stays above the list: a search, a choice. */
  readonly tools: ReactNode;
  readonly children: ReactNode;
}

/** A page that is one long list, which scrolls by itself below its tools. */
export const ListPage = ({ title, actions, tools, children }: ListPageProps) => (
  <main id="main" tabIndex={-1} className={styles.page}>
    <div className={styles.column}>
      <header className={styles.header}>
        <h1>{title}</h1>
        {actions}
      </header>
      <div className={styles.tools}>{tools}</div>
      {children}
    </div>
  </main>
);
