import { ConversationFieldsFragmentDoc, type ConversationFieldsFragment } from '../generated/documents.js';
import type { InboxStatus } from '../inbox/inbox.js';
import { ObservableValue, type Watchable } from '../observable-value.js';
import { useEntity } from './entity.js';
import { useChat, useWatched } from './provider.js';

const NO_IDS: Watchable<readonly string[]> = new ObservableValue<readonly string[]>([]);
const NO_COUNT: Watchable<number | null> = new ObservableValue<number | null>(null);
const STOPPED: Watchable<InboxStatus> = new ObservableValue<InboxStatus>('stopped');

/** The ids of the viewer's conversations: pinned ones first, then those with the newest activity. */
export const useConversationIds = (): readonly string[] => useWatched(useChat()?.state.conversationIds ?? NO_IDS);

/** A conversation as it is now; null while it is not known here. */
export function useConversation(conversationId: string): ConversationFieldsFragment | null {
  return useEntity(ConversationFieldsFragmentDoc, 'Conversation', conversationId);
}

/** Unread messages in all conversations; null until it is known. */
export const useTotalUnread = (): number | null => useWatched(useChat()?.unread.total ?? NO_COUNT);

/** Whether everything that was missed has been applied. */
export const useInboxStatus = (): InboxStatus => useWatched(useChat()?.status ?? STOPPED);
