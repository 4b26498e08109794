import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { Observable } from 'rxjs';
import { openChat as open, type Chat } from '../../src/chat.js';
import type { InboxEvent } from '../../src/inbox/apply-event.js';
import { ObservableValue } from '../../src/observable-value.js';
import type { Session, SessionState } from '../../src/session/session.js';
import type { Socket } from '../../src/socket/socket.js';
import type { ChatStorage } from '../../src/storage/chat-storage.js';
import { typePolicies } from '../../src/type-policies.js';
import { VIEWER, type ModelServer } from './model-server.js';

interface InboxVariables {
  readonly after: string | null;
  readonly seen: { conversationId: string; revision: number }[];
}

interface Sink {
  next(result: { data: { inbox: InboxEvent } }): void;
  error(reason: unknown): void;
  complete(): void;
}

/** The network between the kit and the model: holds back what is on its way, and loses it when it is cut. */
export class ModelNetwork {
  /** What each subscription of the inbox asked for. */
  readonly asked: InboxVariables[] = [];
  /** What each request is answered with is made at once, and arrives after so many milliseconds. */
  delaysMs: readonly number[] = [0];
  /** Whether answers are lost on their way; requests are carried out all the same. */
  losesAnswers = false;
  private isUp = false;
  private requests = 0;
  private inbox: { payload: { variables: InboxVariables }; sink: Sink } | null = null;
  private onTheWay: InboxEvent[] = [];
  private isHalfOpen = false;
  private stopListening: () => void = () => undefined;

  constructor(private readonly server: ModelServer) {}

  readonly session = {
    state: new ObservableValue<SessionState>({ status: 'signed-in', userId: VIEWER }),
    userId: VIEWER,
  } as unknown as Session;

  readonly socket = {
    state: new ObservableValue({ status: 'connected' }),
    client: {
      subscribe: (payload: { operationName?: string; variables: InboxVariables }, sink: Sink) => {
        if (payload.operationName !== 'Inbox') return () => undefined;
        this.inbox = { payload, sink };
        if (this.isUp) this.begin();
        return () => this.end();
      },
    },
    restart: () => {
      const wasUp = this.isUp;
      this.cut();
      if (wasUp) this.connect();
    },
  } as unknown as Socket;

  makeApollo(): ApolloClient {
    const link = new ApolloLink(
      ({ operationName, variables }) =>
        new Observable((observer) => {
          this.requests += 1;
          const answer = this.isUp ? structuredClone(this.answer(operationName ?? '', variables)) : null;
          const isLost = this.losesAnswers;
          const timer = setTimeout(
            () => {
              if (answer === null || isLost) return observer.error(new TypeError('the network failed'));
              observer.next({ data: answer });
              observer.complete();
            },
            this.delaysMs[this.requests % this.delaysMs.length],
          );
          return () => clearTimeout(timer);
        }),
    );
    return new ApolloClient({ cache: new InMemoryCache({ typePolicies }), link });
  }

  connect(): void {
    if (this.isUp) return;
    this.isUp = true;
    if (this.inbox) this.begin();
  }

  /** Loses what is on its way; nothing arrives until `connect`. */
  cut(): void {
    this.isUp = false;
    this.isHalfOpen = false;
    this.onTheWay = [];
    this.stopListening();
  }

  /** Nothing arrives any more, and nobody notices before `cut`. */
  halfOpen(): void {
    this.isHalfOpen = true;
  }

  /** Lets so many of the events on their way arrive. */
  deliver(count = Infinity): void {
    if (this.isHalfOpen) return;
    for (const event of this.onTheWay.splice(0, Math.min(count, this.onTheWay.length)))
      this.inbox?.sink.next({ data: { inbox: event } });
  }

  private begin(): void {
    if (!this.inbox) return;
    const { variables } = this.inbox.payload;
    this.asked.push(structuredClone(variables));
    const { after, seen } = variables;
    const { cursor } = this.server;
    if (after?.endsWith(':future')) {
      const { sink } = this.inbox;
      this.end();
      return sink.error([{ message: 'not a cursor of this server', extensions: { code: 'INVALID_CURSOR' } }]);
    }
    this.onTheWay = [
      { __typename: 'InboxReady', cursor: after ?? cursor, epoch: '1' },
      ...(after === null ? [] : this.server.missed(after, seen)),
      { __typename: 'InboxCaughtUp', cursor },
    ];
    const heard = (event: InboxEvent): void => void this.onTheWay.push(event);
    this.stopListening();
    this.server.listeners.add(heard);
    this.stopListening = () => this.server.listeners.delete(heard);
  }

  private end(): void {
    this.stopListening();
    this.onTheWay = [];
    this.inbox = null;
  }

  private answer(operation: string, variables: unknown): Record<string, unknown> {
    const { server } = this;
    const { id, seq, count, input } = variables as {
      id: string;
      seq: number | null;
      count: number;
      input: { conversationId: string; text: string; clientMessageId: string };
    };
    const all = server.conversations.get(id)?.messages ?? [];
    const page = (from: number, to: number): Record<string, unknown> => ({
      conversation: {
        ...server.summaryOf(id),
        messages: {
          __typename: 'MessageConnection',
          edges: all.slice(from, to).map((node) => ({ __typename: 'MessageEdge', node })),
          pageInfo: { __typename: 'PageInfo', hasPreviousPage: from > 0, hasNextPage: to < all.length },
        },
      },
    });
    switch (operation) {
      case 'Conversations':
        return {
          conversations: {
            __typename: 'ConversationConnection',
            edges: [...server.conversations.keys()].map((one) => ({
              __typename: 'ConversationEdge',
              node: server.summaryOf(one),
            })),
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          },
        };
      case 'Conversation':
        return { conversation: server.summaryOf(id) };
      case 'MessagesBefore': {
        const end = seq === null ? all.length : seq - 1;
        return page(Math.max(0, end - count), end);
      }
      case 'MessagesAfter':
        return page(seq ?? 0, Math.min(all.length, (seq ?? 0) + count));
      case 'SendMessage':
        return {
          sendMessage: {
            __typename: 'SendMessagePayload',
            message: server.send(input.conversationId, VIEWER, input.text, input.clientMessageId),
          },
        };
      default:
        throw new Error(`the model does not answer ${operation}`);
    }
  }
}

/** The chat of the viewer on this network, with this storage. */
export const openChat = (network: ModelNetwork, storage: ChatStorage): Promise<Chat> =>
  open(
    { url: 'http://model.invalid/graphql', chatStorage: () => Promise.resolve(storage) },
    VIEWER,
    network.makeApollo(),
    network.session,
    network.socket,
  );

/** Texts of the messages that are shown, in order; a gap is `…`. */
export const textsOf = (chat: Chat, id: string): (string | null | undefined)[] =>
  (chat.state.get(id)?.view.current.rows ?? []).map((row) =>
    row.kind === 'gap' ? '…' : chat.state.messages.read(row.id)?.text,
  );
