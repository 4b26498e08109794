import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector, Json } from './support/clients.js';
import { buildServer, startNodeProcess, type NodeProcess } from './support/node-process.js';
import { register, type Person } from './support/people.js';
import { enter, Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const as = (person: Person) => new Rooms(person);
const inShort = (items: readonly Json[]) => items.map(({ type, nickname }) => `${nickname} ${type}`);
const told = async (visit: Collector, count: number, timeoutMs?: number) =>
  inShort(await visit.count(count + 1, timeoutMs)).slice(1);

describe.each([
  ['through Redis', {}],
  ['through the database alone', { REDIS_URL: '', MULTI_NODE: 'on' }],
])('a room on two nodes, %s', (_, settings) => {
  let world: World;
  let first: ServerNode;
  let second: ServerNode;
  beforeAll(async () => {
    world = await createWorld(settings);
    first = await world.startNode();
    second = await world.startNode();
  });
  afterAll(() => world.close());

  it('is entered once and left once by somebody with sockets on both', async () => {
    const [ann, ben, cem] = await Promise.all(['Ann', 'Ben', 'Cem'].map((nickname) => register(first, nickname)));
    const { roomId } = await ann!.createRoom('Tea', [ben!, cem!]);
    const anns = await enter(ann!, roomId);
    const cems = await enter(cem!.on(second), roomId);
    await told(anns, 1);
    const here = await enter(ben!, roomId);
    const there = await enter(ben!.on(second), roomId);
    await told(cems, 1);
    here.stop();
    // Takes the same way as an EXITED that must not come.
    await as(ann!).do('updateRoom', roomId, { description: 'Ben has one socket less' });
    expect((await as(cem!.on(second)).room(roomId)).presentCount).toBe(3);
    there.stop();
    expect(await told(anns, 3)).toEqual(['Cem ENTERED', 'Ben ENTERED', 'Ben EXITED']);
    expect(await told(cems, 2)).toEqual(['Ben ENTERED', 'Ben EXITED']);
  });

  it('tells of members on the other node, whose subscriptions end', async () => {
    const [ann, ben] = await Promise.all(['Ann', 'Ben'].map((nickname) => register(first, nickname)));
    const { roomId } = await ann!.createRoom('Tea', [ben!]);
    const anns = await enter(ann!, roomId);
    const bens = await enter(ben!.on(second), roomId);
    await told(anns, 1);
    await as(ann!).do('removeRoomMember', roomId, { userId: ben!.id });
    await bens.ended();
    expect(await told(bens, 1).catch(() => inShort(bens.items).slice(1))).toEqual(['Ben REMOVED']);
    expect(await told(anns, 3)).toEqual(['Ben ENTERED', 'Ben REMOVED', 'Ben EXITED']);
  });

  it('is left by everybody on a node that is shut down', async () => {
    const [ann, ben] = await Promise.all(['Ann', 'Ben'].map((nickname) => register(first, nickname)));
    const { roomId } = await ann!.createRoom('Tea', [ben!]);
    const anns = await enter(ann!, roomId);
    const third = await world.startNode();
    await enter(ben!.on(third), roomId);
    await told(anns, 1);
    await third.close();
    expect(await told(anns, 2)).toEqual(['Ben ENTERED', 'Ben EXITED']);
  });
});

describe('a node that stops without taking leave (S4.6)', () => {
  let world: World;
  let observer: ServerNode;
  const processes: NodeProcess[] = [];
  beforeAll(async () => {
    buildServer();
    world = await createWorld({ SOCKET_KEEPALIVE_MS: '60000' });
    observer = await world.startNode();
  }, 180_000);
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await world.close();
  });

  const start = async (): Promise<NodeProcess> => {
    const process = await startNodeProcess(world.settings);
    processes.push(process);
    return process;
  };

  it('is noticed within ten seconds when it is killed, and only its own people go', async () => {
    const [ann, ben, cem] = await Promise.all(['Ann', 'Ben', 'Cem'].map((nickname) => register(observer, nickname)));
    const { roomId } = await ann!.createRoom('Tea', [ben!, cem!]);
    const doomed = await start();
    const anns = await enter(ann!, roomId);
    await enter(ben!.on(doomed), roomId);
    await enter(cem!.on(doomed), roomId);
    await enter(cem!, roomId);
    await told(anns, 2);
    await doomed.kill();
    const killed = Date.now();
    expect(await told(anns, 3, 15_000)).toEqual(['Ben ENTERED', 'Cem ENTERED', 'Ben EXITED']);
    expect(Date.now() - killed).toBeLessThan(10_500);
    expect((await as(ann!).room(roomId)).presentCount).toBe(2);
  });

  it('brings its people back when it was only frozen', async () => {
    const [ann, ben] = await Promise.all(['Ann', 'Ben'].map((nickname) => register(observer, nickname)));
    const { roomId } = await ann!.createRoom('Tea', [ben!]);
    const sleeper = await start();
    const anns = await enter(ann!, roomId);
    const bens = await enter(ben!.on(sleeper), roomId);
    await told(anns, 1);
    sleeper.freeze();
    await told(anns, 2, 15_000);
    sleeper.thaw();
    expect(await told(anns, 3, 15_000)).toEqual(['Ben ENTERED', 'Ben EXITED', 'Ben ENTERED']);
    bens.stop();
    expect((await told(anns, 4)).at(-1)).toBe('Ben EXITED');
  });
});
