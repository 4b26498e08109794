import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { countOnlyEmoji } from '../text/emoji.js';
import { foldText } from '../text/fold.js';
import { parseText, type Mentioned, type TextPart } from '../text/parse-text.js';
import { classes } from '../../ui/classes.js';
import styles from './message-text.module.css';

interface MessageTextProps {
  readonly text: string;
  readonly mentions: readonly Mentioned[];
  readonly viewerId: string;
  /** Called before the text grows or shrinks, so that its beginning stays where it is. */
  readonly onFold: () => void;
  readonly tabIndex: number;
}

/** What somebody wrote. It becomes elements of known kinds, and never HTML. */
export const MessageText = memo(function MessageText({ text, mentions, viewerId, onFold, tabIndex }: MessageTextProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const beginning = foldText(text);
  const emoji = countOnlyEmoji(text);
  const parts = parseText(beginning !== null && !isOpen ? `${beginning}…` : text, mentions);
  return (
    <>
      <div dir="auto" className={classes(styles.text, emoji > 0 && styles.emoji, emoji > 3 && styles.several)}>
        {parts.map((part, index) => (
          <Part key={index} part={part} viewerId={viewerId} tabIndex={tabIndex} />
        ))}
      </div>
      {beginning !== null && (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={isOpen}
          tabIndex={tabIndex}
          onClick={() => {
            onFold();
            setOpen(!isOpen);
          }}
        >
          {t(isOpen ? 'conversation.message.showLess' : 'conversation.message.showMore')}
        </button>
      )}
    </>
  );
});

interface PartProps {
  readonly part: TextPart;
  readonly viewerId: string;
  readonly tabIndex: number;
}

function Part({ part, viewerId, tabIndex }: PartProps) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'link':
      return (
        <a href={part.link.href} target="_blank" rel="noopener noreferrer" tabIndex={tabIndex}>
          {part.link.label}
        </a>
      );
    case 'mention':
      return (
        <Link
          to={`/people/${encodeURIComponent(part.userId)}`}
          className={classes(styles.mention, part.userId === viewerId && styles.me)}
          tabIndex={tabIndex}
        >
          <bdi>{part.text}</bdi>
        </Link>
      );
    case 'code':
      return <code className={styles.code}>{part.text}</code>;
    case 'block':
      return (
        <pre className={styles.block} dir="ltr">
          <code>{part.text}</code>
        </pre>
      );
  }
}
