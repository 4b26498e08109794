import type { MessageFieldsFragment } from '@wireside/apollo';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../ui/use-attempt.js';
import styles from './reactions.module.css';
import { useMessageChanges } from './use-message-changes.js';

interface ReactionsProps {
  readonly messageId: string;
  readonly reactions: MessageFieldsFragment['reactions'];
  readonly tabIndex: number;
}

/** The emoji that were given to a message; a press gives one as well, or takes it back. */
export function Reactions({ messageId, reactions, tabIndex }: ReactionsProps) {
  const { t } = useTranslation();
  const { toggleReaction } = useMessageChanges();
  const attempt = useAttempt();
  return (
    <ul className={styles.reactions}>
      {reactions.map(({ emoji, count, viewerHasReacted }) => (
        <li key={emoji}>
          <button
            type="button"
            className={styles.reaction}
            aria-pressed={viewerHasReacted}
            aria-label={t(viewerHasReacted ? 'conversation.reactions.take' : 'conversation.reactions.give', {
              emoji,
              count,
            })}
            tabIndex={tabIndex}
            onClick={() => void attempt(() => toggleReaction(messageId, emoji))}
          >
            <span>{emoji}</span>
            <span>{count}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
