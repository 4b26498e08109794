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
const inboxOf = (more: string): string => `subscription ($after: String, $seen: [ConversationPosition!]) {
  inbox(after: $after, seen: $seen) {
    __typename
    ... on InboxCaughtUp { cursor }
    ... on ConversationEvent { conversationId revision cursor }
    ${more}
  }
}`;
/** Without the messages themselves. */
const HEADS = inboxOf('');
const WITH_SENDERS = inboxOf('... on MessageAdded { message { id text sender { id nickname } } }');

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

interface Resumed {
  /** Statements that the resume took. */
  readonly statements: number;
  /** How often people were looked up meanwhile. */
  readonly lookups: number;
  readonly ms: number;
}

/** Resumes after so many of the 200 conversations have changed. */
async function resumeAfter(changed: number, messagesEach: number, query = HEADS): Promise<Resumed> {
  const after = await cursorNow(bob);
  const seen = await node.app.get(Database).query('SELECT id AS conversationId, revision FROM conversations');
  for (const room of rooms.slice(0, changed))
    for (let index = 0; index < messagesEach; index += 1) await ann.send(room, `m${index}`);
  const socket = bob.socket();
  await socket.run('{ me { id } }');
  const told: string[] = [];
  let statements: readonly string[] = [];
  const startedAt = performance.now();
  const resumed = async (): Promise<void> => {
    const inbox = socket.subscribe(query, { after, seen });
    await inbox.until(() => inbox.items.some(isCaughtUp), 20_000, 'InboxCaughtUp');
    told.push(...inbox.items.filter(isNumbered).map(({ conversationId, revision }) => `${conversationId} ${revision}`));
  };
  const lookups = await meter.countAll(
    async () => (statements = await meter.measureCalls(node.app.get(InboxService), 'open', resumed)),
    (sql) => sql.includes('FROM users WHERE id IN'),
  );
  const ms = performance.now() - startedAt;
  await socket.dispose();
  // Whole, and nothing twice.
  expect(new Set(told).size).toBe(changed * messagesEach);
  expect(told).toHaveLength(changed * messagesEach);
  return { statements: statements.length, lookups, ms };
}

describe('a resume with 200 conversations', () => {
  it('takes as many statements for 20 changed ones as for all of them, and for 500 missed messages as for 20', async () => {
    const [few, many, all] = [await resumeAfter(20, 1), await resumeAfter(20, 25), await resumeAfter(ROOMS, 1)];
    expect([few, many, all].map(({ statements }) => statements)).toEqual([STATEMENTS, STATEMENTS, STATEMENTS]);
  }, 240_000);

  it('reads who sent the missed messages once, and not each time that the reader has taken some of them', async () => {
    await resumeAfter(1, 2, WITH_SENDERS);
    const { lookups, ms } = await resumeAfter(20, 25, WITH_SENDERS);
    expect(lookups).toBeGreaterThan(0);
    // What was read is used for a second; a machine that stalls has to read again.
    expect(lookups).toBeLessThanOrEqual(1 + Math.floor(ms / 1000));
  }, 240_000);
});
