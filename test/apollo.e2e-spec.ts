import { randomUUID } from 'node:crypto';
import { gql, type ApolloClient, type TypedDocumentNode } from '@apollo/client';
import { createClient, type Client } from 'graphql-ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createChat, followInbox, type InboxEvent, type InboxPosition } from '../docs/recipes/apollo-inbox.js';
import { Balancer } from './support/balancer.js';
import { Collector } from './support/clients.js';
import { range, SCALE } from './support/inbox.js';
import { historyOf } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

interface ChatEvent extends InboxEvent {
  readonly message?: { readonly id: string; readonly seq: number; readonly text: string };
}

const INBOX: TypedDocumentNode<{ inbox: ChatEvent }> = gql`
  subscription ($after: String, $seen: [ConversationPosition!]) {
    inbox(after: $after, seen: $seen) {
      __typename
      ... on InboxReady {
        cursor
      }
      ... on InboxCaughtUp {
        cursor
      }
      ... on ConversationEvent {
        conversationId
        revision
        cursor
      }
      ... on MessageAdded {
        message {
          id
          seq
          text
        }
      }
      ... on Reset {
        conversationId
        head
      }
    }
  }
`;

const SEND = gql`
  mutation ($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        id
        seq
      }
    }
  }
`;

let world: World;
let balancer: Balancer;
let nodes: ServerNode[];

const portOf = ({ url }: ServerNode): number => Number(new URL(url).port);

beforeAll(async () => {
  world = await createWorld();
  balancer = await Balancer.start();
  nodes = [await world.startNode()];
  if (world.isShared) nodes.push(await world.startNode());
  balancer.targets = nodes.map(portOf);
});

afterAll(async () => {
  await world?.close();
  await balancer?.close();
});

/** Ends a node in order, and starts another in its place. */
async function restart(index: number): Promise<void> {
  await nodes[index]?.close();
  nodes[index] = await world.startNode();
  balancer.targets = nodes.map(portOf);
}

/** What one client has seen, by the recipe. */
class Listener {
  readonly heard = new Collector();
  readonly closes: number[] = [];
  resets = 0;
  private readonly stop: () => void;

  constructor(socket: Client) {
    const position: InboxPosition = { cursor: null, seen: new Map() };
    socket.on('closed', (event) => this.closes.push((event as { code: number }).code));
    this.stop = followInbox(socket, INBOX, position, (event) => {
      if (event.__typename === 'Reset') this.resets += 1;
      this.heard.push(event);
    });
  }

  get seqs(): number[] {
    return this.heard.items.flatMap(({ message }: ChatEvent) => message?.seq ?? []);
  }

  caughtUp(): Promise<void> {
    return this.heard.until(() => this.heard.items.some(({ __typename }) => __typename === 'InboxCaughtUp'));
  }

  close(): void {
    this.stop();
  }
}

/** Sends until it is answered; by its clientMessageId it is one message however often that is. */
async function sendSurely(send: (clientMessageId: string) => Promise<unknown>): Promise<void> {
  const clientMessageId = randomUUID();
  for (;;) {
    const failed = await send(clientMessageId).then(
      () => false,
      () => true,
    );
    if (!failed) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const throughApollo =
  (client: ApolloClient, conversationId: string, text: string) =>
  (clientMessageId: string): Promise<unknown> =>
    client.mutate({
      mutation: SEND,
      variables: { input: { conversationId, clientMessageId, text } },
      fetchPolicy: 'no-cache',
    });

it(
  'Apollo Client and graphql-ws hold a conversation while servers are restarted: each message once and in order',
  { timeout: 240_000 },
  async () => {
    const ann = await register(balancer, 'Ann');
    const bob: Person = await register(balancer, 'Bob');
    const conversationId = await ann.openDirect(bob);

    const chat = createChat({
      url: `${balancer.url}/graphql`,
      accessToken: () => ann.accessToken,
      webSocketImpl: WebSocket,
    });
    const plain = createClient({
      url: `${balancer.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${bob.accessToken}` },
      retryAttempts: Infinity,
      shouldRetry: () => true,
      retryWait: () => new Promise((resolve) => setImmediate(resolve)),
    });
    const listeners = [new Listener(chat.socket), new Listener(plain)] as const;
    await Promise.all(listeners.map((listener) => listener.caughtUp()));

    const messages = 60 * SCALE;
    let sent = 0;
    const talking = Promise.all([
      (async () => {
        for (let index = 0; index < messages; index += 1, sent += 1)
          await sendSurely(throughApollo(chat.client, conversationId, `Ann ${index}`));
      })(),
      (async () => {
        for (let index = 0; index < messages; index += 1, sent += 1)
          await sendSurely((clientMessageId) => bob.send(conversationId, `Bob ${index}`, { clientMessageId }));
      })(),
    ]);
    const heard = (count: number): Promise<void> =>
      listeners[1].heard.until(() => listeners[1].seqs.length >= count, 20_000);
    for (const [turn, share] of [0.2, 0.5].entries()) {
      await heard(Math.floor(2 * messages * share));
      await restart(turn % nodes.length);
    }
    await talking;
    expect(sent).toBe(2 * messages);

    for (const listener of listeners) {
      await listener.heard.until(() => listener.seqs.length >= 2 * messages, 20_000, 'all messages');
      expect(listener.seqs).toEqual(range(1, 2 * messages));
      expect(listener.resets).toBe(0);
      // Told to come back; then maybe turned away at the door of a server that is not there yet.
      expect(listener.closes).toContain(1012);
      expect(listener.closes.filter((code) => code !== 1012 && code !== 1006)).toEqual([]);
    }
    const history = await historyOf(bob, conversationId);
    expect(listeners[0].heard.items.flatMap(({ message }: ChatEvent) => message?.text ?? [])).toEqual(
      history.map(({ text }) => text as string),
    );
    expect(history.filter(({ text }) => text.startsWith('Ann')).map(({ text }) => text)).toEqual(
      range(0, messages - 1).map((index) => `Ann ${index}`),
    );

    for (const listener of listeners) listener.close();
    await Promise.all([chat.socket.dispose(), plain.dispose(), ann.close(), bob.close()]);
    chat.client.stop();
  },
);

it('starts again when the position is worthless', async () => {
  const ann = await register(balancer, 'Ann');
  const chat = createChat({
    url: `${balancer.url}/graphql`,
    accessToken: () => ann.accessToken,
    webSocketImpl: WebSocket,
  });
  const position: InboxPosition = { cursor: 'worthless', seen: new Map([['x', 1]]) };
  const heard = new Collector();
  let startedAgain = 0;
  const stop = followInbox(
    chat.socket,
    INBOX,
    position,
    (event) => heard.push(event),
    () => (startedAgain += 1),
  );
  await heard.until(() => heard.items.some(({ __typename }) => __typename === 'InboxCaughtUp'));
  expect([startedAgain, position.seen.size]).toEqual([1, 0]);
  stop();
  await chat.socket.dispose();
  chat.client.stop();
});
