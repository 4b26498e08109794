import { useTyping } from '@wireside/apollo/react';
import { useTranslation } from 'react-i18next';
import { useOpenConversation } from '../conversation-context.js';
import type { RoomActivity } from './use-room-activity.js';
import styles from './typing-line.module.css';

/** Who is writing; otherwise who has just come or gone. Its room is always there, so that nothing moves. */
export function TypingLine({ latest }: { readonly latest: RoomActivity['latest'] }) {
  const { t } = useTranslation();
  const { conversation } = useOpenConversation();
  const typists = useTyping(conversation.id);
  const [first, second] = typists;
  const text = (): string | null => {
    if (!first) return latest && t(`conversation.activity.${latest.type}`, { name: latest.name });
    if (typists.length > 2) return t('conversation.typing.many');
    return second
      ? t('conversation.typing.two', { name: first.nickname, other: second.nickname })
      : t('conversation.typing.one', { name: first.nickname });
  };
  return (
    <p className={styles.line} data-typing={first !== undefined}>
      {first && (
        <span className={styles.dots} aria-hidden>
          <i />
          <i />
          <i />
        </span>
      )}
      <bdi>{text()}</bdi>
    </p>
  );
}
