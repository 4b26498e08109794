import { useId, type ReactNode } from 'react';
import styles from './section.module.css';

interface SectionProps {
  readonly title?: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** A card of a page, with its heading. */
export function Section({ title, hint, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} {...(title === undefined ? {} : { 'aria-labelledby': id })}>
      {title !== undefined && (
        <div>
          <h2 id={id}>{title}</h2>
          {hint && <p className={styles.hint}>{hint}</p>}
        </div>
      )}
      {children}
    </section>
  );
}
