import { classes } from './classes.js';
import styles from './badge.module.css';

interface BadgeProps {
  readonly count: number;
  /** In words, for those who do not see it. */
  readonly label: string;
  /** Muted: it counts, and does not call. */
  readonly quiet?: boolean;
}

/** A count; nothing while there is nothing to count. */
export const Badge = ({ count, label, quiet = false }: BadgeProps) =>
  count > 0 ? (
    <span className={classes(styles.badge, quiet && styles.quiet)}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  ) : null;
