import { useTotalUnread } from '@wireside/apollo/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { faviconOf } from './favicon.js';

/** Shows on the tab, and on the installed application, how much is unread. */
export function usePageBadge(): void {
  const { t } = useTranslation();
  const unread = useTotalUnread() ?? 0;
  const name = t('common.appName');
  useEffect(() => {
    document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${name}` : name;
    document.querySelector('link[rel="icon"]')?.setAttribute('href', faviconOf(unread));
    // Not every browser has it, and it may be refused.
    const told = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
    told?.catch(() => undefined);
  }, [unread, name]);
  // Whoever signs out leaves nothing of it on the tab.
  useEffect(
    () => () => {
      document.title = name;
      document.querySelector('link[rel="icon"]')?.setAttribute('href', faviconOf(0));
      navigator.clearAppBadge?.().catch(() => undefined);
    },
    [name],
  );
}
