import { print } from 'graphql';
import type { Patience } from '../back-off.js';
import { UnreadCountsDocument, type UnreadCountsSubscription } from '../generated/documents.js';
import type { Socket } from '../socket/socket.js';
import type { ChatState } from '../state/chat-state.js';
import { followAgain } from './follow.js';

/** Follows unread counts as the server derives them: never counted here, so that all devices agree. */
export const followUnreadCounts = (socket: Socket, state: ChatState, patience: Patience): Promise<void> =>
  followAgain<UnreadCountsSubscription>(
    socket.client,
    () => ({ query: print(UnreadCountsDocument) }),
    ({ unreadCountChanged }) => {
      const { conversationId, unreadCount, unreadMentionCount, totalUnreadCount } = unreadCountChanged;
      state.takeCounts(conversationId, unreadCount, unreadMentionCount);
      state.totalUnread.set(totalUnreadCount);
    },
    patience,
  );
