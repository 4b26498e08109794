import { useEffect, type RefObject } from 'react';
import { LOADED_AT, PASSING_BY } from '../conversation-list/conversation-path.js';
import { placeOf } from '../quick-switcher/shortcuts.js';
import type { ComposerHandle } from './composer/composer.js';

/** On a device without a keyboard of its own, one would come up and hide what is to be read. */
const hasKeyboard = matchMedia('(hover: hover) and (pointer: fine)');
let isFirst = true;

/**
 * Whoever opens a conversation can write at once. Not whoever goes from one to the next by keys: what is written in one of
 * them would keep the next key for itself.
 */
export function useReadyToWrite(composer: RefObject<ComposerHandle | null>): void {
  useEffect(() => {
    const wasLoaded = isFirst && location.pathname === LOADED_AT;
    isFirst = false;
    // Where the page has only been loaded, the first key leads to its beginning.
    if (wasLoaded || !hasKeyboard.matches || history.state === PASSING_BY) return;
    const focus = (): void => {
      // Somebody may have gone on to write elsewhere until the conversation was here.
      if (!placeOf(document.activeElement).isWritten) composer.current?.focus();
    };
    // The dialog in which it was chosen gives the focus back to where it was when it closes, and lets nothing else have it before.
    const dialog = document.querySelector('dialog[open]');
    if (!dialog) return focus();
    dialog.addEventListener('close', focus, { once: true });
    return () => dialog.removeEventListener('close', focus);
  }, [composer]);
}
