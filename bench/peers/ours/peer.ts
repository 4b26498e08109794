import { join } from 'node:path';
import { JWT_SECRET } from '../../fixture/access-token.js';
import type { Fixture, Person, Room } from '../../harness/fixture.js';
import type { Launch, Peer, ReadKind } from '../../harness/peer.js';
import type { HttpRequest, SocketPlan } from '../../harness/plan.js';
import { BODY, CLIENT_ID, NUMBER } from '../../harness/stamp.js';
import { CONVERSATION_EVENTS, HISTORY, INBOX, LIST, SEND } from './operations.js';

/** The joined server, which `npm start` runs. */
const script = join(import.meta.dirname, '../../../server/main.js');

/**
 * What differs from an install by default: nobody is throttled, and one address may hold all the sockets, because the
 * generator has no more than one. Everything else is on.
 */
const settings = {
  JWT_SECRET,
  RATE_LIMITS: 'off',
  SOCKET_MAX_PER_ADDRESS: '100000',
  // Made before, with the product's own command.
  MIGRATE_ON_START: 'false',
};

/** `API http://localhost:PORT/graphql (HTTP and WebSocket)`, in a line of JSON. */
const PORT = /http:\/\/localhost:(\d+)\/graphql \(HTTP/;

const launch = (): Launch => ({
  script,
  env: settings,
  portOf: (line) => Number(PORT.exec(line)?.[1] ?? 0) || null,
});

const socket = (person: Person): SocketPlan => ({
  path: '/graphql',
  protocol: 'graphql-transport-ws',
  steps: [
    {
      send: JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${person.token}` } }),
      until: 'connection_ack',
    },
  ],
});

const operation = (id: string, query: string, variables: object): string =>
  JSON.stringify({ id, type: 'subscribe', payload: { query, variables } });

const request = (person: Person, query: string, variables: object): HttpRequest => ({
  method: 'POST',
  path: '/graphql',
  headers: { Authorization: `Bearer ${person.token}` },
  body: JSON.stringify({ query, variables }),
});

const sendVariables = (room: Room): object => ({
  input: { conversationId: room.id, clientMessageId: CLIENT_ID, text: BODY },
});

/** The same words as the product's cursors: the key of the row, as JSON. */
const cursorOf = (...key: (string | number)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Query and variables of the requests that read what is asked. At most 100 conversations come in one. */
function reads(kind: ReadKind, { archive, deepBefore, shelf }: Fixture): [string, object][] {
  switch (kind) {
    case 'newest':
      return [[HISTORY, { id: archive.id }]];
    case 'deep':
      return [[HISTORY, { id: archive.id, before: cursorOf(deepBefore) }]];
    case 'list': {
      const hundredth = shelf.at(-100);
      if (shelf.length <= 100 || !hundredth) return [[LIST, { first: shelf.length }]];
      return [
        [LIST, { first: 100 }],
        [LIST, { first: shelf.length - 100, after: cursorOf(hundredth.lastEventAt, hundredth.id) }],
      ];
    }
  }
}

export const inbox = (variables: object): string => operation('i', INBOX, variables);

export const ours: Peer = {
  name: 'ours',
  title: '**Wireside**',
  schema: 'product',
  jobs: ['fanout', 'elsewhere', 'send', 'latency', 'send-http', 'read', 'read-socket', 'idle'],
  launch,
  socket,
  subscription: () => ({ send: inbox({}), until: 'InboxCaughtUp' }),
  sendFrame: (_person, room) => operation(NUMBER, SEND, sendVariables(room)),
  sendRequest: (person, room) => request(person, SEND, sendVariables(room)),
  readRequests: (kind, reader, fixture) =>
    reads(kind, fixture).map(([query, variables]) => request(reader, query, variables)),
  readFrames: (kind, _reader, fixture) =>
    reads(kind, fixture).map(([query, variables]) => operation(NUMBER, query, variables)),
};

/** The stream of one conversation in place of the inbox: what the others offer. */
export const oursConversation: Peer = {
  ...ours,
  name: 'ours-conversation',
  title: '**Wireside**, `conversationEvents`',
  jobs: ['fanout'],
  subscription: (_person, room) => ({
    send: operation('c', CONVERSATION_EVENTS, { id: room.id }),
    until: 'ConversationReady',
  }),
};
