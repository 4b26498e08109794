import { useQuery } from '@apollo/client/react';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../conversation-list/list-time.js';
import { BlockedPeopleDocument } from '../generated/documents.js';
import { errorText } from '../i18n/error-text.js';
import { localeTag } from '../i18n/i18n.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { EmptyState } from '../ui/empty-state.js';
import { SkeletonRows } from '../ui/skeleton.js';
import styles from './contacts.module.css';
import type { ContactActions } from './use-contact-actions.js';

const PAGE = 50;

/** Whom the viewer has blocked, and the way back. */
export function BlockedDialog({
  actions,
  onClose,
}: {
  readonly actions: ContactActions;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<string | null>(null);
  const [first, setFirst] = useState(PAGE);
  const { data, previousData, loading, error } = useQuery(BlockedPeopleDocument, {
    variables: { first: Math.min(first, 100), after: null },
    fetchPolicy: 'cache-and-network',
  });
  const list = (data ?? previousData)?.blockedUsers;
  const unblock = async (userId: string, name: string): Promise<void> => {
    setBusy(userId);
    await actions.unblock(userId, name);
    setBusy(null);
  };
  return (
    <Dialog title={t('contacts.blocked.title')} onClose={onClose}>
      {!list && loading && <SkeletonRows count={3} />}
      {!list && error && <p role="alert">{errorText(t, error)}</p>}
      {list?.edges.length === 0 && (
        <EmptyState icon={<ShieldCheck />} title={t('contacts.blocked.none')}>
          {t('contacts.blocked.noneHint')}
        </EmptyState>
      )}
      <ul>
        {list?.edges.map(({ node: { userId, user, blockedAt } }) => {
          const name = user?.nickname ?? t('contacts.contact.nobody');
          return (
            <li key={userId} className={styles.blocked}>
              <Avatar name={name} id={userId} url={user?.avatarUrl} />
              <span>
                <strong dir="auto">{name}</strong>
                <small>
                  {t('contacts.blocked.since', {
                    date: dateFormat(localeTag(), { dateStyle: 'medium' }).format(new Date(blockedAt)),
                  })}
                </small>
              </span>
              <Button
                size="s"
                busy={busy === userId}
                aria-label={t('contacts.blocked.unblockName', { name })}
                onClick={() => void unblock(userId, name)}
              >
                {t('contacts.blocked.unblock')}
              </Button>
            </li>
          );
        })}
      </ul>
      {list?.pageInfo.hasNextPage && first < 100 && (
        <Button variant="ghost" busy={loading} onClick={() => setFirst(100)}>
          {t('contacts.blocked.more')}
        </Button>
      )}
    </Dialog>
  );
}
