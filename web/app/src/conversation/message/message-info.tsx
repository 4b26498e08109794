import { useQuery } from '@apollo/client/react';
import type { MessageFieldsFragment, UserCardFragment } from '@wireside/apollo';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageReactionsDocument } from '../../generated/documents.js';
import { Avatar } from '../../ui/avatar.js';
import { Dialog } from '../../ui/dialog.js';
import { ReceiptsContext, useOpenConversation } from '../conversation-context.js';
import { fullTime } from '../time.js';
import styles from './message-info.module.css';

interface MessageInfoProps {
  readonly message: MessageFieldsFragment;
  readonly onClose: () => void;
}

/** When a message was sent, who has read it, and who has given which emoji. */
export function MessageInfo({ message, onClose }: MessageInfoProps) {
  const { t } = useTranslation();
  const { members } = useOpenConversation();
  const receipts = use(ReceiptsContext);
  const { data } = useQuery(MessageReactionsDocument, {
    variables: { id: message.id },
    skip: message.reactions.length === 0,
    fetchPolicy: 'no-cache',
  });
  const others = members.filter(({ userId }) => receipts.has(userId) && userId !== message.sender?.id);
  const readBy = others.filter(({ userId }) => (receipts.get(userId)?.readSeq ?? 0) >= message.seq);
  const deliveredTo = others.filter(
    (one) => !readBy.includes(one) && (receipts.get(one.userId)?.deliveredSeq ?? 0) >= message.seq,
  );
  return (
    <Dialog title={t('conversation.info.title')} size="s" onClose={onClose}>
      <dl className={styles.facts}>
        <dt>{t('conversation.info.sent')}</dt>
        <dd>{fullTime(Date.parse(message.createdAt))}</dd>
        {message.editedAt !== null && (
          <>
            <dt>{t('conversation.info.editedAt')}</dt>
            <dd>{fullTime(Date.parse(message.editedAt))}</dd>
          </>
        )}
      </dl>
      <People title={t('conversation.info.readBy')} people={readBy.map(({ user }) => user)} />
      {deliveredTo.length > 0 && (
        <People title={t('conversation.info.deliveredTo')} people={deliveredTo.map(({ user }) => user)} />
      )}
      {data?.message?.reactions.map(({ emoji, count, users }) => (
        <People key={emoji} title={`${emoji} ${count}`} people={users.edges.map(({ node }) => node)} />
      ))}
    </Dialog>
  );
}

function People({ title, people }: { readonly title: string; readonly people: readonly UserCardFragment[] }) {
  const { t } = useTranslation();
  return (
    <section className={styles.people}>
      <h3>{title}</h3>
      {people.length === 0 ? (
        <p>{t('conversation.info.nobody')}</p>
      ) : (
        <ul>
          {people.map(({ id, nickname, avatarUrl }) => (
            <li key={id}>
              <Avatar id={id} name={nickname} url={avatarUrl} size={28} />
              <bdi>{nickname}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
