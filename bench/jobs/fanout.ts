import type { Person } from '../harness/fixture.js';
import type { Peer } from '../harness/peer.js';
import { entryOf, type Group } from '../harness/results.js';
import { inRounds, isWanted, takingPart, type Bench, type Bout } from '../harness/rounds.js';
import { ACK_STAMP } from '../harness/stamp.js';
import { deliveryColumns, operationColumns } from './columns.js';
import { part } from './parts.js';

/** One room, many listeners: what a delivered message costs. */
export async function fanout(bench: Bench, peers: readonly Peer[]): Promise<Group[]> {
  const groups: Group[] = [];
  for (const count of bench.options.subscribers) {
    const title = `Fan-out to ${count.toLocaleString('en-US')} subscribers, per delivered message`;
    const group: Group = { id: `fanout-${count}`, title, columns: deliveryColumns, entries: [] };
    if (!isWanted(bench, group.id)) continue;
    bench.say(title);
    await inRounds(bench, takingPart(peers, bench, 'fanout'), (bout) => hall(bench, bout, count, group));
    groups.push(group);
  }
  return groups;
}

async function hall(bench: Bench, bout: Bout, count: number, group: Group): Promise<void> {
  const { peer, server, generator } = bout;
  const { hall: room, listeners, senders } = bench.database.fixture;
  const subscription = part(peer, 'subscription');
  const socket = part(peer, 'socket');
  const sockets = listeners
    .slice(0, count)
    .map((person) => ({ plan: socket(person), subscription: subscription(person, room) }));
  await generator.open({ port: server.port, sockets });
  for (const posts of [bench.options.posts, 1]) {
    const posters = senders
      .slice(0, posts)
      .map((person) => ({ plan: socket(person), frame: part(peer, 'sendFrame')(person, room) }));
    const result = await generator.fanout({ ...bout.window(), posters });
    const name = posts === 1 ? 'one post in flight' : `${posts} posts in flight`;
    entryOf(group, peer, name).samples.push(bout.sampleOf(result));
  }
}

/** What a post costs while many listen to other rooms. */
export async function elsewhere(bench: Bench, peers: readonly Peer[]): Promise<Group[]> {
  const title = 'A post to a room without listeners, while others listen to other rooms';
  const group: Group = { id: 'elsewhere', title, columns: operationColumns, entries: [] };
  if (!isWanted(bench, group.id)) return [];
  bench.say(title);
  await inRounds(bench, takingPart(peers, bench, 'elsewhere'), async (bout) => {
    const { peer, server, generator } = bout;
    const { listeners, rooms, senders, study } = bench.database.fixture;
    const socket = part(peer, 'socket');
    const measure = async (name: string): Promise<void> => {
      const [sender] = senders as [Person];
      const send = part(peer, 'sendFrame')(sender, study);
      const lanes = [{ plan: socket(sender), operations: [[{ send, stamps: 1 }]] }];
      const result = await generator.closed({ ...bout.window(), lanes, stamp: ACK_STAMP });
      entryOf(group, peer, name).samples.push(bout.sampleOf(result));
    };
    await measure('nobody listens');
    const many = listeners.slice(0, 1000);
    const subscription = part(peer, 'subscription');
    const sockets = many.map((person, index) => ({
      plan: socket(person),
      subscription: subscription(person, rooms[index % rooms.length] ?? study),
    }));
    await generator.open({ port: server.port, sockets });
    await measure(`${many.length.toLocaleString('en-US')} listen elsewhere`);
  });
  return [group];
}
