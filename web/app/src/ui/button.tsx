import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classes } from './classes.js';
import { Spinner } from './spinner.js';

interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  readonly size?: 'm' | 's';
  /** Something is under way: shows it, and takes no second press. */
  readonly busy?: boolean;
  readonly icon?: ReactNode;
}

export function Button({ variant = 'secondary', size = 'm', busy, icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy === true}
      aria-busy={busy}
      className={classes(styles.button, styles[variant], size === 's' && styles.small, className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
