import type { ConversationFieldsFragment } from '@wireside/apollo';
import { File, Image, Mic, Pencil, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { describeLastMessage, firstLine, type LastMessage } from './last-message.js';
import type { PendingPreview } from './pending-preview.js';
import styles from './conversation-row.module.css';
import type { TypingNames } from './use-typing-everywhere.js';

const MEDIA_ICONS = { IMAGE: Image, VIDEO: Video, AUDIO: Mic, FILE: File } as const;

interface RowPreviewProps {
  readonly conversation: ConversationFieldsFragment;
  readonly viewerId: string | null;
  readonly aliases: ReadonlyMap<string, string>;
  readonly typing: TypingNames;
  readonly pending: PendingPreview | null;
  readonly isSelected: boolean;
}

/** The second line of a row: what is going on, else what one was about to say, else what was said last. */
export function RowPreview({ conversation, viewerId, aliases, typing, pending, isSelected }: RowPreviewProps) {
  const { t } = useTranslation();
  const isRoom = conversation.kind === 'ROOM';
  const waiting =
    pending &&
    (pending.text === '' ? t('conversations.media.FILE', { count: pending.files }) : firstLine(pending.text));
  if (typing.length > 0) {
    const [name = ''] = typing;
    const text =
      typing.length > 1
        ? t('conversations.row.typingMany', { count: typing.length })
        : isRoom
          ? t('conversations.row.typingOne', { name })
          : t('conversations.row.typing');
    return <Line className={styles.typing}>{text}</Line>;
  }
  if (pending?.state === 'failed')
    return (
      <Line mark={t('conversations.row.failed')} markClass={styles.failed}>
        {waiting}
      </Line>
    );
  const draft = conversation.draft?.text.trim() ?? '';
  if (draft !== '' && !isSelected)
    return (
      <Line mark={t('conversations.row.draft')} markClass={styles.draft} icon={<Pencil aria-hidden />}>
        {firstLine(draft)}
      </Line>
    );
  if (pending) return <Line mark={t('conversations.row.waiting')}>{waiting}</Line>;
  return <LastLine message={describeLastMessage(conversation.lastMessage, viewerId, isRoom, aliases)} />;
}

function LastLine({ message }: { readonly message: LastMessage }) {
  const { t } = useTranslation();
  if (message.kind === 'none') return <Line className={styles.faint}>{t('conversations.row.none')}</Line>;
  if (message.kind === 'recalled') {
    const { isOwn, sender } = message;
    const text = isOwn
      ? t('conversations.row.recalledOwn')
      : sender
        ? t('conversations.row.recalledBy', { name: sender })
        : t('conversations.row.recalled');
    return <Line className={styles.faint}>{text}</Line>;
  }
  const { media, text, isOwn, sender } = message;
  const Icon = media && MEDIA_ICONS[media.kind];
  const kind =
    media &&
    (media.kind === 'FILE' && media.count === 1
      ? media.fileName
      : t(`conversations.media.${media.kind}`, { count: media.count }));
  const said = text || kind || '';
  return (
    <Line icon={Icon && <Icon aria-hidden />}>
      {/* Which kind it is the icon says to the eye. */}
      {kind && text && <span className="visually-hidden">{kind} </span>}
      {isOwn
        ? t('conversations.row.you', { text: said })
        : sender
          ? t('conversations.row.sender', { name: sender, text: said })
          : said}
    </Line>
  );
}

interface LineProps {
  readonly className?: string | undefined;
  /** What kind of text it is, before the text. */
  readonly mark?: string;
  readonly markClass?: string | undefined;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

const Line = ({ className, mark, markClass, icon, children }: LineProps) => (
  <span className={styles.preview}>
    {icon}
    <span className={className} dir="auto">
      {mark && <span className={markClass}>{mark} </span>}
      {children}
    </span>
  </span>
);
