import { useApolloClient } from '@apollo/client/react';
import type { Chat, ConversationFieldsFragment } from '@wireside/apollo';
import { useMessages } from '@wireside/apollo/react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { titleOf } from '../conversation-list/conversation-title.js';
import { MarkUnreadDocument } from '../generated/documents.js';
import { useAttempt } from '../ui/use-attempt.js';
import { Composer, type ComposerHandle } from './composer/composer.js';
import { ConversationContext, ReceiptsContext, type OpenConversation as Open } from './conversation-context.js';
import { ConversationHeader } from './header/conversation-header.js';
import { TypingLine } from './header/typing-line.js';
import { useRoomActivity } from './header/use-room-activity.js';
import { MessageList } from './list/message-list.js';
import { useAttending } from './list/use-attending.js';
import { useUnreadLine } from './list/use-unread-line.js';
import type { ListHandle } from './list/virtual-list.js';
import styles from './open-conversation.module.css';
import { recentTime } from './time.js';
import { useDropZone } from './use-drop-zone.js';
import { useMembers, useReceipts } from './use-members.js';
import { useReadyToWrite } from './use-ready-to-write.js';

interface OpenConversationProps {
  readonly conversation: ConversationFieldsFragment;
  readonly chat: Chat;
}

/** A conversation that is here. */
export function OpenConversation({ conversation, chat }: OpenConversationProps) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const attempt = useAttempt();
  const { id, room } = conversation;
  const viewerId = chat.userId;
  const messages = useMessages(id);
  const members = useMembers(conversation);
  const receipts = useReceipts(members, messages.receipts, viewerId);
  const attending = useAttending();
  const unreadLine = useUnreadLine(conversation, attending);
  const activity = useRoomActivity(room?.id ?? null, viewerId);
  const list = useRef<ListHandle>(null);
  const composer = useRef<ComposerHandle>(null);
  const { isOver, handlers } = useDropZone((files) => composer.current?.addFiles(files));
  const { moveTo } = unreadLine;
  useReadyToWrite(composer);

  const name = titleOf(conversation, {
    viewerId,
    notes: t('conversations.row.notes'),
    nobody: t('conversations.row.nobody'),
  });

  const open = useMemo(
    (): Open => ({
      conversation,
      viewerId,
      members,
      reply: (messageId) => composer.current?.reply(messageId),
      edit: (messageId) => composer.current?.edit(messageId),
      goTo: (seq) => list.current?.goTo(seq),
      focusComposer: () => composer.current?.focus(),
      markUnread: (seq) => {
        moveTo(seq);
        void attempt(async () => {
          await chat?.readMarks.takeBack(id);
          return apollo.mutate({ mutation: MarkUnreadDocument, variables: { input: { conversationId: id, seq } } });
        });
      },
    }),
    [conversation, viewerId, members, moveTo, attempt, apollo, chat, id],
  );

  const mutedUntil = conversation.viewerRole === 'MEMBER' ? mutedUntilOf(room?.mutedUntil ?? null) : null;
  return (
    <ConversationContext value={open}>
      <ReceiptsContext value={receipts}>
        <section className={styles.conversation} aria-label={name} {...handlers}>
          <ConversationHeader name={name} presentCount={activity.presentCount} />
          <MessageList messages={messages} unreadLine={unreadLine} attending={attending} handle={list} />
          <TypingLine latest={activity.latest} />
          {mutedUntil === null ? (
            <Composer name={name} handle={composer} onSend={() => list.current?.followOwn()} />
          ) : (
            <p className={styles.muted}>
              {mutedUntil === Infinity
                ? t('conversation.composer.muted')
                : t('conversation.composer.mutedUntil', { when: recentTime(mutedUntil) })}
            </p>
          )}
          {isOver && <div className={styles.drop}>{t('conversation.composer.drop')}</div>}
        </section>
      </ReceiptsContext>
    </ConversationContext>
  );
}

/** Until when nobody but the moderators may speak; the end of year 9999 means until lifted. */
function mutedUntilOf(until: string | null): number | null {
  if (until === null || Date.parse(until) <= Date.now()) return null;
  return until.startsWith('9999') ? Infinity : Date.parse(until);
}
