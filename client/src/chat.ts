import type { ApolloClient, InMemoryCache } from '@apollo/client';
import type { Observable } from 'rxjs';
import type { NewMessage } from './inbox/apply-event.js';
import { InboxEffects, type OwnChange } from './inbox/inbox-effects.js';
import { Inbox, type InboxStatus } from './inbox/inbox.js';
import { UnreadCounts } from './inbox/unread-counts.js';
import { SendMessageDocument } from './generated/documents.js';
import { mutateAs, type Mutate } from './graphql/mutate.js';
import type { Watchable } from './observable-value.js';
import type { WiresideOptions } from './options.js';
import { Outbox } from './outbox/outbox.js';
import { ReadMarks } from './reading/read-marks.js';
import { Reader } from './reading/reader.js';
import type { Session } from './session/session.js';
import type { Socket } from './socket/socket.js';
import { ChatState } from './state/chat-state.js';
import type { ConversationState } from './state/conversation-state.js';
import { MemoryChatStorage, type ChatStorage, type StoredSend } from './storage/chat-storage.js';
import { openChatStorage } from './storage/indexeddb-storage.js';
import { Saver } from './storage/saver.js';
import { Drafts } from './writing/drafts.js';
import { TypingNotes } from './writing/typing-notes.js';

/** The chat of one user: what is known, kept up to date for as long as it is open. */
export class Chat {
  readonly state: ChatState;
  readonly reader: Reader;
  readonly outbox: Outbox;
  readonly unread: UnreadCounts;
  readonly readMarks: ReadMarks;
  readonly drafts: Drafts;
  readonly typing: TypingNotes;
  readonly #effects: InboxEffects;
  readonly #inbox: Inbox;
  readonly #saver: Saver;
  readonly #storage: ChatStorage;

  private constructor(
    readonly userId: string,
    storage: ChatStorage,
    apollo: ApolloClient,
    session: Session,
    socket: Socket,
  ) {
    this.#storage = storage;
    const mutate = mutateAs(apollo, userId);
    this.state = new ChatState(apollo.cache as InMemoryCache);
    this.reader = new Reader(apollo, this.state, (id) => {
      this.#inbox.conversationRead(id);
      this.outbox.settle();
    });
    this.outbox = new Outbox({
      userId,
      storage,
      session,
      send: (message) => send(mutate, message),
      isKnown: (id, revision) => (this.state.get(id)?.revision ?? 0) >= revision,
      newId: () => crypto.randomUUID(),
      now: () => Date.now(),
    });
    this.#saver = new Saver(this.state, storage, `wireside:saver:${userId}`);
    this.unread = new UnreadCounts(socket, this.state);
    this.readMarks = new ReadMarks(mutate, this.state);
    this.drafts = new Drafts(mutate, this.state, storage);
    this.typing = new TypingNotes(mutate);
    this.#effects = new InboxEffects({
      state: this.state,
      reader: this.reader,
      outbox: this.outbox,
      saver: this.#saver,
      session,
      socket,
      apollo,
    });
    this.#inbox = new Inbox(socket, session, this.state, this.#effects);
  }

  static async open(
    options: WiresideOptions,
    userId: string,
    apollo: ApolloClient,
    session: Session,
    socket: Socket,
  ): Promise<Chat> {
    const open = options.chatStorage ?? ((id) => openChatStorage(`wireside:${options.url}:${id}`));
    const storage = options.persist === false ? new MemoryChatStorage() : await open(userId);
    const chat = new Chat(userId, storage, apollo, session, socket);
    await chat.#saver.restore().catch(() => undefined);
    await Promise.all([chat.outbox.start(), chat.drafts.start()]);
    void chat.#inbox.start();
    void chat.unread.start();
    return chat;
  }

  /** Whether everything that was missed has been applied. */
  get status(): Watchable<InboxStatus> {
    return this.#inbox.status;
  }

  /** False when nothing outlives the page: worth telling the user. */
  get isDurable(): boolean {
    return this.#storage.isDurable;
  }

  /** Calls back for each message of somebody else, missed ones included: for notifications. */
  onMessage(listener: (message: NewMessage) => void): () => void {
    return listen(this.#effects.messages, listener);
  }

  /** Calls back when the viewer's contacts or profile have changed, on whatever device. */
  onChange(listener: (what: OwnChange) => void): () => void {
    return listen(this.#effects.ownChanges, listener);
  }

  /** Calls back with a conversation when who is in it, or in what role, is or may be not what it was. */
  onMembers(listener: (conversationId: string) => void): () => void {
    return listen(this.#effects.memberChanges, listener);
  }

  /** Keeps a conversation's messages in memory while somebody looks; reads the newest when they are not here. */
  watch(conversation: ConversationState): () => void {
    conversation.watchers += 1;
    if (conversation.lacksNewest) void this.reader.readNewest(conversation).catch(() => undefined);
    return () => {
      conversation.watchers -= 1;
      if (conversation.watchers > 0) return;
      this.state.trim(conversation);
      conversation.publish();
    };
  }

  async close(): Promise<void> {
    this.#inbox.stop();
    this.#effects.stop();
    this.unread.stop();
    this.outbox.stop();
    this.readMarks.stop();
    this.drafts.stop();
    await this.#saver.stop();
    this.state.clear();
    this.#storage.close();
  }

  /** Forgets everything of this user on this device. */
  async wipe(): Promise<void> {
    this.#inbox.stop();
    await this.#storage.wipe().catch(() => undefined);
  }
}

/** One listener that throws keeps nothing from the others, nor from the inbox. */
function listen<T>(told: Observable<T>, listener: (what: T) => void): () => void {
  const listening = told.subscribe(listener);
  return () => listening.unsubscribe();
}

async function send(mutate: Mutate, { createdAt, ...message }: StoredSend): Promise<number> {
  const { clientMessageId, conversationId, text, attachmentIds, replyToId, mentions } = message;
  const content = { text, attachmentIds, replyToId, mentions };
  const sentAt = new Date(createdAt).toISOString();
  const { sendMessage } = await mutate(SendMessageDocument, { clientMessageId, conversationId, ...content, sentAt });
  return sendMessage.message.revision;
}
