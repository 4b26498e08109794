import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import type { Json } from './support/clients.js';
import { EDIT, historyOf, newSend, SEND, twoNodes, watch } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const SENDERS = 64;
/** Messages of each sender; longer runs set it higher. */
const EACH = Number(process.env.TEST_LOAD ?? 4);

let world: World;
let nodes: [ServerNode, ServerNode];
let people: Person[];

beforeAll(async () => {
  world = await createWorld();
  nodes = await twoNodes(world);
  people = [];
  for (let done = 0; done < SENDERS; done += 8)
    people.push(...(await Promise.all(Array.from({ length: 8 }, (_, index) => register(nodes[index % 2]!)))));
}, 240_000);

afterAll(async () => {
  await Promise.all(people.map((person) => person.close()));
  await world?.close();
});

const send = async (person: Person, conversationId: string, text: string): Promise<Json> =>
  (await person.http.run(SEND, { input: newSend(conversationId, text) })).sendMessage.message;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

it(`numbers the messages of ${SENDERS} senders at once 1, 2, 3…, and every answer says what is stored`, async () => {
  const [owner, ...others] = people;
  const { conversationId } = await owner!.createRoom('Crowd', others);
  const reader = await watch(people[1]!);
  const acknowledged = (
    await Promise.all(
      people.map(async (person, sender) => {
        const mine: Json[] = [];
        // One after the other: each sender's own messages must keep their order.
        for (let number = 0; number < EACH; number += 1)
          mine.push(await send(person, conversationId, `${sender}:${number}`));
        expect(mine.map(({ seq }) => seq)).toEqual(mine.map(({ seq }) => seq as number).sort((a, b) => a - b));
        return mine;
      }),
    )
  ).flat();
  const total = SENDERS * EACH;
  expect(acknowledged.map(({ seq }) => seq as number).sort((a, b) => a - b)).toEqual(upTo(total));

  for (const node of nodes) {
    const stored = await historyOf(people[2]!.on(node), conversationId);
    expect(stored.map(({ seq }) => seq)).toEqual(upTo(total));
    const bySeq = new Map(stored.map((message) => [message.seq, message]));
    for (const message of acknowledged) expect(bySeq.get(message.seq)).toEqual(message);
    expect(stored.map(({ revision }) => revision)).toEqual(upTo(total).map((seq) => seq + SENDERS));
    const times = stored.map(({ createdAt }) => Date.parse(createdAt));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }

  await reader.until(
    () => reader.items.filter(({ __typename }) => __typename === 'MessageAdded').length >= total,
    20_000,
  );
  const live = reader.items.filter(({ __typename }) => __typename === 'MessageAdded');
  expect(live.map(({ revision }) => revision)).toEqual(upTo(total).map((seq) => seq + SENDERS));
});

it('gives every change of any sort the next revision, without gap or repeat', async () => {
  const members = people.slice(0, 16);
  const { conversationId } = await members[0]!.createRoom('Changes', members.slice(1));
  const first = await send(members[0]!, conversationId, 'seed');
  await Promise.all(
    members.map(async (person, index) => {
      const message = await send(person, conversationId, 'draft');
      await person.http.run(EDIT, { input: { messageId: message.id, text: `final ${index}` } });
      await send(person, conversationId, 'more');
    }),
  );
  const database = nodes[0].app.get(Database);
  const rows = await database.query<{ revision: number }>(
    `SELECT created_revision AS revision FROM messages WHERE conversation_id = ?
     UNION ALL SELECT revision FROM conversation_events WHERE conversation_id = ?`,
    [conversationId, conversationId],
  );
  const revisions = rows.map(({ revision }) => Number(revision)).sort((a, b) => a - b);
  expect(revisions).toEqual(upTo(16 + 1 + 16 * 3));
  expect(first.revision).toBe(17);
});

it('numbers many conversations side by side, each by itself', async () => {
  const pairs = upTo(SENDERS / 2).map((index) => [people[index * 2 - 2]!, people[index * 2 - 1]!] as const);
  await Promise.all(
    pairs.map(async ([one, two]) => {
      const conversationId = await one.openDirect(two);
      const sent = await Promise.all(
        upTo(EACH).flatMap((number) => [
          send(one, conversationId, `a${number}`),
          send(two, conversationId, `b${number}`),
        ]),
      );
      expect(sent.map(({ seq }) => seq as number).sort((a, b) => a - b)).toEqual(upTo(EACH * 2));
      const stored = await historyOf(two, conversationId);
      expect(stored.map(({ seq }) => seq)).toEqual(upTo(EACH * 2));
      expect(new Set(stored.map(({ clientMessageId }) => clientMessageId)).size).toBe(EACH * 2);
    }),
  );
});
