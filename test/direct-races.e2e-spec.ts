import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import type { Json } from './support/clients.js';
import { newSend, SEND, twoNodes } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const RACES = 200;
/** 200 pairs among as few people: registering them takes longer than the races. */
const PEOPLE = 21;

const OPEN = `mutation ($input: OpenDirectConversationInput!) {
  openDirectConversation(input: $input) { created conversation { id participants { edges { node { user { id } } } } } }
}`;

let world: World;
let nodes: [ServerNode, ServerNode];
let people: Person[];

beforeAll(async () => {
  world = await createWorld();
  nodes = await twoNodes(world);
  people = [];
  while (people.length < PEOPLE) people.push(...(await Promise.all([0, 1, 0].map((index) => register(nodes[index]!)))));
}, 240_000);
afterAll(() => world?.close());

const open = async (viewer: Person, other: Person): Promise<Json> =>
  (await viewer.http.run(OPEN, { input: { userId: other.id } })).openDirectConversation;

it(`two people who open a conversation with each other at once, ${RACES} times, have one`, async () => {
  const pairs = people
    .flatMap((one, index) => people.slice(index + 1).map((two) => [one, two] as const))
    .slice(0, RACES);
  expect(pairs).toHaveLength(RACES);
  let batch = 0;
  for (let start = 0; start < pairs.length; start += 4) {
    await Promise.all(
      pairs.slice(start, start + 4).map(async ([one, two]) => {
        // Both directions and, every other time, both nodes the other way round; a third opener arrives as well.
        const [first, second] = (batch += 1) % 2 ? nodes : [nodes[1], nodes[0]];
        const opened = await Promise.all([
          open(one.on(first), two),
          open(two.on(second), one),
          open(one.on(second), two),
        ]);
        expect(new Set(opened.map(({ conversation }) => conversation.id)).size).toBe(1);
        expect(opened.filter(({ created }) => created)).toHaveLength(1);
        for (const { conversation } of opened)
          expect(conversation.participants.edges.map(({ node }: Json) => node.user.id).sort()).toEqual(
            [one.id, two.id].sort(),
          );
      }),
    );
  }
  const database = nodes[0].app.get(Database);
  const [conversations] = await database.query<{ count: number }>('SELECT COUNT(*) AS count FROM conversations');
  const [participants] = await database.query<{ count: number }>('SELECT COUNT(*) AS count FROM participants');
  const [events] = await database.query<{ count: number }>('SELECT COUNT(*) AS count FROM conversation_events');
  expect([conversations, participants, events].map((row) => Number(row?.count))).toEqual([RACES, RACES * 2, RACES * 2]);
}, 240_000);

it('what each of the two sends at once into it stands in one history', async () => {
  const [one, two] = [people[19]!, people[20]!];
  const [a, b] = await Promise.all([open(one, two), open(two, one)]);
  expect(a.conversation.id).toBe(b.conversation.id);
  const conversationId = a.conversation.id as string;
  const sent = await Promise.all(
    [one, two].map((person) => person.http.run(SEND, { input: newSend(conversationId, 'hi') })),
  );
  expect(sent.map(({ sendMessage }) => sendMessage.message.seq).sort()).toEqual([1, 2]);
});

it('oneself is one person, however often it is tried at once', async () => {
  const person = people[0]!;
  const opened = await Promise.all(
    nodes.flatMap((node) => [open(person.on(node), person), open(person.on(node), person)]),
  );
  expect(new Set(opened.map(({ conversation }) => conversation.id)).size).toBe(1);
  expect(opened[0].conversation.participants.edges).toHaveLength(1);
});
