import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import {
  ConversationDocument,
  ConversationsDocument,
  MessagesAfterDocument,
  MessagesBeforeDocument,
  type MessagesAfterQuery,
  type MessagesBeforeQuery,
} from '../generated/documents.js';
import type { ChatState } from '../state/chat-state.js';
import type { ConversationState } from '../state/conversation-state.js';

const LIST_PAGE = 50;
const HISTORY_PAGE = 50;
const MOST_CONVERSATIONS = 2000;

type Page = NonNullable<NonNullable<MessagesBeforeQuery['conversation']>['messages']>;

/** Reads from the server what is not here, once for all who ask for the same at the same time. */
export interface Reader {
  /** Reads how a conversation is now; forgets it when it is not there, or not the viewer's, any more. */
  readConversation(id: string): Promise<void>;
  /**
   * Reads the list: resolves when its first page is here, and goes on with the rest.
   * @param isWanted whether an answer is still to be taken when it comes
   * @internal
   */
  readConversations(isWanted?: () => boolean): Promise<void>;
  /** Reads the newest messages of a conversation, unless they are here. */
  readNewest(conversation: ConversationState): Promise<void>;
  /** @internal Reads the messages before the first that is here. */
  readOlder(conversation: ConversationState): Promise<void>;
  /** @internal Reads towards the end from a number on: how a gap is filled from above. */
  readAfter(conversation: ConversationState, seq: number): Promise<void>;
  /** @internal Reads the messages before a number, or the newest: how a gap is filled from below. */
  readBefore(conversation: ConversationState, seq: number | null): Promise<void>;
  /** @internal Reads a message and what is around it. */
  readAround(conversation: ConversationState, seq: number): Promise<void>;
}

/**
 * @param conversationRead called when a conversation has been read, or turned out not to be there
 * @internal
 */
export function makeReader(apollo: ApolloClient, state: ChatState, conversationRead: (id: string) => void): Reader {
  const underWay = new Map<string, Promise<void>>();

  function once(key: string, read: () => Promise<void>): Promise<void> {
    const present = underWay.get(key);
    if (present) return present;
    const reading = read().finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  }

  /** Answers what the server says, asked now and for nobody else. */
  async function ask<Data, Variables extends OperationVariables>(
    query: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data | undefined> {
    // An answer to an earlier question would not know what has happened since.
    const context = { queryDeduplication: false };
    const { data } = await apollo.query<Data>({ query, variables, fetchPolicy: 'no-cache', context });
    return data;
  }

  const batch = (update: () => void): unknown => apollo.cache.batch({ update });

  function readConversation(id: string): Promise<void> {
    const key = `conversation ${id}`;
    const present = underWay.get(key);
    // What is under way may have been answered before that happened for which this is asked.
    if (present) return once(`${key} again`, () => present.catch(() => undefined).then(() => readConversation(id)));
    return once(key, async () => {
      const data = await ask(ConversationDocument, { id });
      batch(() => {
        if (data?.conversation?.viewerRole) state.takeSummary(data.conversation);
        else state.drop(id);
      });
      conversationRead(id);
      state.publish();
    });
  }

  /**
   * Reads messages until nothing has happened on the way that the answer may not contain, and that is not here to be changed.
   * A read that fails is not the one that was asked for by what happened meanwhile.
   * @param rangeOf the numbers that the page stands for
   */
  function readPage<Variables extends OperationVariables>(
    conversation: ConversationState,
    key: string,
    query: TypedDocumentNode<MessagesBeforeQuery | MessagesAfterQuery, Variables>,
    variables: Variables,
    rangeOf: (page: Page, lastSeq: number) => readonly [from: number, to: number],
  ): Promise<void> {
    return once(`${key} ${conversation.id} ${variables.seq}`, async () => {
      for (;;) {
        const { unheard } = conversation;
        const isCurrent = (): boolean => unheard === conversation.unheard;
        try {
          const known = (await ask(query, variables))?.conversation;
          if (!isCurrent()) continue;
          // Forgotten meanwhile: the answer is about something else.
          if (!known?.messages || state.get(conversation.id) !== conversation) return;
          const page = known.messages;
          const [from, to] = rangeOf(page, known.lastSeq);
          const messages = page.edges.map(({ node }) => node);
          batch(() => state.takeMessages(conversation, from, to, messages));
          return state.publish();
        } catch (error) {
          if (isCurrent()) throw error;
        }
      }
    });
  }

  const readAfter = (conversation: ConversationState, seq: number): Promise<void> =>
    readPage(
      conversation,
      'after',
      MessagesAfterDocument,
      { id: conversation.id, seq, count: HISTORY_PAGE },
      ({ edges, pageInfo }, lastSeq) => {
        const end = edges.at(-1)?.node.seq ?? seq;
        // The page was read after the conversation: all that had been sent by then is in it, or before it.
        return [seq + 1, pageInfo.hasNextPage ? end : Math.max(end, lastSeq)];
      },
    );

  const readBefore = (conversation: ConversationState, seq: number | null): Promise<void> =>
    readPage(
      conversation,
      'before',
      MessagesBeforeDocument,
      { id: conversation.id, seq, count: HISTORY_PAGE },
      ({ edges, pageInfo }, lastSeq) => {
        const to = seq === null ? Math.max(edges.at(-1)?.node.seq ?? 0, lastSeq) : seq - 1;
        return [pageInfo.hasPreviousPage ? (edges[0]?.node.seq ?? to + 1) : 1, to];
      },
    );

  /** Answers the cursor of the next page, or null after the last. */
  async function readListPage(after: string | null, met: Set<string>, isWanted: () => boolean): Promise<string | null> {
    const { totalUnread } = state;
    const told = totalUnread.current;
    const data = await ask(ConversationsDocument, { first: LIST_PAGE, after, filter: null });
    if (!data) throw new Error('the conversations could not be read');
    if (!isWanted()) return null;
    // What was told while this was asked is newer.
    if (totalUnread.current === told) totalUnread.set(data.totalUnreadCount);
    const { edges, pageInfo } = data.conversations;
    batch(() => {
      for (const { node } of edges) state.takeSummary(node);
    });
    // What somebody looks at and is not what it was is replaced, and not emptied before.
    for (const one of state.all())
      if (state.cursor === null && one.watchers > 0 && one.lacksNewest)
        await readBefore(one, null).catch(() => undefined);
    for (const { node } of edges) {
      met.add(node.id);
      conversationRead(node.id);
    }
    state.publish();
    return pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }

  async function readRest(after: string | null, met: Set<string>, isWanted: () => boolean): Promise<void> {
    let next = after;
    for (let read = LIST_PAGE; next !== null && read < MOST_CONVERSATIONS; read += LIST_PAGE)
      next = await readListPage(next, met, isWanted);
    // Only just begun, or gone without a word, as when the server was restored from a backup.
    const others = next === null && isWanted() ? [...state.all()].filter(({ id }) => !met.has(id)) : [];
    await Promise.all(others.map(({ id }) => readConversation(id)));
  }

  return {
    readConversation,
    async readConversations(isWanted = () => true) {
      const met = new Set<string>();
      const next = await readListPage(null, met, isWanted);
      void readRest(next, met, isWanted).catch(() => undefined);
    },
    readNewest: (conversation) => readBefore(conversation, null),
    async readOlder(conversation) {
      if (!conversation.reachedStart) await readBefore(conversation, conversation.index.firstSeq || null);
    },
    readAfter,
    readBefore,
    async readAround(conversation, seq) {
      await Promise.all([readBefore(conversation, seq + 1), readAfter(conversation, seq)]);
    },
  };
}
