import type { ComponentProps } from 'react';
import { classes } from './classes.js';
import styles from './icon-button.module.css';

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does, in words: its accessible name and its tip. */
  readonly label: string;
}

/** A button that shows an icon alone. */
export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={classes(styles.button, className)} />
  );
}
