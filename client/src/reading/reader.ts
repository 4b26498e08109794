import type { ApolloClient } from '@apollo/client';
import {
  ConversationDocument,
  ConversationsDocument,
  MessagesAfterDocument,
  MessagesBeforeDocument,
  type MessagesBeforeQuery,
} from '../generated/documents.js';
import type { ChatState } from '../state/chat-state.js';
import type { ConversationState } from '../state/conversation-state.js';

const LIST_PAGE = 50;
const HISTORY_PAGE = 50;
const MOST_CONVERSATIONS = 2000;

/** Each question is asked for itself: an answer to an earlier one would not know what has happened since. */
const FRESH = { fetchPolicy: 'no-cache', context: { queryDeduplication: false } } as const;

type Page = NonNullable<NonNullable<MessagesBeforeQuery['conversation']>['messages']>;

/** Reads from the server what is not here, once for all who ask for the same at the same time. */
export class Reader {
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #apollo: ApolloClient;
  readonly #state: ChatState;
  /** Called when a conversation has been read, or turned out not to be there. */
  readonly #conversationRead: (id: string) => void;

  constructor(apollo: ApolloClient, state: ChatState, conversationRead: (id: string) => void) {
    this.#apollo = apollo;
    this.#state = state;
    this.#conversationRead = conversationRead;
  }

  /** Reads the list: resolves when its first page is here, and goes on with the rest. */
  async readConversations(): Promise<void> {
    const met = new Set<string>();
    const next = await this.#readListPage(null, met);
    void this.#readRest(next, met).catch(() => undefined);
  }

  /** Reads how a conversation is now; forgets it when it is not there, or not the viewer's, any more. */
  readConversation(id: string): Promise<void> {
    const key = `conversation ${id}`;
    const present = this.#underWay.get(key);
    // What is under way may have been answered before that happened for which this is asked.
    if (present)
      return this.#once(`${key} again`, () => present.catch(() => undefined).then(() => this.readConversation(id)));
    return this.#once(key, async () => {
      const { data } = await this.#apollo.query({
        query: ConversationDocument,
        variables: { id },
        ...FRESH,
      });
      this.#apollo.cache.batch({
        update: () => {
          if (data?.conversation?.viewerRole) this.#state.takeSummary(data.conversation);
          else this.#state.drop(id);
        },
      });
      this.#conversationRead(id);
      this.#state.publish();
    });
  }

  /** Reads the newest messages of a conversation, unless they are here. */
  readNewest(conversation: ConversationState): Promise<void> {
    return this.readBefore(conversation, null);
  }

  /** Reads the messages before the first that is here. */
  readOlder(conversation: ConversationState): Promise<void> {
    if (conversation.reachedStart) return Promise.resolve();
    return this.readBefore(conversation, conversation.index.firstSeq || null);
  }

  /** Reads towards the end from a number on: how a gap is filled from above. */
  readAfter(conversation: ConversationState, seq: number): Promise<void> {
    const { id } = conversation;
    return this.#whole(conversation, `after ${id} ${seq}`, async () => {
      const { data } = await this.#apollo.query({
        query: MessagesAfterDocument,
        variables: { id, seq, count: HISTORY_PAGE },
        ...FRESH,
      });
      const page = data?.conversation?.messages;
      if (!data?.conversation || !page) return null;
      const messages = page.edges.map(({ node }) => node);
      const end = messages.at(-1)?.seq ?? seq;
      // The page was read after the conversation: all that had been sent by then is in it, or before it.
      const to = page.pageInfo.hasNextPage ? end : Math.max(end, data.conversation.lastSeq);
      return () => this.#take(conversation, page, seq + 1, to);
    });
  }

  /** Reads the messages before a number, or the newest: how a gap is filled from below. */
  readBefore(conversation: ConversationState, seq: number | null): Promise<void> {
    const { id } = conversation;
    return this.#whole(conversation, `before ${id} ${seq}`, async () => {
      const { data } = await this.#apollo.query({
        query: MessagesBeforeDocument,
        variables: { id, seq, count: HISTORY_PAGE },
        ...FRESH,
      });
      const page = data?.conversation?.messages;
      if (!data?.conversation || !page) return null;
      const last = page.edges.at(-1)?.node.seq ?? 0;
      const to = seq === null ? Math.max(last, data.conversation.lastSeq) : seq - 1;
      const from = page.pageInfo.hasPreviousPage ? (page.edges[0]?.node.seq ?? to + 1) : 1;
      return () => this.#take(conversation, page, from, to);
    });
  }

  /** Reads a message and what is around it. */
  async readAround(conversation: ConversationState, seq: number): Promise<void> {
    await Promise.all([this.readBefore(conversation, seq + 1), this.readAfter(conversation, seq)]);
  }

  #take(conversation: ConversationState, page: Page, from: number, to: number): void {
    // Forgotten meanwhile: the answer is about something else.
    if (this.#state.get(conversation.id) !== conversation) return;
    this.#apollo.cache.batch({
      update: () => {
        const messages = page.edges.map(({ node }) => node);
        this.#state.takeMessages(conversation, from, to, messages);
      },
    });
    this.#state.publish();
  }

  async #readRest(after: string | null, met: Set<string>): Promise<void> {
    let next = after;
    for (let read = LIST_PAGE; next !== null && read < MOST_CONVERSATIONS; read += LIST_PAGE)
      next = await this.#readListPage(next, met);
    // Only just begun, or gone without a word, as when the server was restored from a backup.
    const others = next === null ? [...this.#state.all()].filter(({ id }) => !met.has(id)) : [];
    await Promise.all(others.map(({ id }) => this.readConversation(id)));
  }

  /** Answers the cursor of the next page, or null after the last. */
  async #readListPage(after: string | null, met: Set<string>): Promise<string | null> {
    const { totalUnread } = this.#state;
    const told = totalUnread.current;
    const { data, error } = await this.#apollo.query({
      query: ConversationsDocument,
      variables: { first: LIST_PAGE, after, filter: null },
      ...FRESH,
    });
    if (!data) throw new Error('the conversations could not be read', { cause: error });
    // What was told while this was asked is newer.
    if (totalUnread.current === told) totalUnread.set(data.totalUnreadCount);
    const { edges, pageInfo } = data.conversations;
    this.#apollo.cache.batch({
      update: () => {
        for (const { node } of edges) this.#state.takeSummary(node);
      },
    });
    for (const { node } of edges) {
      met.add(node.id);
      this.#conversationRead(node.id);
    }
    this.#state.publish();
    return pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }

  /**
   * Reads until nothing has happened on the way that the answer may not contain, and that is not here to be changed. A read
   * that fails is not the one that was asked for by what happened meanwhile.
   */
  #whole(conversation: ConversationState, key: string, read: () => Promise<(() => void) | null>): Promise<void> {
    return this.#once(key, async () => {
      for (;;) {
        const { unheard } = conversation;
        const isCurrent = (): boolean => unheard === conversation.unheard;
        try {
          const take = await read();
          if (isCurrent()) return take?.();
        } catch (error) {
          if (isCurrent()) throw error;
        }
      }
    });
  }

  #once(key: string, read: () => Promise<void>): Promise<void> {
    const present = this.#underWay.get(key);
    if (present) return present;
    const reading = read().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, reading);
    return reading;
  }
}
