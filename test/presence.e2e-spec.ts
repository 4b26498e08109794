import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { act } from './support/acts.js';
import { HttpDoor, type Collector, type Json, type SocketDoor } from './support/clients.js';
import { twoNodes } from './support/messages.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';

const PRESENCE =
  'subscription ($ids: [ID!]!) { presence(userIds: $ids) { userId state lastSeenAt user { nickname } } }';

let world: World;
let node: ServerNode;
let other: ServerNode;

beforeAll(async () => {
  world = await createWorld({ PRESENCE_EXPIRY_MS: '1500' });
  [node, other] = await twoNodes(world);
});

afterAll(() => world?.close());

/** Ann and Bob, who share a conversation; Bob on the other node. */
async function pair(): Promise<{ ann: Person; bob: Person; conversationId: string }> {
  const [ann, bob] = await Promise.all([register(node, 'Ann'), register(other, 'Bob')]);
  return { ann, bob, conversationId: await ann.openDirect(bob) };
}

const watch = (person: Person, ...people: Person[]): Collector =>
  person.socket().subscribe(PRESENCE, { ids: people.map(({ id }) => id) });

/** A socket that is open: somebody is there. */
async function come(person: Person): Promise<SocketDoor> {
  const socket = person.socket();
  await socket.run('query { me { id } }');
  return socket;
}

const stateOf = (stream: Collector, state: string): Promise<Json> => stream.nextWhere((event) => event.state === state);

it('is told at once and when it changes, on all nodes, with when somebody was last there', async () => {
  const { ann, bob } = await pair();
  const stream = watch(ann, bob);
  expect(await stream.next()).toEqual({
    userId: bob.id,
    state: 'OFFLINE',
    lastSeenAt: null,
    user: { nickname: 'Bob' },
  });
  const before = Date.now();
  const [phone, desk] = [await come(bob), await come(bob.on(node))];
  expect(await stream.next()).toMatchObject({ userId: bob.id, state: 'ONLINE', lastSeenAt: null });
  await phone.dispose();
  // One device is left: nothing to tell. Coming back within moments is none either.
  await desk.dispose();
  const again = await come(bob);
  await again.dispose();
  const gone = await stream.next();
  expect(gone).toMatchObject({ userId: bob.id, state: 'OFFLINE' });
  expect(Date.parse(gone.lastSeenAt)).toBeGreaterThanOrEqual(before);
  expect(stream.items.map(({ state }) => state)).toEqual(['OFFLINE', 'ONLINE', 'OFFLINE']);
  const later = watch(ann, bob);
  expect(await later.next()).toMatchObject({ state: 'OFFLINE', lastSeenAt: gone.lastSeenAt });
});

it('is for people who share a conversation, or are in the other one’s contacts', async () => {
  const [ann, bob] = await Promise.all([register(node, 'Ann'), register(other, 'Bob')]);
  await come(bob);
  await act(ann.http, 'addContact', { userId: bob.id, groupName: 'Friends' });
  expect(await watch(ann, bob).next()).toMatchObject({ state: 'OFFLINE', lastSeenAt: null });
  await act(bob.http, 'addContact', { userId: ann.id, groupName: 'Friends' });
  expect(await watch(ann, bob).next()).toMatchObject({ state: 'ONLINE' });
  const eve = await register(node, 'Eve');
  const { roomId } = await eve.createRoom('Room', [bob]);
  expect(await watch(eve, bob).next()).toMatchObject({ state: 'ONLINE' });
  await act(eve.http, 'removeRoomMember', { roomId, userId: bob.id });
  expect(await watch(eve, bob).next()).toMatchObject({ state: 'OFFLINE', lastSeenAt: null });
  expect(await watch(eve, eve).next()).toMatchObject({ state: 'ONLINE' });
  const nobody = eve.socket().subscribe(PRESENCE, { ids: ['nobody', ann.id] });
  expect((await nobody.count(2)).map(({ state }) => state)).toEqual(['OFFLINE', 'OFFLINE']);
});

it('ends for both with a block, and comes back without', async () => {
  const { ann, bob } = await pair();
  await Promise.all([come(ann), come(bob)]);
  const [hers, his] = [watch(ann, bob), watch(bob, ann)];
  for (const stream of [hers, his]) await stateOf(stream, 'ONLINE');
  await act(ann.http, 'blockUser', { userId: bob.id });
  for (const stream of [hers, his]) expect(await stream.next()).toMatchObject({ state: 'OFFLINE', lastSeenAt: null });
  await act(ann.http, 'unblockUser', { userId: bob.id });
  for (const stream of [hers, his]) expect(await stream.next()).toMatchObject({ state: 'ONLINE' });
});

it('can be hidden by everybody for themselves, at once', async () => {
  const { ann, bob } = await pair();
  await come(bob);
  const stream = watch(ann, bob);
  await stateOf(stream, 'ONLINE');
  const settings = 'query { me { settings { presenceVisible } } }';
  expect((await bob.http.run(settings)).me.settings).toEqual({ presenceVisible: true });
  await act(bob.http, 'setPresenceVisibility', { visible: false });
  expect(await stream.next()).toMatchObject({ state: 'OFFLINE', lastSeenAt: null });
  expect((await bob.http.run(settings)).me.settings).toEqual({ presenceVisible: false });
  expect(await watch(bob, bob).next()).toMatchObject({ state: 'ONLINE' });
  await act(bob.http, 'setPresenceVisibility', { visible: true });
  expect(await stream.next()).toMatchObject({ state: 'ONLINE' });
});

it('asks for a sign-in, for at most 200 people, and can be turned off by the operator', async () => {
  const { ann, bob } = await pair();
  const refusalOf = async (door: SocketDoor, ids: string[]): Promise<unknown> => {
    const stream = door.subscribe(PRESENCE, { ids });
    await stream.ended();
    return stream.errors?.[0]?.extensions;
  };
  expect(await refusalOf(ann.socket({ token: null }), [bob.id])).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(
    await refusalOf(
      ann.socket(),
      Array.from({ length: 201 }, () => bob.id),
    ),
  ).toMatchObject({ code: 'INVALID_INPUT' });
  const mutation = `mutation ($input: SetPresenceVisibilityInput!) { setPresenceVisibility(input: $input) { visible } }`;
  expect(await new HttpDoor(node.url).codeOf(mutation, { input: { visible: false } })).toBe('UNAUTHENTICATED');
  const silentWorld = await createWorld({ PRESENCE: 'off' });
  const silent = await silentWorld.startNode();
  const eve = await register(silent, 'Eve');
  expect(await refusalOf(eve.socket(), [eve.id])).toMatchObject({ code: 'FORBIDDEN', reason: 'presence' });
  await eve.close();
  await silentWorld.close();
});

it('writes nothing while somebody comes and stays, and goes with the account', async () => {
  const { ann, bob } = await pair();
  const stream = watch(ann, bob);
  await stateOf(stream, 'OFFLINE');
  const meter = new StatementMeter(other);
  const writes: string[] = [];
  const socket = await come(bob);
  await stateOf(stream, 'ONLINE');
  const { statements } = await meter.measure(bob, 'query { me { id } }');
  writes.push(...statements.filter((sql) => /presences/.test(sql)));
  const kept = async (): Promise<number> =>
    (await node.app.get(Database).query('SELECT 1 FROM presences WHERE user_id = ?', [bob.id])).length;
  expect([writes, await kept()]).toEqual([[], 0]);
  await socket.dispose();
  await stateOf(stream, 'OFFLINE');
  expect(await kept()).toBe(1);
  const phone = await come(bob);
  await stateOf(stream, 'ONLINE');
  await act(bob.http, 'deleteAccount', { password: PASSWORD });
  expect(await stateOf(stream, 'OFFLINE')).toMatchObject({ lastSeenAt: null });
  await phone.dispose();
});
