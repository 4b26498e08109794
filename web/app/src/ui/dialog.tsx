import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.js';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot. */
  readonly footer?: ReactNode;
  /** False: only what is in it ends it. */
  readonly closable?: boolean;
  /** `side`: a pane at the end of the window, as high as that; all of a phone. */
  readonly size?: 's' | 'm' | 'l' | 'side';
}

/** A modal dialog, by the platform's own element: focus stays in it and returns, Escape and a press beside it close it. Mount it to open it. */
export function Dialog({ title, onClose, children, footer, closable = true, size = 'm' }: DialogProps) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    // React's own autoFocus comes before the dialog is shown, when nothing in it can take the focus.
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      dialog?.close();
      // A dialog that is taken away while open returns the focus in some browsers only.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      className={classes(styles.dialog, styles[size])}
      onCancel={(event) => {
        // React passes it on to the dialogs around, and a file input has a cancel of its own.
        if (event.target !== ref.current) return;
        event.preventDefault();
        if (closable) onClose();
      }}
      onPointerDown={(event) => {
        if (closable && event.target === ref.current) onClose();
      }}
    >
      <div className={styles.content}>
        <header className={styles.header}>
          <h2 id={titleId}>{title}</h2>
          {closable && (
            <IconButton label={t('common.close')} onClick={onClose}>
              <X aria-hidden />
            </IconButton>
          )}
        </header>
        <div className={styles.body}>{children}</div>
        {footer && <footer className={styles.footer}>{footer}</footer>}
      </div>
    </dialog>
  );
}
