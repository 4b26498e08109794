import { useApolloClient } from '@apollo/client/react';
import { useWireside } from '@wireside/apollo/react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../auth/password-field.js';
import { Problem } from '../forms/problem.js';
import { useSubmit } from '../forms/use-submit.js';
import { DeleteAccountDocument } from '../generated/documents.js';
import { Section } from '../shell/section.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { toast } from '../ui/toast.js';
import styles from './settings-form.module.css';

export function DeleteAccount() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('settings.deleteAccount')} hint={t('settings.deleteText')}>
      <Button variant="danger" className={styles.submit} onClick={() => setOpen(true)}>
        {t('settings.deleteAccount')}
      </Button>
      {open && <DeleteDialog onClose={() => setOpen(false)} />}
    </Section>
  );
}

function DeleteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const client = useWireside();
  const formId = useId();
  const { busy, problem, errorOf, onSubmit } = useSubmit(async (value) => {
    await apollo.mutate({
      mutation: DeleteAccountDocument,
      variables: { input: { password: value('password') } },
    });
    toast(t('settings.deleted'));
    await client.signOut();
  });
  return (
    <Dialog
      title={t('settings.deleteAccount')}
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="danger" busy={busy}>
            {t('settings.deleteConfirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={onSubmit}>
        <p>{t('settings.deleteText')}</p>
        <PasswordField
          label={t('auth.signIn.password')}
          error={errorOf('password')}
          name="password"
          autoComplete="current-password"
        />
        <Problem text={problem} />
      </form>
    </Dialog>
  );
}
