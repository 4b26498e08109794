import type { Exchange, Lane } from '../harness/commands.js';
import type { Person, Room } from '../harness/fixture.js';
import type { Peer } from '../harness/peer.js';
import { entryOf, type Group } from '../harness/results.js';
import { inRounds, isWanted, takingPart, type Bench } from '../harness/rounds.js';
import { ACK_STAMP } from '../harness/stamp.js';
import { operationColumns } from './columns.js';
import { part } from './parts.js';

type Door = 'socket' | 'http';

/** Durable sends, each answered after its commit. */
export async function send(bench: Bench, peers: readonly Peer[]): Promise<Group[]> {
  const { inFlight, rooms } = bench.options;
  const all = bench.database.fixture.rooms;
  const hot = all.slice(0, 1);
  const groups = [
    await sends(bench, takingPart(peers, bench, 'send'), 'socket', {
      ...{ id: 'send', title: 'Durable sends over a socket' },
      cases: {
        [`${inFlight} in flight, ${rooms} rooms`]: { lanes: inFlight, rooms: all },
        [`${inFlight} in flight, one hot room`]: { lanes: inFlight, rooms: hot },
      },
    }),
    await sends(bench, takingPart(peers, bench, 'latency'), 'socket', {
      ...{ id: 'latency', title: 'One send at a time over a socket' },
      cases: { 'one in flight': { lanes: 1, rooms: hot } },
    }),
    await sends(bench, takingPart(peers, bench, 'send-http'), 'http', {
      ...{ id: 'send-http', title: 'Durable sends over HTTP' },
      cases: { [`${inFlight} in flight, ${rooms} rooms`]: { lanes: inFlight, rooms: all } },
    }),
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

interface SendWish {
  readonly id: string;
  readonly title: string;
  readonly cases: Readonly<Record<string, { readonly lanes: number; readonly rooms: readonly Room[] }>>;
}

/** One table of sends, of these peers. */
export async function sends(bench: Bench, peers: readonly Peer[], door: Door, wish: SendWish): Promise<Group> {
  const group: Group = { id: wish.id, title: wish.title, columns: operationColumns, entries: [] };
  const cases = Object.entries(wish.cases).filter(([name]) => isWanted(bench, `${wish.id} ${name}`));
  if (cases.length === 0) return group;
  bench.say(wish.title);
  await inRounds(bench, peers, async (bout) => {
    for (const [name, wanted] of cases) {
      const lanes = bench.database.fixture.senders
        .slice(0, wanted.lanes)
        .map((sender, index) => laneOf(bout.peer, door, sender, rotated(wanted.rooms, index * 7)));
      const result = await bout.generator.closed({ ...bout.window(), lanes, stamp: ACK_STAMP });
      entryOf(group, bout.peer, name).samples.push(bout.sampleOf(result));
    }
  });
  return group;
}

function laneOf(peer: Peer, door: Door, sender: Person, rooms: readonly Room[]): Lane {
  const once = (send: Exchange['send']): Exchange[] => [{ send, stamps: 1 }];
  if (door === 'http') {
    const request = part(peer, 'sendRequest');
    return { plan: null, operations: rooms.map((room) => once(request(sender, room))) };
  }
  const frame = part(peer, 'sendFrame');
  return { plan: part(peer, 'socket')(sender), operations: rooms.map((room) => once(frame(sender, room))) };
}

/** So that senders do not go through the rooms in step. */
const rotated = <T>(items: readonly T[], by: number): T[] => {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
};
