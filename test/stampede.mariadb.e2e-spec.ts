import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { InboxService } from '../src/modules/messages/inbox/inbox.service.js';
import { cursorNow, isCaughtUp, isNumbered, PROMPT } from './support/inbox.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';

const PEOPLE = 5;
const SOCKETS_EACH = 20;
const INBOX = `subscription ($after: String, $seen: [ConversationPosition!]) {
  inbox(after: $after, seen: $seen) { __typename ... on ConversationEvent { conversationId revision } }
}`;

let world: World;
let node: ServerNode;
let people: Person[];

beforeAll(async () => {
  world = await createWorld({ ...PROMPT, SOCKET_MAX_PER_ADDRESS: '1000' });
  node = await world.startNode();
  people = [];
  for (let index = 0; index < PEOPLE; index += 1) people.push(await register(node, `Person ${index}`));
}, 120_000);

afterAll(async () => {
  await Promise.all((people ?? []).map((person) => person.close()));
  await world?.close();
});

/** Until so many inboxes are being opened nothing is read, as when a busy database takes its time. */
async function holdReads(count: number): Promise<void> {
  const [database, inbox] = [node.app.get(Database), node.app.get(InboxService)];
  const [query, open] = [database.query.bind(database), inbox.open.bind(inbox)];
  let opened = 0;
  await new Promise<void>((resolve) => {
    const gate = new Promise<void>((free) => {
      inbox.open = (...args) => {
        opened += 1;
        if (opened === count) {
          free();
          resolve();
        }
        return open(...args);
      };
    });
    database.query = async (...args) => {
      await gate;
      return query(...args);
    };
  });
  Object.assign(database, { query });
  Object.assign(inbox, { open });
}

describe('many sockets that come back in one instant', () => {
  it('take two statements each at most, and each is told what is its own', async () => {
    const [first, ...others] = people as [Person, ...Person[]];
    const own: string[] = [];
    for (const person of people) own.push((await person.createRoom(`Room of ${person.id}`, [])).conversationId);
    const { conversationId } = await first.createRoom('Common', others);
    const after = await cursorNow(first);
    const seen = await node.app.get(Database).query('SELECT id AS conversationId, revision FROM conversations');
    for (const [index, person] of people.entries()) await person.send(own[index] as string, 'missed');
    await first.send(conversationId, 'missed by all');
    const sockets = people.flatMap((person) => Array.from({ length: SOCKETS_EACH }, () => person.socket()));
    await Promise.all(sockets.map((socket) => socket.run('{ me { id } }')));
    const meter = new StatementMeter(node);
    const told: string[][] = [];
    const statements = await meter.countAll(async () => {
      const allHere = holdReads(sockets.length);
      const inboxes = sockets.map((socket) => socket.subscribe(INBOX, { after, seen }));
      await allHere;
      await Promise.all(
        inboxes.map((inbox) => inbox.until(() => inbox.items.some(isCaughtUp), 30_000, 'InboxCaughtUp')),
      );
      for (const { items } of inboxes)
        told.push(items.filter(isNumbered).map((event) => event.conversationId as string));
    });
    await Promise.all(sockets.map((socket) => socket.dispose()));
    for (const [index, conversations] of told.entries())
      expect([...conversations].sort()).toEqual(
        [own[Math.floor(index / SOCKETS_EACH)] as string, conversationId].sort(),
      );
    expect(statements / sockets.length).toBeLessThanOrEqual(2);
  }, 120_000);
});
