import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { InboxService } from '../src/modules/messages/inbox/inbox.service.js';
import { cursorNow, isCaughtUp, isNumbered, PROMPT } from './support/inbox.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';

const ROOMS = 200;
/** Where the viewer stands; what was missed; receipts and own changes; heads of the conversations, to be live from. */
const STATEMENTS = 4;
/** Without the messages themselves: what reading them costs is delivery's, and the same live. */
const HEADS = `subscription ($after: String, $seen: [ConversationPosition!]) {
  inbox(after: $after, seen: $seen) {
    __typename
    ... on InboxCaughtUp { cursor }
    ... on ConversationEvent { conversationId revision cursor }
  }
}`;

let world: World;
let node: ServerNode;
let meter: StatementMeter;
let ann: Person;
let bob: Person;
const rooms: string[] = [];

beforeAll(async () => {
  world = await createWorld({ ...PROMPT, SOCKETS_PER_USER: '10' });
  node = await world.startNode();
  meter = new StatementMeter(node);
  [ann, bob] = [await register(node, 'Ann'), await register(node, 'Bob')];
  for (let index = 0; index < ROOMS; index += 1)
    rooms.push((await ann.createRoom(`Room ${index}`, [bob])).conversationId);
}, 240_000);

afterAll(async () => {
  await Promise.all([ann, bob].map((person) => person?.close()));
  await world?.close();
});

/** Statements that a resume takes for which so many of the 200 conversations have changed. */
async function resumeAfter(changed: number, messagesEach: number): Promise<number> {
  const after = await cursorNow(bob);
  const seen = await node.app.get(Database).query('SELECT id AS conversationId, revision FROM conversations');
  for (const room of rooms.slice(0, changed))
    for (let index = 0; index < messagesEach; index += 1) await ann.send(room, `m${index}`);
  const socket = bob.socket();
  await socket.run('{ me { id } }');
  const told: string[] = [];
  const statements = await meter.measureCalls(node.app.get(InboxService), 'open', async () => {
    const inbox = socket.subscribe(HEADS, { after, seen });
    await inbox.until(() => inbox.items.some(isCaughtUp), 20_000, 'InboxCaughtUp');
    told.push(...inbox.items.filter(isNumbered).map(({ conversationId, revision }) => `${conversationId} ${revision}`));
  });
  await socket.dispose();
  // Whole, and nothing twice.
  expect(new Set(told).size).toBe(changed * messagesEach);
  expect(told).toHaveLength(changed * messagesEach);
  return statements.length;
}

describe('a resume with 200 conversations', () => {
  it('takes as many statements for 20 changed ones as for all of them, and for 500 missed messages as for 20', async () => {
    const [few, many, all] = [await resumeAfter(20, 1), await resumeAfter(20, 25), await resumeAfter(ROOMS, 1)];
    expect([few, many, all]).toEqual([STATEMENTS, STATEMENTS, STATEMENTS]);
  }, 240_000);
});
