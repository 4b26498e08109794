import { useApolloClient } from '@apollo/client/react';
import { OpenDirectConversationDocument } from '@wireside/apollo';
import { useChat } from '@wireside/apollo/react';
import { MessageCircle, Pencil, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useAction } from '../forms/use-action.js';
import { AddPersonDocument, PersonDocument, type PersonQuery } from '../generated/documents.js';
import { Button } from '../ui/button.js';
import { toast } from '../ui/toast.js';
import styles from './person-page.module.css';

interface PersonActionsProps {
  readonly person: NonNullable<PersonQuery['user']>;
  readonly contact: PersonQuery['contact'];
  readonly isViewer: boolean;
}

/** What can be done about a person. */
export function PersonActions({ person, contact, isViewer }: PersonActionsProps) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const chat = useChat();
  const [, navigate] = useLocation();
  const [busy, run] = useAction();
  const write = async (): Promise<void> => {
    const { data } = await apollo.mutate({
      mutation: OpenDirectConversationDocument,
      variables: { input: { userId: person.id } },
      fetchPolicy: 'no-cache',
    });
    const conversation = data?.openDirectConversation.conversation;
    if (!conversation) return;
    chat?.state.takeSummary(conversation);
    chat?.state.publish();
    navigate(`/c/${encodeURIComponent(conversation.id)}`);
  };
  const add = async (): Promise<void> => {
    await apollo.mutate({
      mutation: AddPersonDocument,
      variables: { input: { userId: person.id } },
      refetchQueries: [PersonDocument],
    });
    toast(t('profile.person.added', { name: person.nickname }));
  };
  if (isViewer)
    return (
      <div className={styles.actions}>
        <Button icon={<Pencil aria-hidden />} onClick={() => navigate('/settings/profile')}>
          {t('profile.person.edit')}
        </Button>
        <p className={styles.note}>{t('profile.person.you')}</p>
      </div>
    );
  return (
    <div className={styles.actions}>
      <Button variant="primary" icon={<MessageCircle aria-hidden />} busy={busy} onClick={() => run(write)}>
        {t('profile.person.write')}
      </Button>
      {contact ? (
        <p className={styles.note} dir="auto">
          {t('profile.person.inContacts', { group: contact.group.name })}
        </p>
      ) : (
        <Button icon={<UserPlus aria-hidden />} disabled={busy} onClick={() => run(add)}>
          {t('profile.person.add')}
        </Button>
      )}
    </div>
  );
}
