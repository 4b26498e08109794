import { useApolloClient } from '@apollo/client/react';
import type { ConversationFieldsFragment } from '@wireside/apollo';
import { useChat } from '@wireside/apollo/react';
import { useMemo } from 'react';
import {
  BlockPersonDocument,
  ClearConversationDocument,
  LeaveRoomDocument,
  MarkConversationUnreadDocument,
  UpdateConversationSettingsDocument,
} from '../generated/documents.js';
import { useAttempt } from '../ui/use-attempt.js';

type Settings = Partial<Pick<ConversationFieldsFragment, 'pinnedAt' | 'mutedUntil' | 'archivedAt'>>;

export interface ConversationActions {
  /** Shown at once, taken back when the server refuses. Resolves with whether it holds. */
  change(conversation: ConversationFieldsFragment, settings: Settings): Promise<boolean>;
  markRead(conversation: ConversationFieldsFragment): void;
  markUnread(conversation: ConversationFieldsFragment): Promise<boolean>;
  clear(conversationId: string): Promise<boolean>;
  leave(conversation: ConversationFieldsFragment): Promise<boolean>;
  block(userId: string): Promise<boolean>;
}

/** What the viewer can do with their conversations. Resolves with whether it was done; the reader is told when not. */
export function useConversationActions(): ConversationActions {
  const chat = useChat();
  const apollo = useApolloClient();
  const attempt = useAttempt();
  return useMemo(() => {
    const show = (id: string, settings: Settings): void => {
      const part = { id, ...settings };
      chat?.state.takePart(part);
      chat?.state.publish();
    };
    return {
      async change(conversation, settings) {
        const { id, pinnedAt, mutedUntil, archivedAt } = conversation;
        show(id, settings);
        const done = await attempt(() =>
          apollo.mutate({ mutation: UpdateConversationSettingsDocument, variables: { input: inputOf(id, settings) } }),
        );
        if (!done) show(id, { pinnedAt, mutedUntil, archivedAt });
        return done;
      },
      markRead({ id, lastSeq }) {
        const seq = Math.max(lastSeq, chat?.state.get(id)?.lastSeq ?? 0);
        chat?.readMarks.read(id, seq);
        chat?.state.takeCounts(id, 0, 0);
      },
      async markUnread({ id, lastMessage, lastSeq }) {
        await chat?.readMarks.takeBack(id);
        const input = { conversationId: id, seq: lastMessage?.seq ?? lastSeq };
        return attempt(() => apollo.mutate({ mutation: MarkConversationUnreadDocument, variables: { input } }));
      },
      async clear(conversationId) {
        const variables = { input: { conversationId } };
        const done = await attempt(() => apollo.mutate({ mutation: ClearConversationDocument, variables }));
        if (!done) return false;
        chat?.state.empty(conversationId);
        chat?.state.publish();
        return true;
      },
      async leave({ id, room }) {
        if (!room) return false;
        const variables = { input: { roomId: room.id } };
        const done = await attempt(() => apollo.mutate({ mutation: LeaveRoomDocument, variables }));
        if (!done) return false;
        chat?.state.drop(id);
        chat?.state.publish();
        return true;
      },
      block(userId) {
        return attempt(() => apollo.mutate({ mutation: BlockPersonDocument, variables: { input: { userId } } }));
      },
    };
  }, [chat, apollo, attempt]);
}

const inputOf = (conversationId: string, { pinnedAt, mutedUntil, archivedAt }: Settings) => ({
  conversationId,
  ...(pinnedAt === undefined ? {} : { pinned: pinnedAt !== null }),
  ...(archivedAt === undefined ? {} : { archived: archivedAt !== null }),
  ...(mutedUntil === undefined ? {} : { mutedUntil }),
});
