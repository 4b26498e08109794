import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { toast } from '../ui/toast.js';
import { AuthPage } from './auth-page.js';
import styles from './auth-page.module.css';
import { PasswordField } from './password-field.js';
import { Problem } from '../forms/problem.js';
import { useSubmit } from '../forms/use-submit.js';

export function SignUpPage() {
  const { t } = useTranslation();
  const { busy, problem, errorOf, onSubmit } = useSubmit(async (value) => {
    const { signUp } = await import('./account.js');
    const { nickname, accountNumber } = await signUp({
      nickname: value('nickname').trim(),
      username: value('username').trim() || null,
      email: value('email').trim() || null,
      password: value('password'),
    });
    toast(t('auth.signUp.welcome', { name: nickname, number: accountNumber }));
  });
  return (
    <AuthPage
      title={t('auth.signUp.title')}
      footer={
        <>
          {t('auth.signUp.haveAccount')} <Link to={`/sign-in${location.search}`}>{t('auth.signUp.toSignIn')}</Link>
        </>
      }
    >
      <form className={styles.form} onSubmit={onSubmit}>
        <Field
          label={t('auth.signUp.nickname')}
          hint={t('auth.signUp.nicknameHint')}
          error={errorOf('nickname')}
          name="nickname"
          autoComplete="name"
          maxLength={64}
          required
        />
        <Field
          label={t('auth.signUp.username')}
          hint={t('auth.signUp.usernameHint')}
          error={errorOf('username')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={32}
        />
        <Field
          label={t('auth.signUp.email')}
          hint={t('auth.signUp.emailHint')}
          error={errorOf('email')}
          name="email"
          type="email"
          autoComplete="email"
        />
        <PasswordField
          label={t('auth.signUp.password')}
          hint={t('auth.signUp.passwordHint')}
          error={errorOf('password')}
          name="password"
          autoComplete="new-password"
          minLength={8}
        />
        <Problem text={problem} />
        <Button type="submit" variant="primary" busy={busy}>
          {t('auth.signUp.submit')}
        </Button>
      </form>
    </AuthPage>
  );
}
