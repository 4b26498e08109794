import type { ApolloClient, InMemoryCache } from '@apollo/client';
import type { Observable } from 'rxjs';
import type { NewMessage, OwnChange } from './inbox/apply-event.js';
import { makeInbox, type InboxStatus } from './inbox/inbox.js';
import { SendMessageDocument } from './generated/documents.js';
import { mutateAs, type Mutate } from './graphql/mutate.js';
import type { Watchable } from './observable-value.js';
import type { WiresideOptions } from './options.js';
import { makeOutbox, type Outbox } from './outbox/outbox.js';
import { whenIdle } from './platform.js';
import { makeReadMarks, type ReadMarks } from './reading/read-marks.js';
import { makeReader, type Reader } from './reading/reader.js';
import type { Session } from './session/session.js';
import type { Socket } from './socket/socket.js';
import { makeChatState, type ChatState } from './state/chat-state.js';
import type { ConversationState } from './state/conversation-state.js';
import { noStorage, type StoredSend } from './storage/chat-storage.js';
import { openChatStorage } from './storage/indexeddb-storage.js';
import { makeSaver } from './storage/saver.js';
import { makeDrafts, type Drafts } from './writing/drafts.js';
import { makeTypingNotes, type TypingNotes } from './writing/typing-notes.js';

/** The chat of one user: what is known, kept up to date for as long as it is open. */
export interface Chat {
  readonly userId: string;
  readonly state: ChatState;
  readonly reader: Reader;
  readonly outbox: Outbox;
  /** Unread messages in all conversations; null until it is known. */
  readonly unread: { readonly total: Watchable<number | null> };
  readonly readMarks: ReadMarks;
  readonly drafts: Drafts;
  /** @internal */
  readonly typing: TypingNotes;
  /** Whether everything that was missed has been applied. */
  readonly status: Watchable<InboxStatus>;
  /** False when nothing outlives the page: worth telling the user. */
  readonly isDurable: boolean;
  /** Calls back for each message of somebody else, missed ones included: for notifications. */
  onMessage(listener: (message: NewMessage) => void): () => void;
  /** Calls back when the viewer's contacts or profile have changed, on whatever device. */
  onChange(listener: (what: OwnChange) => void): () => void;
  /** Calls back with a conversation when who is in it, or in what role, is or may be not what it was. */
  onMembers(listener: (conversationId: string) => void): () => void;
  /** @internal Keeps a conversation's messages in memory while somebody looks; reads the newest when they are not here. */
  watch(conversation: ConversationState): () => void;
  /** @internal */
  close(): Promise<void>;
  /** @internal Forgets everything of this user on this device. */
  wipe(): Promise<void>;
}

/** @internal */
export async function openChat(
  options: WiresideOptions,
  userId: string,
  apollo: ApolloClient,
  session: Session,
  socket: Socket,
): Promise<Chat> {
  const open = options.chatStorage ?? ((id) => openChatStorage(`wireside:${options.url}:${id}`));
  const storage = options.persist === false ? noStorage : await open(userId);
  const mutate = mutateAs(apollo, userId);
  const state = makeChatState(apollo.cache as InMemoryCache);
  const reader = makeReader(apollo, state, (id) => {
    inbox.conversationRead(id);
    outbox.settle();
  });
  const outbox = makeOutbox({
    userId,
    storage,
    session,
    send: (message) => send(mutate, message),
    isKnown: (id, revision) => (state.get(id)?.revision ?? 0) >= revision,
  });
  const saver = makeSaver(state, storage, `wireside:saver:${userId}`);
  const readMarks = makeReadMarks(mutate, state);
  const drafts = makeDrafts(mutate, state, storage);
  const inbox = makeInbox({ state, reader, outbox, session, socket, save: saver.later });

  await saver.restore().catch(() => undefined);
  await Promise.all([outbox.start(), drafts.start()]);
  // Nothing was saved: there is something to see before the stream is set up. It is read again once it is.
  const isUnknown = (): boolean => state.cursor === null;
  if (isUnknown()) void reader.readConversations(isUnknown).catch(() => undefined);
  whenIdle(inbox.start);

  return {
    userId,
    state,
    reader,
    outbox,
    unread: { total: state.totalUnread },
    readMarks,
    drafts,
    typing: makeTypingNotes(mutate),
    status: inbox.status,
    get isDurable() {
      return storage.isDurable;
    },
    onMessage: teller(inbox.newMessages),
    onChange: teller(inbox.ownChanges),
    onMembers: teller(inbox.memberChanges),
    watch(conversation) {
      conversation.watchers += 1;
      if (conversation.lacksNewest) void reader.readNewest(conversation).catch(() => undefined);
      return () => {
        conversation.watchers -= 1;
        if (conversation.watchers > 0) return;
        state.trim(conversation);
        conversation.publish();
      };
    },
    async close() {
      for (const { stop } of [inbox, outbox, readMarks, drafts]) stop();
      await saver.stop();
      state.clear();
      storage.close();
    },
    async wipe() {
      inbox.stop();
      await storage.wipe().catch(() => undefined);
    },
  };
}

/** One listener that throws keeps nothing from the others, nor from the inbox. */
function teller<T>(told: Observable<T>): (listener: (what: T) => void) => () => void {
  return (listener) => {
    const listening = told.subscribe(listener);
    return () => listening.unsubscribe();
  };
}

async function send(mutate: Mutate, message: StoredSend): Promise<number> {
  // By name: what another build has stored beside it is nothing that the server knows.
  const { clientMessageId, conversationId, text, attachmentIds, replyToId, mentions, createdAt } = message;
  const sentAt = new Date(createdAt).toISOString();
  const content = { text, attachmentIds, replyToId, mentions, sentAt };
  const { sendMessage } = await mutate(SendMessageDocument, { clientMessageId, conversationId, ...content });
  return sendMessage.message.revision;
}
