export type Shortcut = 'switch' | 'help' | 'previous' | 'next';

interface Key {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly defaultPrevented: boolean;
}

/** Safari ends a composition before the key that ended it comes; the key then says so by its code alone. */
const COMPOSING = 229;

export interface Place {
  /** Whether keys go into a text there. */
  readonly isText: boolean;
  /** Whether there is something in that text already. */
  readonly isWritten: boolean;
  /** Whether a dialog is open, which has keys of its own. */
  readonly isBlocked: boolean;
}

/** What a key means in the whole application: nothing while somebody types or composes, nor below an open dialog. */
export function shortcutOf(event: Key, { isText, isWritten, isBlocked }: Place): Shortcut | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (event.defaultPrevented || event.isComposing || event.keyCode === COMPOSING) return null;
  if (isBlocked || isWritten) return null;
  const isCommand = ctrlKey !== metaKey;
  if (isCommand && !altKey && !shiftKey && key.toLowerCase() === 'k') return 'switch';
  if (ctrlKey || metaKey) return null;
  if (altKey && !shiftKey && key === 'ArrowUp') return 'previous';
  if (altKey && !shiftKey && key === 'ArrowDown') return 'next';
  return !altKey && !isText && key === '?' ? 'help' : null;
}

const NO_TEXT = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']);

/** What a key that is pressed there would do. An empty field takes `?` as a letter, and gives the other keys away. */
export function placeOf(element: Element | null): Place {
  const isBlocked = document.querySelector('dialog[open]') !== null;
  if (element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && !NO_TEXT.has(element.type)))
    return { isText: true, isWritten: element.value !== '', isBlocked };
  const isText = element instanceof HTMLElement && element.isContentEditable;
  return { isText, isWritten: isText && element.textContent !== '', isBlocked };
}
