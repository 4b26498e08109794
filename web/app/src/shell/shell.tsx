import { useSession } from '@wireside/apollo/react';
import { Suspense, useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionBanner } from '../connection/connection-banner.js';
import { useStorageNotice } from '../connection/storage-notice.js';
import { useDraftsOfTabs } from '../conversation/composer/draft-tabs.js';
import { useDelivery } from '../notices/use-delivery.js';
import { useNotifications } from '../notices/use-notifications.js';
import { usePageBadge } from '../notices/use-page-badge.js';
import { QuickSwitcher, ShortcutsDialog, SignInAgain } from '../pages.js';
import { ErrorBoundary } from './error-boundary.js';
import { Navigation } from './navigation.js';
import { PageLoading } from './page-loading.js';
import { useShortcuts } from './shortcuts.js';
import styles from './shell.module.css';

type Overlay = 'switcher' | 'help' | null;

/** What is around every page of somebody who is signed in. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const close = useCallback(() => setOverlay(null), []);
  const openSwitcher = useCallback(() => setOverlay('switcher'), []);
  const openHelp = useCallback(() => setOverlay('help'), []);
  const session = useSession();
  useShortcuts({ openSwitcher, openHelp });
  usePageBadge();
  useNotifications();
  useDelivery();
  useStorageNotice();
  useDraftsOfTabs();
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t('common.skip.main')}
      </a>
      <Navigation />
      <div className={styles.content}>
        <ConnectionBanner />
        <ErrorBoundary>
          <Suspense fallback={<PageLoading />}>{children}</Suspense>
        </ErrorBoundary>
      </div>
      <Suspense>
        {overlay === 'switcher' && <QuickSwitcher onClose={close} />}
        {session.status === 'needs-auth' && <SignInAgain />}
        {overlay === 'help' && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </div>
  );
}
