import type { Messages } from '@wireside/apollo/react';
import { MessageCircle } from 'lucide-react';
import { useMemo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.js';
import { Skeleton } from '../../ui/skeleton.js';
import { useOpenConversation } from '../conversation-context.js';
import { layoutRows } from './layout-rows.js';
import styles from './message-list.module.css';
import type { UnreadLine } from './use-unread-line.js';
import { useOpening } from './use-opening.js';
import { VirtualList, type ListHandle } from './virtual-list.js';

interface MessageListProps {
  readonly messages: Messages;
  readonly unreadLine: UnreadLine;
  readonly attending: boolean;
  readonly handle: Ref<ListHandle>;
}

/** The messages of the open conversation, from where its viewer goes on. */
export function MessageList({ messages, unreadLine, attending, handle }: MessageListProps) {
  const { t } = useTranslation();
  const { conversation, viewerId } = useOpenConversation();
  const opening = useOpening(conversation, messages);
  const rows = useMemo(
    () => layoutRows(messages.rows, { viewerId, firstUnreadSeq: unreadLine.seq, isWhole: !messages.hasOlder }),
    [messages.rows, messages.hasOlder, viewerId, unreadLine.seq],
  );
  if (!opening) return <SkeletonMessages />;
  if (rows.length === 0)
    return (
      <div className={styles.empty}>
        <EmptyState icon={<MessageCircle />} title={t('conversation.list.empty')}>
          {t('conversation.list.emptyText')}
        </EmptyState>
      </div>
    );
  return <VirtualList rows={rows} messages={messages} opening={opening} attending={attending} handle={handle} />;
}

const WIDTHS = ['60%', '40%', '52%', '30%', '64%', '36%', '48%'];

const SkeletonMessages = () => (
  <div className={styles.skeleton} aria-hidden>
    {WIDTHS.map((width, index) => (
      <div key={width} data-own={index % 3 === 2}>
        <Skeleton width={width} height={index % 2 === 0 ? '3.25rem' : '2.25rem'} />
      </div>
    ))}
  </div>
);
