import { useChat, useWireside } from '@wireside/apollo/react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-browser-location';
import { Confirm } from '../ui/confirm.js';

/** Asks whether to sign out, and says what would be lost. */
export function SignOut({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useWireside();
  const unsent = useChat()?.outbox.pending.current.length ?? 0;
  return (
    <Confirm
      title={t('settings.signOutTitle')}
      action={t('settings.signOut')}
      danger={unsent > 0}
      onClose={onClose}
      onConfirm={async () => {
        await client.signOut();
        // Whoever comes next does not want to be where this one was.
        navigate('/sign-in', { replace: true });
      }}
    >
      <p>{t('settings.signOutText')}</p>
      {unsent > 0 && <p role="alert">{t('settings.signOutUnsent', { count: unsent })}</p>}
    </Confirm>
  );
}
