import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, refusalOf } from './support/acts.js';
import { HttpDoor, type Collector, type Json } from './support/clients.js';
import { twoNodes } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';

const TYPING = `subscription ($ids: [ID!]) { typing(conversationIds: $ids) {
  conversationId userId isTyping user { nickname } } }`;

let world: World;
let node: ServerNode;
let other: ServerNode;
let ann: Person;
let bob: Person;
let eve: Person;

beforeAll(async () => {
  world = await createWorld();
  [node, other] = await twoNodes(world);
  ann = await register(node, 'Ann');
  bob = await register(other, 'Bob');
  eve = await register(node, 'Eve');
});

afterAll(async () => {
  await Promise.all([ann, bob, eve].map((person) => person?.close()));
  await world?.close();
});

const type = (person: Person, conversationId: string, isTyping = true): Promise<Json> =>
  act(person.http, 'setTyping', { conversationId, isTyping }, 'conversationId');

/** Opens the stream; answers once it is live: somebody is heard to write and to cease. */
async function watch(person: Person, ids: string[] | null, by: Person, conversationId: string): Promise<Collector> {
  const stream = person.socket().subscribe(TYPING, { ids });
  const probes: Promise<unknown>[] = [];
  const probe = setInterval(
    () => probes.push(type(by, conversationId, probes.length % 2 === 0).catch(() => undefined)),
    50,
  );
  await stream.until(() => stream.items.length > 0, 10_000, 'somebody writing');
  clearInterval(probe);
  await Promise.all(probes);
  await type(by, conversationId, false);
  await stream.until(() => stream.items.at(-1).isTyping === false, 10_000, 'the end of writing');
  while (stream.items.at(-1) !== (await stream.next()));
  return stream;
}

it('is told to those who ask, on all nodes, once for each beginning and end', async () => {
  const conversationId = await ann.openDirect(bob);
  const elsewhere = await ann.createRoom('Elsewhere', [bob]);
  // One after the other: the second would hear how the first is opened.
  const one = await watch(bob, [conversationId], ann, conversationId);
  const all = await watch(bob, null, ann, elsewhere.conversationId);
  for (let times = 0; times < 5; times += 1) await type(ann, conversationId);
  const begun = { conversationId, userId: ann.id, isTyping: true, user: { nickname: 'Ann' } };
  for (const stream of [one, all]) expect(await stream.next()).toEqual(begun);
  await type(ann, conversationId, false);
  for (const stream of [one, all]) expect(await stream.next()).toEqual({ ...begun, isTyping: false });
  // A message ends it as well; and who asked for one conversation hears of no other.
  await type(ann, elsewhere.conversationId);
  expect(await all.next()).toMatchObject({ conversationId: elsewhere.conversationId, isTyping: true });
  await ann.send(elsewhere.conversationId, 'written');
  expect(await all.next()).toMatchObject({ conversationId: elsewhere.conversationId, isTyping: false });
  expect(one.items.filter((event) => event.conversationId !== conversationId)).toEqual([]);
});

it('ends by itself when nothing more is said, and is not told to who writes', async () => {
  const conversationId = await ann.openDirect(eve);
  const stream = await watch(eve, [conversationId], ann, conversationId);
  const own = ann.socket().subscribe(TYPING, { ids: [conversationId] });
  await type(ann, conversationId);
  expect(await stream.next()).toMatchObject({ isTyping: true });
  expect(await stream.next()).toMatchObject({ isTyping: false, userId: ann.id });
  expect(own.items).toEqual([]);
});

it('follows the viewer into new conversations and not beyond the end of a membership', async () => {
  const conversationId = await ann.openDirect(bob);
  const all = await watch(bob, null, ann, conversationId);
  const room = await ann.createRoom('New', [bob]);
  const probe = setInterval(() => void type(ann, room.conversationId), 100);
  await all.nextWhere((event) => event.conversationId === room.conversationId);
  clearInterval(probe);
  await act(ann.http, 'removeRoomMember', { roomId: room.roomId, userId: bob.id });
  const before = all.items.length;
  await act(ann.http, 'setTyping', { conversationId: room.conversationId, isTyping: false });
  await type(ann, conversationId);
  await all.nextWhere((event) => event.conversationId === conversationId && event.isTyping);
  expect(all.items.slice(before).filter((event) => event.conversationId === room.conversationId)).toEqual([]);
});

it('is refused to strangers, former members, and who may not speak', async () => {
  const { conversationId, roomId } = await ann.createRoom('Room', [bob, eve]);
  const stranger = await register(node, 'Stranger');
  const input = { conversationId, isTyping: true };
  expect(await refusalOf(new HttpDoor(node.url), 'setTyping', input)).toBe('UNAUTHENTICATED');
  for (const door of [stranger.http, stranger.socket()])
    expect(await refusalOf(door, 'setTyping', input)).toBe('NOT_FOUND');
  await act(eve.http, 'leaveRoom', { roomId });
  expect(await refusalOf(eve.http, 'setTyping', input)).toBe('NOT_A_MEMBER');
  await act(ann.http, 'muteRoomMember', { roomId, userId: bob.id, until: new Date(Date.now() + 60_000) });
  expect(await refusalOf(bob.http, 'setTyping', input)).toBe('MUTED');
  const direct = await ann.openDirect(eve);
  await act(ann.http, 'blockUser', { userId: eve.id });
  for (const person of [ann, eve])
    expect(await refusalOf(person.http, 'setTyping', { conversationId: direct, isTyping: true })).toBe('BLOCKED');
  await act(ann.http, 'unblockUser', { userId: eve.id });
  const refused = stranger.socket().subscribe(TYPING, { ids: [conversationId] });
  await refused.ended();
  expect(refused.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  await stranger.close();
});

it('writes nothing to the database, and asks it nothing for a repetition', async () => {
  const conversationId = await ann.openDirect(bob);
  const meter = new StatementMeter(node);
  const mutation = 'mutation ($input: SetTypingInput!) { setTyping(input: $input) { conversationId } }';
  const input = { conversationId, isTyping: true };
  await type(ann, conversationId, false);
  const first = await meter.measure(ann, mutation, { input });
  const again = await meter.measure(ann, mutation, { input });
  expect(first.statements.filter((sql) => !/^\s*SELECT/i.test(sql))).toEqual([]);
  expect(again.statements.filter((sql) => /conversations|participants|blocks/.test(sql))).toEqual([]);
});
