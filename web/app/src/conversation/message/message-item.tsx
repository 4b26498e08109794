import { memo, use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar.js';
import { classes } from '../../ui/classes.js';
import { AttachmentView } from '../attachments/attachment-view.js';
import { ReceiptsContext, useOpenConversation } from '../conversation-context.js';
import type { LaidOutRow } from '../list/layout-rows.js';
import { clockTime, fullTime } from '../time.js';
import { FailedBar } from './failed-bar.js';
import { MessageActions } from './message-actions.js';
import styles from './message-item.module.css';
import { MessageText } from './message-text.js';
import { Quote } from './quote.js';
import { Reactions } from './reactions.js';
import { ReceiptMark } from './receipt-mark.js';
import { useRowContent } from './row-content.js';
import { statusOf, statusOfSend } from './status.js';

interface MessageItemProps {
  readonly row: LaidOutRow & { readonly kind: 'message' };
  /** Whether the keys go to it: one row at a time can be reached by Tab, with what is in it. */
  readonly isCurrent: boolean;
  readonly isHighlighted: boolean;
  readonly setSize: number;
  readonly onFocus: (key: string) => void;
  readonly onFold: () => void;
  readonly onOpenPicture: (attachmentId: string) => void;
}

/** One message. The same element from when it is written until long after it is a fact. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { row, isCurrent, isHighlighted, setSize, onFocus, onFold, onOpenPicture } = props;
  const { t } = useTranslation();
  const { conversation, viewerId, goTo } = useOpenConversation();
  const receipts = use(ReceiptsContext);
  const content = useRowContent(row.source);
  const [isHovered, setHovered] = useState(false);
  const [isWithin, setWithin] = useState(false);
  if (!content) return null;

  const { text, attachmentIds, mentions, hasReply, reply, message, send } = content;
  const isOwn = row.senderId === viewerId;
  const isRoom = conversation.room !== null;
  const isRecalled = message !== null && message.recalledAt !== null;
  const name = isOwn ? t('conversation.message.you') : (message?.sender?.nickname ?? t('common.deletedUser'));
  const status = send ? statusOfSend(send) : statusOf(message?.seq ?? 0, receipts);
  const tabIndex = isCurrent ? 0 : -1;
  const id = `row-${row.key}`;
  const full = fullTime(row.at);
  return (
    <article
      className={classes(
        styles.row,
        isOwn && styles.own,
        row.startsGroup && styles.first,
        row.endsGroup && styles.last,
        isHighlighted && styles.highlighted,
      )}
      tabIndex={tabIndex}
      aria-labelledby={`${id}-name ${id}-body ${id}-meta`}
      aria-setsize={setSize}
      {...(message ? { 'aria-posinset': message.seq } : { 'aria-posinset': setSize })}
      data-message-id={message?.id}
      data-seq={message?.seq}
      data-key={row.key}
      data-own={isOwn}
      onPointerEnter={({ pointerType }) => setHovered(pointerType !== 'touch')}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => {
        setWithin(true);
        onFocus(row.key);
      }}
      onBlur={({ currentTarget, relatedTarget }) => setWithin(currentTarget.contains(relatedTarget))}
    >
      {isRoom && !isOwn && (
        <span className={styles.avatar}>
          {row.endsGroup && <Avatar name={name} id={row.senderId ?? ''} url={message?.sender?.avatarUrl} size={32} />}
        </span>
      )}
      <div className={styles.column}>
        <div className={styles.bubble}>
          <bdi id={`${id}-name`} className={isRoom && !isOwn && row.startsGroup ? styles.name : 'visually-hidden'}>
            {name}
          </bdi>
          <div id={`${id}-body`}>
            {isRecalled ? (
              <p className={styles.recalled}>
                {t(isOwn ? 'conversation.message.recalledOwn' : 'conversation.message.recalled')}
              </p>
            ) : (
              <>
                {hasReply && (
                  <Quote
                    message={reply}
                    viewerId={viewerId}
                    tabIndex={tabIndex}
                    onGo={reply ? () => goTo(reply.seq) : null}
                  />
                )}
                {attachmentIds.length > 0 && (
                  <div className={styles.attachments}>
                    {attachmentIds.map((attachmentId) => (
                      <AttachmentView key={attachmentId} id={attachmentId} tabIndex={tabIndex} onOpen={onOpenPicture} />
                    ))}
                  </div>
                )}
                {text && (
                  <MessageText
                    text={text}
                    mentions={mentions}
                    viewerId={viewerId}
                    tabIndex={tabIndex}
                    onFold={onFold}
                  />
                )}
              </>
            )}
          </div>
          <span id={`${id}-meta`} className={styles.meta}>
            {message !== null && message.editedAt !== null && !isRecalled && (
              <span>{t('conversation.message.edited')}</span>
            )}
            <time className={styles.time} dateTime={new Date(row.at).toISOString()} title={full} data-full={full}>
              {clockTime(row.at)}
            </time>
            {isOwn && !isRecalled && <ReceiptMark {...status} createdAt={row.at} isRoom={isRoom} />}
          </span>
        </div>
        {message && message.reactions.length > 0 && (
          <Reactions messageId={message.id} reactions={message.reactions} tabIndex={tabIndex} />
        )}
        {send?.state === 'failed' && <FailedBar send={send} tabIndex={tabIndex} />}
        {message && !isRecalled && (isHovered || isWithin) && (
          <MessageActions message={message} isOwn={isOwn} tabIndex={tabIndex} className={styles.actions} />
        )}
      </div>
    </article>
  );
});
