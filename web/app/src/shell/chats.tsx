import { MessagesSquare } from 'lucide-react';
import { Suspense, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { ConversationList } from '../conversation-list/conversation-list.js';
import { ConversationPane } from '../pages.js';
import { EmptyState } from '../ui/empty-state.js';
import styles from './chats.module.css';
import { ErrorBoundary } from './error-boundary.js';
import { PageLoading } from './page-loading.js';
import { switcherKeys } from './shortcuts.js';

/** As in the styles: one pane alone. */
const isPhone = matchMedia('(max-width: 47.99rem)');

/** The list of conversations and the one that is open; one of the two on a phone. */
export function Chats({ conversationId }: { readonly conversationId: string | null }) {
  const { t } = useTranslation();
  // Where the list is behind the conversation it is made when there is time.
  const hasList = useDeferredValue(true, conversationId === null || !isPhone.matches);
  return (
    <div className={styles.chats} data-open={conversationId !== null}>
      <section id="list" tabIndex={-1} className={styles.list} aria-label={t('common.nav.chats')}>
        {hasList && <ConversationList selectedId={conversationId} />}
      </section>
      <main id="main" tabIndex={-1} className={styles.main}>
        {conversationId === null ? (
          <EmptyState icon={<MessagesSquare />} title={t('common.home.title')}>
            {t('common.home.text', { keys: switcherKeys })}
          </EmptyState>
        ) : (
          <ErrorBoundary key={conversationId}>
            <Suspense fallback={<PageLoading />}>
              <ConversationPane conversationId={conversationId} />
            </Suspense>
          </ErrorBoundary>
        )}
      </main>
    </div>
  );
}
