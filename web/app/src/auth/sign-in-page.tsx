import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { AuthPage } from './auth-page.js';
import styles from './auth-page.module.css';
import { PasswordField } from './password-field.js';
import { Problem } from '../forms/problem.js';
import { useSubmit } from '../forms/use-submit.js';

export function SignInPage() {
  const { t } = useTranslation();
  const { busy, problem, onSubmit } = useSubmit(async (value) => {
    const { signIn } = await import('./account.js');
    await signIn({ identifier: value('identifier').trim(), password: value('password') });
  });
  return (
    <AuthPage
      title={t('auth.signIn.title')}
      footer={
        <>
          {t('auth.signIn.noAccount')} <Link to={`/sign-up${location.search}`}>{t('auth.signIn.toSignUp')}</Link>
        </>
      }
    >
      <form className={styles.form} onSubmit={onSubmit}>
        <Field
          label={t('auth.signIn.identifier')}
          name="identifier"
          autoComplete="username"
          autoCapitalize="none"
          required
        />
        <PasswordField label={t('auth.signIn.password')} name="password" autoComplete="current-password" />
        <Link to="/forgot-password" className={`${styles.link} ${styles.forgot}`}>
          {t('auth.signIn.forgot')}
        </Link>
        <Problem text={problem} />
        <Button type="submit" variant="primary" busy={busy}>
          {t('auth.signIn.submit')}
        </Button>
      </form>
    </AuthPage>
  );
}
