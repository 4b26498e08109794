import { useChat } from '@wireside/apollo/react';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { conversationPath, PASSING_BY } from '../conversation-list/conversation-path.js';
import { neighbourOf } from '../quick-switcher/neighbour.js';
import { placeOf, shortcutOf } from '../quick-switcher/shortcuts.js';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How the key for the quick switcher is written here. */
export const switcherKeys = isMac ? '⌘K' : 'Ctrl+K';

interface Actions {
  readonly openSwitcher: () => void;
  readonly openHelp: () => void;
}

/** Keys that work everywhere. None of them does anything while somebody types or composes a character. */
export function useShortcuts({ openSwitcher, openHelp }: Actions): void {
  const chat = useChat();
  const [path, navigate] = useLocation();
  useEffect(() => {
    const step = (by: 1 | -1): void => {
      const all = chat?.state.conversationIds.current ?? [];
      // The order of the list; what is archived is not in it.
      const ids = all.filter((id) => path === conversationPath(id) || chat?.state.get(id)?.keys.archivedAt === null);
      const next = neighbourOf(ids, ids.find((id) => path === conversationPath(id)) ?? null, by);
      if (next !== null) navigate(conversationPath(next), { state: PASSING_BY });
    };
    const pressed = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf(event, placeOf(document.activeElement));
      if (shortcut === null) return;
      event.preventDefault();
      if (shortcut === 'switch') openSwitcher();
      else if (shortcut === 'help') openHelp();
      else step(shortcut === 'next' ? 1 : -1);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [chat, path, navigate, openSwitcher, openHelp]);
}
