import { useCallback, useEffect, useMemo } from 'react';
import { MessageFieldsFragmentDoc, type MessageFieldsFragment } from '../generated/documents.js';
import { ObservableValue, type Watchable } from '../observable-value.js';
import type { Draft, PendingSend } from '../outbox/outbox.js';
import type { HistoryView } from '../state/conversation-state.js';
import type { HistoryRow } from '../state/message-index.js';
import { withPending, type PendingRow } from '../state/pending-rows.js';
import { useConversationIds } from './conversations.js';
import { useEntity } from './entity.js';
import { useChat, useWatched } from './provider.js';

const NOTHING: Watchable<HistoryView> = new ObservableValue<HistoryView>({
  rows: [],
  hasOlder: false,
  hasNewer: false,
  receipts: new Map(),
});
const NO_SENDS: Watchable<readonly PendingSend[]> = new ObservableValue<readonly PendingSend[]>([]);

export interface Messages {
  /** In order; what waits to be sent comes last. */
  readonly rows: readonly (HistoryRow | PendingRow)[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** How far each other member has come, by user id. */
  readonly receipts: HistoryView['receipts'];
  loadOlder(): Promise<void>;
  /** Reads what a gap stands for, from its lower end. */
  fillGap(fromSeq: number): Promise<void>;
  /** The same from its upper end, for those who come from there. */
  fillGapBack(toSeq: number): Promise<void>;
  /** Reads a message and what is around it, to go there. */
  loadAround(seq: number): Promise<void>;
}

/** The messages of a conversation, as long as the component is there. */
export function useMessages(conversationId: string): Messages {
  const chat = useChat();
  // It may become known only now.
  useConversationIds();
  const conversation = chat?.state.get(conversationId);
  const view = useWatched(conversation?.view ?? NOTHING);
  const pending = useWatched(chat?.outbox.pending ?? NO_SENDS);

  useEffect(() => (chat && conversation ? chat.watch(conversation) : undefined), [chat, conversation]);

  const rows = useMemo(
    () => withPending(view.rows, pending, conversationId, chat?.userId ?? ''),
    [chat, conversationId, view, pending],
  );

  const read = useMemo(() => {
    const nothing = (): Promise<void> => Promise.resolve();
    if (!chat || !conversation)
      return { loadOlder: nothing, fillGap: nothing, fillGapBack: nothing, loadAround: nothing };
    const { reader } = chat;
    return {
      loadOlder: () => reader.readOlder(conversation),
      fillGap: (fromSeq: number) => reader.readAfter(conversation, fromSeq - 1),
      fillGapBack: (toSeq: number) => reader.readBefore(conversation, toSeq + 1),
      loadAround: (seq: number) => reader.readAround(conversation, seq),
    };
  }, [chat, conversation]);

  const { hasOlder, hasNewer, receipts } = view;
  return { rows, hasOlder, hasNewer, receipts, ...read };
}

/** A message as it is now; null while it is not here. */
export function useMessage(messageId: string): MessageFieldsFragment | null {
  return useEntity(MessageFieldsFragmentDoc, 'Message', messageId);
}

/** Puts a message into the outbox: it is shown at once and leaves when it can. Resolves with its client message id. */
export function useSend(conversationId: string): (message: Omit<Draft, 'conversationId'>) => Promise<string> {
  const chat = useChat();
  return useCallback(
    (message) => {
      if (!chat) throw new Error('nobody is signed in');
      return chat.outbox.add({ ...message, conversationId });
    },
    [chat, conversationId],
  );
}

/** Tells the server how far the viewer has read. */
export function useMarkRead(conversationId: string): (seq: number) => void {
  const chat = useChat();
  return useCallback((seq) => chat?.readMarks.read(conversationId, seq), [chat, conversationId]);
}
