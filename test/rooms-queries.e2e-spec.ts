import { afterAll, beforeAll, expect, it } from 'vitest';
import { statementCounter } from '../src/common/database/database.js';
import { register, type Person } from './support/people.js';
import { enter, Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;
beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
});
afterAll(() => world.close());

const ROOM = `id name memberCount viewerRole avatarUrl history mutedUntil presentCount
  members(first: 3) { edges { node { role user { nickname } } } }
  presentUsers(first: 3) { edges { node { nickname } } }
  conversation { id unreadCount room { id } }`;

async function costOf(person: Person, query: string): Promise<{ statements: number; body: string }> {
  const counter = { count: 0 };
  const { body } = await statementCounter.run(counter, async () => {
    // Awaited in here: the request begins when somebody waits for it.
    const response = await node.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${person.accessToken}` },
      payload: { query },
    });
    return response;
  });
  expect(JSON.parse(body)).not.toHaveProperty('errors');
  return { statements: counter.count, body };
}

it('reads lists of rooms, members, visitors and bans with as many statements however long they are', async () => {
  const measure = async (length: number): Promise<Record<string, number>> => {
    const tag = `${length} rooms`;
    const [owner, stranger] = await Promise.all([register(node, 'Olga'), register(node, 'Sam')]);
    const others = await Promise.all(Array.from({ length }, () => register(node)));
    const rooms = await Promise.all(Array.from({ length }, (_, index) => owner.createRoom(`${tag} ${index}`, others)));
    for (const { roomId } of rooms) for (const person of others.slice(0, 2)) await enter(person, roomId);
    const roomId = rooms[0]!.roomId;
    for (const person of others) await enter(person, roomId);
    const banned = await Promise.all(Array.from({ length }, () => register(node)));
    for (const { id } of banned) await new Rooms(owner).do('removeRoomMember', roomId, { userId: id, ban: true });

    const queries: Record<string, [Person, string, RegExp]> = {
      mine: [owner, `{ rooms(first: ${length}) { edges { node { ${ROOM} } } } }`, /"viewerRole":"OWNER"/g],
      discoverable: [
        stranger,
        `{ rooms(scope: DISCOVERABLE, search: "${tag}", first: ${length}) { edges { node { ${ROOM} } } } }`,
        /"viewerRole":null/g,
      ],
      conversations: [owner, '{ conversations { edges { node { id room { id name viewerRole } } } } }', /"name"/g],
      members: [
        owner,
        `{ room(id: "${roomId}") { members(first: 50) { edges { node { user { id nickname } } } } } }`,
        /"nickname":"Person/g,
      ],
      present: [
        owner,
        `{ room(id: "${roomId}") { presentUsers(first: 50) { edges { node { id nickname } } } } }`,
        /"nickname":"Person/g,
      ],
      bans: [
        owner,
        `{ roomBans(roomId: "${roomId}") { edges { node { user { nickname } bannedBy { id } } } } }`,
        /"nickname"/g,
      ],
    };
    const costs: Record<string, number> = {};
    for (const [name, [person, query, item]] of Object.entries(queries)) {
      const { statements, body } = await costOf(person, query);
      expect([name, body.match(item)?.length]).toEqual([name, length]);
      costs[name] = statements;
    }
    return costs;
  };
  const few = await measure(2);
  expect(Math.max(...Object.values(few))).toBeLessThanOrEqual(12);
  expect(Math.min(...Object.values(few))).toBeGreaterThan(0);
  // Loaders gather what is asked for within a turn of the event loop, so one batch more or less is chance. A statement
  // for each item would be at least seven more.
  for (const [name, statements] of Object.entries(await measure(9)))
    expect([name, statements <= (few[name] ?? 0) + 3]).toEqual([name, true]);
});
