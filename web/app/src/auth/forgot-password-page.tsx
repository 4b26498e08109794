import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { AuthPage } from './auth-page.js';
import styles from './auth-page.module.css';
import { Problem } from '../forms/problem.js';
import { useSubmit } from '../forms/use-submit.js';

export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const [isSent, setSent] = useState(false);
  const { busy, problem, onSubmit } = useSubmit(async (value) => {
    const { requestPasswordReset } = await import('./account.js');
    await requestPasswordReset({ identifier: value('identifier').trim() });
    setSent(true);
  });
  return (
    <AuthPage
      title={isSent ? t('auth.forgot.sentTitle') : t('auth.forgot.title')}
      footer={<Link to="/sign-in">{t('auth.forgot.toSignIn')}</Link>}
    >
      {isSent ? (
        <p role="status">{t('auth.forgot.sentText')}</p>
      ) : (
        <form className={styles.form} onSubmit={onSubmit}>
          <p>{t('auth.forgot.text')}</p>
          <Field
            label={t('auth.signIn.identifier')}
            name="identifier"
            autoComplete="username"
            autoCapitalize="none"
            required
          />
          <Problem text={problem} />
          <Button type="submit" variant="primary" busy={busy}>
            {t('auth.forgot.submit')}
          </Button>
        </form>
      )}
    </AuthPage>
  );
}
