import { useApolloClient } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../auth/password-field.js';
import { Problem } from '../forms/problem.js';
import { useSubmit } from '../forms/use-submit.js';
import { ChangePasswordDocument, SessionsDocument } from '../generated/documents.js';
import { Section } from '../shell/section.js';
import { Button } from '../ui/button.js';
import { toast } from '../ui/toast.js';
import styles from './settings-form.module.css';

export function PasswordChange() {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const { busy, problem, errorOf, onSubmit } = useSubmit(async (value, form) => {
    const { data } = await apollo.mutate({
      mutation: ChangePasswordDocument,
      variables: { input: { currentPassword: value('currentPassword'), newPassword: value('newPassword') } },
      refetchQueries: [SessionsDocument],
    });
    form.reset();
    const count = data?.changePassword.endedSessions ?? 0;
    toast(count > 0 ? t('settings.passwordChangedElsewhere', { count }) : t('settings.passwordChanged'));
  });
  return (
    <Section title={t('settings.password')}>
      <form className={styles.form} onSubmit={onSubmit}>
        <PasswordField
          label={t('settings.currentPassword')}
          error={errorOf('currentPassword')}
          name="currentPassword"
          autoComplete="current-password"
        />
        <PasswordField
          label={t('settings.newPassword')}
          hint={t('auth.signUp.passwordHint')}
          error={errorOf('newPassword')}
          name="newPassword"
          autoComplete="new-password"
          minLength={8}
        />
        <Problem text={problem} />
        <Button type="submit" busy={busy} className={styles.submit}>
          {t('settings.changePassword')}
        </Button>
      </form>
    </Section>
  );
}
