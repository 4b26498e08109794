import { X } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import { classes } from './classes.js';
import { IconButton } from './icon-button.js';
import styles from './toast.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'info' | 'error';
  readonly action?: { readonly label: string; readonly onSelect: () => void };
}

/** How long a toast stays, in milliseconds; one with something to do stays longer. */
const STAYS_MS = 5000;
const STAYS_WITH_ACTION_MS = 10_000;
const MOST = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Says something at the edge of the screen, for a moment. */
export function toast(text: string, options: Partial<Pick<Toast, 'kind' | 'action'>> = {}): void {
  lastId += 1;
  set([...toasts, { id: lastId, text, kind: 'info' as const, ...options }].slice(-MOST));
}

export const toastError = (text: string): void => toast(text, { kind: 'error' });

const dismiss = (id: number): void => set(toasts.filter((one) => one.id !== id));

/** Where toasts appear; once in the page. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Raised above whatever dialog is open by now: what failed there is told here.
    if (layer.current?.matches(':popover-open')) layer.current.hidePopover();
    if (shown.length > 0) layer.current?.showPopover();
  }, [shown]);
  return (
    <div ref={layer} popover="manual" className={styles.toasts} role="status" aria-live="polite">
      {shown.map((one) => (
        <ToastRow key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastRow({ toast: { id, text, kind, action } }: { readonly toast: Toast }) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), action ? STAYS_WITH_ACTION_MS : STAYS_MS);
    return () => clearTimeout(timer);
  }, [id, action]);
  return (
    <div className={classes(styles.toast, kind === 'error' && styles.error)}>
      <p dir="auto">{text}</p>
      {action && (
        <Button
          size="s"
          variant="ghost"
          onClick={() => {
            dismiss(id);
            action.onSelect();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label={t('common.dismiss')} onClick={() => dismiss(id)}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
