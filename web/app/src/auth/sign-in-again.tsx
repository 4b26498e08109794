import { useApolloClient } from '@apollo/client/react';
import { LoginDocument, LogoutDocument, type Chat } from '@wireside/apollo';
import { useChat, useSession, useWatched, useWireside } from '@wireside/apollo/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../forms/problem.js';
import { Refusal } from '../forms/problem-of.js';
import { useSubmit } from '../forms/use-submit.js';
import { ProfileDocument } from '../generated/documents.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import styles from './auth-page.module.css';
import { PasswordField } from './password-field.js';

/** The session has ended: the same person signs in again in place, and what was written leaves. */
export function SignInAgain() {
  const { t } = useTranslation();
  const client = useWireside();
  const session = useSession();
  const formId = useId();
  const me = useApolloClient().readQuery({ query: ProfileDocument })?.me;
  const { busy, problem, onSubmit } = useSubmit(async (value) => {
    const { data } = await client.apollo.mutate({
      mutation: LoginDocument,
      variables: { input: { identifier: value('identifier').trim(), password: value('password') } },
      fetchPolicy: 'no-cache',
    });
    if (!data || session.status === 'signed-out') return;
    if (data.login.user.id === session.userId) {
      client.signIn(data.login);
      client.retryNow();
      return;
    }
    // Nobody uses that session: it is ended by its own token.
    await client.apollo.mutate({
      mutation: LogoutDocument,
      fetchPolicy: 'no-cache',
      context: { headers: { authorization: `Bearer ${data.login.accessToken}` } },
    });
    throw new Refusal(t('auth.again.wrongUser'));
  });
  return (
    <Dialog
      title={t('auth.again.title')}
      closable={false}
      onClose={() => undefined}
      footer={
        <>
          <Button variant="ghost" onClick={() => void client.signOut()}>
            {t('auth.again.other')}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {t('auth.signIn.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={onSubmit}>
        <p>
          {t('auth.again.text')} <Unsent />
        </p>
        <Field
          label={t('auth.signIn.identifier')}
          name="identifier"
          autoComplete="username"
          autoCapitalize="none"
          defaultValue={me?.username ?? me?.accountNumber ?? ''}
          required
        />
        <PasswordField label={t('auth.signIn.password')} name="password" autoComplete="current-password" />
        <Problem text={problem} />
      </form>
    </Dialog>
  );
}

function Unsent() {
  const chat = useChat();
  return chat && <UnsentCount chat={chat} />;
}

function UnsentCount({ chat }: { readonly chat: Chat }) {
  const { t } = useTranslation();
  const count = useWatched(chat.outbox.pending).length;
  return count > 0 ? t('auth.again.unsent', { count }) : null;
}
