import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button } from '../ui/button.js';
import { AuthPage } from './auth-page.js';
import styles from './auth-page.module.css';
import { PasswordField } from './password-field.js';
import { Problem } from '../forms/problem.js';
import { useSubmit } from '../forms/use-submit.js';

/** Where the link of the mail leads: `?token=…`. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  const [token] = useState(() => new URLSearchParams(location.search).get('token'));
  const [isDone, setDone] = useState(false);
  const { busy, problem, errorOf, onSubmit } = useSubmit(async (value) => {
    const { resetPassword } = await import('./account.js');
    await resetPassword({ token: token ?? '', newPassword: value('newPassword') });
    setDone(true);
  });
  const askAgain = <Link to="/forgot-password">{t('auth.reset.askAgain')}</Link>;
  if (isDone)
    return (
      <AuthPage title={t('auth.reset.doneTitle')} footer={<Link to="/">{t('auth.signIn.submit')}</Link>}>
        <p role="status">{t('auth.reset.doneText')}</p>
      </AuthPage>
    );
  if (!token)
    return (
      <AuthPage title={t('auth.reset.title')} footer={askAgain}>
        <p role="alert">{t('auth.reset.noToken')}</p>
      </AuthPage>
    );
  return (
    <AuthPage title={t('auth.reset.title')} footer={problem ? askAgain : undefined}>
      <form className={styles.form} onSubmit={onSubmit}>
        <PasswordField
          label={t('auth.reset.password')}
          hint={t('auth.signUp.passwordHint')}
          error={errorOf('newPassword')}
          name="newPassword"
          autoComplete="new-password"
          minLength={8}
        />
        <Problem text={problem} />
        <Button type="submit" variant="primary" busy={busy}>
          {t('auth.reset.submit')}
        </Button>
      </form>
    </AuthPage>
  );
}
