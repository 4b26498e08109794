/**
 * Apollo Client with a chat server: queries and mutations over HTTP, subscriptions over graphql-ws, and an inbox that
 * resumes by itself. Copy it into your front end; it needs @apollo/client 4 and graphql-ws 6.
 */
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode, print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';

export interface ChatOptions {
  /** `http://localhost:3000/graphql` */
  readonly url: string;
  /** The access token to use now; asked again for every request and every reconnection. */
  readonly accessToken: () => string | Promise<string>;
  /** For Node; browsers have one. */
  readonly webSocketImpl?: unknown;
}

/** Full jitter, at most half a minute: a thousand clients must not come back in the same second. */
const backOff = (retries: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(30_000, 500 * 2 ** retries)));

/** The same ids in all clients: what many are told under one id the server writes once. */
function makeOperationIds(): (operation: { readonly operationName?: string | null | undefined }) => string {
  const made = new Map<string, number>();
  return ({ operationName }) => {
    const name = operationName ?? '';
    const count = (made.get(name) ?? 0) + 1;
    made.set(name, count);
    return `${name}:${count}`;
  };
}

export function createChat({ url, accessToken, webSocketImpl }: ChatOptions): { client: ApolloClient; socket: Client } {
  const authorization = async (): Promise<string> => `Bearer ${await accessToken()}`;
  const socket = createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: await authorization() }),
    generateID: makeOperationIds(),
    // The default gives up after five attempts, and at once for most ways a connection can end.
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: backOff,
    // Notices a connection that died without a goodbye.
    keepAlive: 12_000,
    lazyCloseTimeout: 5_000,
    ...(webSocketImpl === undefined ? {} : { webSocketImpl }),
  });
  const http = new HttpLink({
    uri: url,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', await authorization());
      return fetch(input, { ...init, headers });
    },
  });
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    http,
  );
  return { client: new ApolloClient({ cache: new InMemoryCache(), link }), socket };
}

/** What a client has to keep, in one transaction with the data that it stands for. */
export interface InboxPosition {
  cursor: string | null;
  /** The last revision applied, by conversation. */
  readonly seen: Map<string, number>;
}

export interface InboxEvent {
  readonly __typename: string;
  readonly cursor?: string;
  readonly conversationId?: string;
  readonly revision?: number;
  readonly head?: number;
}

/**
 * Follows the inbox for as long as it is wanted, and resumes from the last applied event after any disconnect.
 *
 * Apollo's own `client.subscribe` would ask for the first cursor again each time: it copies the variables once. Here they
 * are a getter, which graphql-ws reads whenever it (re)subscribes.
 * @param document `subscription ($after: String, $seen: [ConversationPosition!]) { inbox(after: $after, seen: $seen) { … } }`
 *   that selects `cursor`, `conversationId`, `revision` of `ConversationEvent`, `cursor` of `InboxReady` and
 *   `InboxCaughtUp`, and `conversationId head` of `Reset`
 * @param apply writes an event into the cache; `Reset` means: read that conversation again
 * @param startAgain the position is worthless: read everything again
 */
export function followInbox<Event extends InboxEvent>(
  socket: Client,
  document: TypedDocumentNode<{ inbox: Event }>,
  position: InboxPosition,
  apply: (event: Event) => void,
  startAgain: () => void = () => undefined,
): () => void {
  const query = print(document);
  let stopped = false;
  let failures = 0;
  let stop = (): void => undefined;

  const take = (event: Event): void => {
    failures = 0;
    const { conversationId, revision, head, cursor } = event;
    const applied = conversationId === undefined ? 0 : (position.seen.get(conversationId) ?? 0);
    if (revision !== undefined && revision <= applied) return;
    apply(event);
    if (conversationId !== undefined && revision !== undefined) position.seen.set(conversationId, revision);
    if (conversationId !== undefined && head !== undefined) position.seen.set(conversationId, head);
    // Last, so that whatever goes wrong before is asked for again.
    if (cursor !== undefined) position.cursor = cursor;
  };

  const again = async (error?: unknown): Promise<void> => {
    if (isInvalidCursor(error)) {
      position.cursor = null;
      position.seen.clear();
      startAgain();
    }
    await backOff(failures);
    failures += 1;
    if (!stopped) subscribe();
  };

  const subscribe = (): void => {
    let refusal: unknown;
    stop = socket.subscribe<{ inbox: Event }>(
      {
        query,
        get variables() {
          const seen = [...position.seen].map(([conversationId, revision]) => ({ conversationId, revision }));
          return { after: position.cursor, seen };
        },
      },
      {
        next: ({ data, errors }) => {
          if (data) take(data.inbox);
          // A subscription that is refused is answered with errors alone, and completed.
          else refusal = errors;
        },
        // Lost connections never get here: graphql-ws comes back by itself. These are the server's own answers.
        error: (error) => void again(error),
        complete: () => void again(refusal),
      },
    );
  };

  subscribe();
  return () => {
    stopped = true;
    stop();
  };
}

const isInvalidCursor = (error: unknown): boolean =>
  Array.isArray(error) &&
  error.some(({ extensions }: { extensions?: { code?: unknown } }) => extensions?.code === 'INVALID_CURSOR');
