import { join } from 'node:path';
import type { Person, Room } from '../../harness/fixture.js';
import type { Peer, ReadKind } from '../../harness/peer.js';
import { BODY, CLIENT_ID, NUMBER } from '../../harness/stamp.js';
import type { Incoming, WriteMode } from './writes.js';

const base = {
  schema: 'plain',
  socket: () => ({ path: '/send', steps: [] }),
  sendFrame: (person: Person, room: Room): string => JSON.stringify(incoming(person, room)),
  sendRequest: (person: Person, room: Room) => ({
    ...({ method: 'POST', path: '/send' } as const),
    body: JSON.stringify(incoming(person, room)),
  }),
} as const satisfies Partial<Peer>;

const launch = (mode: WriteMode) => () => ({ script: join(import.meta.dirname, 'server.js'), args: [mode] });

const incoming = (person: Person, room: Room): Incoming => ({
  ...{ roomId: room.id, senderId: person.id, clientMessageId: CLIENT_ID },
  text: BODY,
});

/** What the others' subscribers are told, as ready bytes. */
const told = (person: Person, room: Room): string =>
  JSON.stringify({
    ...{ id: '1', type: 'next' },
    payload: {
      data: {
        inbox: {
          ...{ __typename: 'MessageAdded', conversationId: room.id, revision: 1, cursor: 'x'.repeat(48) },
          message: {
            ...{ id: `m_${NUMBER}`, seq: 1, text: BODY, createdAt: '2026-11-21T00:00:00.000Z' },
            sender: { id: person.id, nickname: 'Sender 1', avatarUrl: null },
          },
        },
      },
    },
  });

/** What a socket says, and is answered, that wants to be told. */
export const LISTEN = 'listen';

export const bareSocket: Peer = {
  name: 'bare-ws',
  title: 'bare: `ws` broadcasting ready bytes',
  schema: 'plain',
  jobs: ['fanout', 'idle'],
  launch: launch('single'),
  socket: () => ({ path: '/broadcast', steps: [] }),
  subscription: () => ({ send: LISTEN, until: LISTEN }),
  sendFrame: told,
};

export const bare: Peer = {
  ...base,
  name: 'bare',
  title: 'bare: one INSERT each; `http` and a prepared statement',
  jobs: ['send', 'latency', 'send-http', 'read'],
  launch: launch('single'),
  readRequests: (kind: ReadKind, reader, fixture) => [
    {
      ...({ method: 'POST', path: `/${kind}` } as const),
      body: JSON.stringify({ roomId: fixture.archive.id, before: fixture.deepBefore, userId: reader.id }),
    },
  ],
};

export const bareRows: Peer = {
  ...base,
  name: 'bare-rows',
  title: 'bare: INSERT of many rows',
  jobs: ['send'],
  launch: launch('rows'),
};

export const bareTransaction: Peer = {
  ...base,
  name: 'bare-transaction',
  title: 'bare: transaction of counter, membership, INSERT',
  jobs: ['latency', 'send'],
  launch: launch('transaction'),
};
