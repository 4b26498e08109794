import styles from './problem.module.css';

/** What went wrong with a form as a whole; nothing while nothing did. */
export const Problem = ({ text }: { readonly text: string | null }) =>
  text === null ? null : (
    <p className={styles.problem} role="alert">
      {text}
    </p>
  );
