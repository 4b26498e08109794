import type { Peer } from '../harness/peer.js';
import { entryOf, type Column, type Group } from '../harness/results.js';
import { inRounds, isWanted, takingPart, type Bench } from '../harness/rounds.js';
import { part } from './parts.js';

const columns: readonly Column[] = [
  { key: 'javascriptKb', title: 'heap and buffers, KB', digits: 1, ratio: true },
  { key: 'residentKb', title: 'resident, KB', digits: 1 },
  { key: 'baseMb', title: 'resident before, MB', digits: 0 },
];

/** What an authenticated subscriber holds who hears nothing: memory of the server, after a collection of garbage. */
export async function idle(bench: Bench, peers: readonly Peer[]): Promise<Group[]> {
  const count = Math.max(...bench.options.subscribers);
  const title = `Idle authenticated subscribers, memory for each of ${count.toLocaleString('en-US')}`;
  const group: Group = { id: 'idle', title, columns, entries: [] };
  if (!isWanted(bench, group.id)) return [];
  bench.say(title);
  const { listeners, hall } = bench.database.fixture;
  await inRounds(bench, takingPart(peers, bench, 'idle'), async ({ peer, server, generator }) => {
    const socket = part(peer, 'socket');
    const subscription = part(peer, 'subscription');
    const sockets = listeners
      .slice(0, count)
      .map((person) => ({ plan: socket(person), subscription: subscription(person, hall) }));
    // What the first ones need besides, compiled code and pools, is not theirs alone.
    const first = sockets.splice(0, Math.floor(count / 10));
    await generator.open({ port: server.port, sockets: first });
    const before = await server.memory();
    await generator.open({ port: server.port, sockets });
    const after = await server.memory();
    entryOf(group, peer, 'memory').samples.push({
      javascriptKb: (after.javascript - before.javascript) / sockets.length / 1024,
      residentKb: (after.resident - before.resident) / sockets.length / 1024,
      baseMb: before.resident / 2 ** 20,
    });
  });
  return [group];
}
