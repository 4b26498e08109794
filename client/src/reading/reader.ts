import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import {
  ConversationDocument,
  ConversationsDocument,
  MessagesAfterDocument,
  MessagesBeforeDocument,
  type ConversationsQuery,
  type MessagesAfterQueryVariables,
  type MessagesBeforeQuery,
} from '../generated/documents.js';
import type { ChatState } from '../state/chat-state.js';
import type { ConversationState } from '../state/conversation-state.js';

const PAGE = 50;
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
    const reading = underWay.get(key) ?? read().finally(() => underWay.delete(key));
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
    return (await apollo.query<Data>({ query, variables, fetchPolicy: 'no-cache', context })).data;
  }

  const batch = (update: () => void): unknown => apollo.cache.batch({ update });

  function readConversation(id: string): Promise<void> {
    const present = underWay.get(id);
    // What is under way may have been answered before that happened for which this is asked.
    if (present) return once(`${id} again`, () => present.catch(() => undefined).then(() => readConversation(id)));
    return once(id, async () => {
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
  const readPage = (
    conversation: ConversationState,
    query: typeof MessagesBeforeDocument | typeof MessagesAfterDocument,
    seq: number | null,
    rangeOf: (page: Page, lastSeq: number) => readonly [from: number, to: number],
  ): Promise<void> =>
    once(`${query === MessagesAfterDocument ? 'after' : 'before'} ${conversation.id} ${seq}`, async () => {
      const { id } = conversation;
      for (;;) {
        const { unheard } = conversation;
        const isCurrent = (): boolean => unheard === conversation.unheard;
        try {
          const variables = { id, seq, count: PAGE } as MessagesAfterQueryVariables;
          const known = (await ask(query as typeof MessagesAfterDocument, variables))?.conversation;
          if (!isCurrent()) continue;
          // Forgotten meanwhile: the answer is about something else.
          if (!known?.messages || state.get(id) !== conversation) return;
          const { messages, lastSeq } = known;
          const [from, to] = rangeOf(messages, lastSeq);
          batch(() =>
            state.takeMessages(
              conversation,
              from,
              to,
              messages.edges.map(({ node }) => node),
            ),
          );
          return state.publish();
        } catch (error) {
          if (isCurrent()) throw error;
        }
      }
    });

  const readAfter = (conversation: ConversationState, seq: number): Promise<void> =>
    readPage(conversation, MessagesAfterDocument, seq, ({ edges, pageInfo }, lastSeq) => {
      const end = edges.at(-1)?.node.seq ?? seq;
      // The page was read after the conversation: all that had been sent by then is in it, or before it.
      return [seq + 1, pageInfo.hasNextPage ? end : Math.max(end, lastSeq)];
    });

  const readBefore = (conversation: ConversationState, seq: number | null): Promise<void> =>
    readPage(conversation, MessagesBeforeDocument, seq, ({ edges, pageInfo }, lastSeq) => {
      const to = seq === null ? Math.max(edges.at(-1)?.node.seq ?? 0, lastSeq) : seq - 1;
      return [pageInfo.hasPreviousPage ? (edges[0]?.node.seq ?? to + 1) : 1, to];
    });

  async function readList(isWanted: () => boolean, firstIsHere: () => void): Promise<void> {
    const { totalUnread } = state;
    const met = new Set<string>();
    let after: string | null = null;
    do {
      const told = totalUnread.current;
      const data: ConversationsQuery | undefined = await ask(ConversationsDocument, { first: PAGE, after });
      if (!data) throw new Error('no answer');
      if (!isWanted()) return firstIsHere();
      // What was told while this was asked is newer.
      if (totalUnread.current === told) totalUnread.set(data.totalUnreadCount);
      const { edges, pageInfo }: ConversationsQuery['conversations'] = data.conversations;
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
      firstIsHere();
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null && met.size < MOST_CONVERSATIONS);
    // Only just begun, or gone without a word, as when the server was restored from a backup.
    if (after === null && isWanted())
      for (const { id } of state.all()) if (!met.has(id)) void readConversation(id).catch(() => undefined);
  }

  return {
    readConversation,
    readConversations: (isWanted = () => true) =>
      new Promise((resolve, reject) => void readList(isWanted, resolve).catch(reject)),
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
