import type { Exchange, Lane, LoadResult } from '../harness/commands.js';
import { PAGE_SIZE, SHELF_MESSAGES, type Person } from '../harness/fixture.js';
import type { Peer, ReadKind } from '../harness/peer.js';
import { entryOf, type Group } from '../harness/results.js';
import { inRounds, isWanted, takingPart, type Bench } from '../harness/rounds.js';
import { MESSAGE_STAMP } from '../harness/stamp.js';
import { operationColumns } from './columns.js';
import { part } from './parts.js';

/** The doors of a peer count as two, so that they stand beside each other in one table. */
interface Reader {
  readonly peer: Peer;
  readonly door: 'HTTP' | 'socket';
}

const LANES = 8;

/** Pages of a long history, and the list of conversations. */
export async function read(bench: Bench, peers: readonly Peer[]): Promise<Group[]> {
  const group: Group = { id: 'read', title: 'Reading', columns: operationColumns, entries: [] };
  const { archive, conversations } = bench.options;
  const cases: Record<ReadKind, string> = {
    newest: `newest ${PAGE_SIZE} of ${archive.toLocaleString('en-US')} messages, with their senders`,
    deep: `${PAGE_SIZE} from the middle of ${archive.toLocaleString('en-US')} messages, with their senders`,
    list: `list of ${conversations} conversations with last message and unread count`,
  };
  const wanted = (Object.keys(cases) as ReadKind[]).filter((kind) => isWanted(bench, `read ${kind}`));
  if (wanted.length === 0) return [];
  bench.say(group.title);
  const bySocket = new Set(takingPart(peers, bench, 'read-socket'));
  const all = peers.filter((peer) => bySocket.has(peer) || takingPart([peer], bench, 'read').length > 0);
  await inRounds(bench, all, async (bout) => {
    const { peer, generator } = bout;
    for (const door of ['HTTP', 'socket'] as const) {
      if (!peer.jobs.includes(door === 'HTTP' ? 'read' : 'read-socket')) continue;
      for (const kind of wanted) {
        const lanes = lanesOf(bench, { peer, door }, kind);
        const result = await generator.closed({ ...bout.window(), lanes, stamp: MESSAGE_STAMP });
        check(bench, kind, result);
        const entry = { name: `${peer.name} ${door}`, title: `${peer.title}, ${door}` };
        // Numbers of requests are no numbers of messages: what was read stays as it was.
        entryOf(group, entry, cases[kind]).samples.push(bout.sampleOf(result));
      }
    }
  });
  return [group];
}

function lanesOf({ database, options }: Bench, { peer, door }: Reader, kind: ReadKind): Lane[] {
  const { fixture } = database;
  const total = kind === 'list' ? options.conversations : PAGE_SIZE;
  return Array.from({ length: LANES }, (_, index) => {
    const reader = fixture.readers[index % fixture.readers.length] as Person;
    const sends: readonly Exchange['send'][] =
      door === 'HTTP'
        ? part(peer, 'readRequests')(kind, reader, fixture)
        : part(peer, 'readFrames')(kind, reader, fixture);
    const operation = sends.map((send, place) => ({ send, stamps: stampsOf(total, sends.length, place) }));
    return { plan: door === 'HTTP' ? null : part(peer, 'socket')(reader), operations: [operation] };
  });
}

/** Several requests bring 100 each, the last one the rest. */
const stampsOf = (total: number, requests: number, place: number): number =>
  requests === 1 ? total : place < requests - 1 ? 100 : total - 100 * (requests - 1);

/** That the answers hold the right messages, not only as many. */
function check({ database }: Bench, kind: ReadKind, { lowest, highest }: LoadResult): void {
  const { archive, deepBefore } = database.fixture;
  const last = { newest: archive.messages, deep: deepBefore - 1, list: SHELF_MESSAGES }[kind];
  const first = kind === 'list' ? SHELF_MESSAGES : last - PAGE_SIZE + 1;
  if (lowest !== first || highest !== last)
    throw new Error(`${kind} shows messages ${lowest} to ${highest} instead of ${first} to ${last}`);
}
