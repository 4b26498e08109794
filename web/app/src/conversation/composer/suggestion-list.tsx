import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar.js';
import styles from './suggestion-list.module.css';
import type { Suggestions } from './use-suggestions.js';

/** The list that belongs to the text field; the focus stays there. */
export function SuggestionList({ kind, items, active, listId, optionId, setActive, pick }: Suggestions) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <ul
      id={listId}
      role="listbox"
      className={styles.list}
      aria-label={t(kind === 'emoji' ? 'conversation.composer.emojis' : 'conversation.composer.mentions')}
    >
      {items.map(({ key, label, sign }, index) => (
        <li
          key={key}
          id={optionId(index)}
          role="option"
          aria-selected={index === active}
          className={styles.option}
          onPointerMove={() => setActive(index)}
          onPointerDown={(event) => {
            // The text field keeps the focus.
            event.preventDefault();
            pick(index);
          }}
        >
          {'emoji' in sign ? (
            <span className={styles.emoji}>{sign.emoji}</span>
          ) : (
            <Avatar id={sign.userId} name={label} url={sign.avatarUrl} size={28} />
          )}
          <bdi>{label}</bdi>
        </li>
      ))}
    </ul>
  );
}
