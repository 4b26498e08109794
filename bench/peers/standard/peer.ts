import { join } from 'node:path';
import { type Fixture, PAGE_SIZE } from '../../harness/fixture.js';
import type { Peer, ReadKind } from '../../harness/peer.js';
import { BODY, CLIENT_ID, NUMBER } from '../../harness/stamp.js';
import {
  type Operation,
  graphqlFrame,
  graphqlRequest,
  graphqlSocket,
  graphqlSubscription,
} from '../support/graphql.js';
import { tokenOf, tokenSecret } from '../support/tokens.js';

const message = 'id text createdAt sender { id nickname avatarUrl }';

const subscription = `subscription ($roomId: ID!) { messageAdded(roomId: $roomId) { ${message} } }`;

const send = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id clientMessageId createdAt } }`;

const page = `query ($roomId: ID!, $offset: Int!, $limit: Int!) {
  messages(roomId: $roomId, offset: $offset, limit: $limit) { ${message} }
}`;

const list = `query ($limit: Int!) { rooms(limit: $limit) { id name unreadCount lastMessage { ${message} } } }`;

const sending = (roomId: string): Operation => ({
  query: send,
  variables: { input: { roomId, clientMessageId: CLIENT_ID, text: BODY } },
});

/** Nest's own way: see app.module.ts. */
export const standard: Peer = {
  name: 'standard',
  title: 'Nest with Apollo, TypeORM and graphql-subscriptions',
  schema: 'plain',
  jobs: ['fanout', 'elsewhere', 'send', 'latency', 'send-http', 'read', 'idle'],
  launch: () => ({ script: join(import.meta.dirname, 'server.js'), env: { JWT_SECRET: tokenSecret } }),
  socket: (person) => graphqlSocket(tokenOf(person)),
  subscription: (_person, room) => graphqlSubscription({ query: subscription, variables: { roomId: room.id } }),
  sendFrame: (_person, room) => graphqlFrame(NUMBER, sending(room.id)),
  sendRequest: (person, room) => graphqlRequest(tokenOf(person), sending(room.id)),
  readRequests: (kind, reader, fixture) => [graphqlRequest(tokenOf(reader), reading(kind, fixture))],
};

function reading(kind: ReadKind, { archive, deepBefore, shelf }: Fixture): Operation {
  if (kind === 'list') return { query: list, variables: { limit: shelf.length } };
  const offset = kind === 'newest' ? 0 : archive.messages - deepBefore + 1;
  return { query: page, variables: { roomId: archive.id, offset, limit: PAGE_SIZE } };
}
