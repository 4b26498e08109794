import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../src/common/database/database.js';
import type { Json } from './support/clients.js';
import { HIDE } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const EDGES = 'edges { node { id text sender { nickname } } }';
const ONE = `query ($id: ID!) { conversation(id: $id) { messages(last: 3) { ${EDGES} } } }`;
/** Two pages of one conversation are read after its membership. */
const TWO = `query ($id: ID!) { conversation(id: $id) { messages(last: 3) { ${EDGES} } more: messages(last: 4) { ${EDGES} } } }`;

let world: World;
let node: ServerNode;
let ann: Person;
let conversationId: string;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  ann = await register(node, 'Ann');
  ({ conversationId } = await ann.createRoom('Room', []));
  for (const text of ['1', '2', '3', '4', '5', '6']) await ann.send(conversationId, text);
});
afterAll(() => world?.close());

interface Step {
  readonly select_type: string;
  readonly table: string | null;
  readonly key: string | null;
  readonly ref: string | null;
  readonly Extra: string;
}

/** How MariaDB would run each statement on messages that the operation runs. */
async function plansOf(query: string): Promise<Step[][]> {
  const database = node.app.get(Database);
  const spies = [vi.spyOn(database, 'query'), vi.spyOn(database, 'queryPrepared')];
  await ann.http.run(query, { id: conversationId });
  const asked = spies.flatMap(({ mock }) => mock.calls).filter(([sql]) => /\bmessages m\b/.test(sql));
  for (const spy of spies) spy.mockRestore();
  return Promise.all(asked.map(([sql, parameters]) => database.query<Step>(`EXPLAIN ${sql}`, parameters)));
}

describe('what a reader has hidden', () => {
  it('is looked for by its key, message by message, and is not copied', async () => {
    const first = await ann.http.run(ONE, { id: conversationId });
    // None is hidden yet: it is not even looked for.
    const [[...before] = []] = await plansOf(ONE);
    expect(before.find(({ table }) => table === 'h')).toMatchObject({ Extra: 'Impossible ON condition' });
    const [, second] = first.conversation.messages.edges as Json[];
    await ann.http.run(HIDE, { input: { messageId: second.node.id } });
    for (const query of [ONE, TWO]) {
      const plans = await plansOf(query);
      expect(plans).not.toEqual([]);
      for (const plan of plans) {
        expect(plan.map(({ select_type: type }) => type)).not.toContain('MATERIALIZED');
        const hidden = plan.filter(({ table }) => table === 'h');
        expect(hidden).not.toEqual([]);
        // User, conversation and number.
        for (const { key, ref } of hidden)
          expect([key, (ref ?? '').split(',')]).toEqual([
            'PRIMARY',
            expect.toSatisfy((parts: string[]) => parts.length === 3),
          ]);
      }
    }
    const { conversation } = await ann.http.run(ONE, { id: conversationId });
    expect(conversation.messages.edges.map((edge: Json) => edge.node.text)).toEqual(['3', '4', '6']);
  });
});
