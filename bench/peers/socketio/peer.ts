import { join } from 'node:path';
import type { Peer } from '../../harness/peer.js';
import { BODY, CLIENT_ID } from '../../harness/stamp.js';

/** Packets of engine.io 4 and Socket.IO 5 as text: 40 connect, 42 event with the id of its acknowledgement, 43 that. */
const packet = (acknowledgement: number, ...event: unknown[]): string => `42${acknowledgement}${JSON.stringify(event)}`;

export const socketio: Peer = {
  name: 'socketio',
  title: 'Socket.IO with an INSERT',
  schema: 'plain',
  jobs: ['fanout', 'elsewhere', 'send', 'latency', 'idle'],
  launch: () => ({ script: join(import.meta.dirname, 'server.js') }),
  socket: (person) => ({
    path: '/socket.io/?EIO=4&transport=websocket',
    steps: [
      { send: null, until: '0{"sid"' },
      { send: `40${JSON.stringify({ userId: person.id })}`, until: '40{"sid"' },
    ],
    heartbeat: { ask: '2', answer: '3' },
  }),
  subscription: (_person, room) => ({ send: packet(0, 'join', room.id), until: '430[true]' }),
  sendFrame: (_person, room) => packet(1, 'send', { roomId: room.id, clientMessageId: CLIENT_ID, text: BODY }),
};
