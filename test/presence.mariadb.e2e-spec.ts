import { afterAll, beforeAll, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { buildServer, startNodeProcess, type NodeProcess } from './support/node-process.js';
import { register } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const PRESENCE = 'subscription ($ids: [ID!]!) { presence(userIds: $ids) { userId state lastSeenAt } }';

let world: World;
let node: ServerNode;
const processes: NodeProcess[] = [];

beforeAll(async () => {
  buildServer();
  world = await createWorld({ PRESENCE_EXPIRY_MS: '2000' });
  node = await world.startNode();
});

afterAll(async () => {
  await Promise.all(processes.map((process) => process.kill()));
  await world?.close();
});

it('people on a node that dies are gone soon, those on others stay, and an emptied Redis is filled again', async () => {
  const [ann, ben, cem] = await Promise.all(['Ann', 'Ben', 'Cem'].map((nickname) => register(node, nickname)));
  await ann!.createRoom('Room', [ben!, cem!]);
  const doomed = await startNodeProcess(world.settings);
  processes.push(doomed);
  await ben!.socket({ node: doomed }).run('query { me { id } }');
  await cem!.socket().run('query { me { id } }');
  const stream = ann!.socket().subscribe(PRESENCE, { ids: [ben!.id, cem!.id] });
  await stream.until(
    () => [ben!, cem!].every(({ id }) => stream.items.findLast(({ userId }) => userId === id)?.state === 'ONLINE'),
    10_000,
    'both there',
  );
  const redis = new Redis(world.settings.REDIS_URL!);
  const keys = await redis.keys(`${world.settings.REDIS_PREFIX}:presence:*`);
  expect(keys.length).toBeGreaterThanOrEqual(3);
  await redis.del(...keys);
  // The next heartbeats fill it again; what was told meanwhile, if anything, is put right.
  const third = await world.startNode();
  const late = ann!.socket({ node: third }).subscribe(PRESENCE, { ids: [ben!.id] });
  await late.nextWhere(({ state }) => state === 'ONLINE');
  redis.disconnect();
  const from = stream.items.length;
  await doomed.kill();
  await stream.until(
    () => stream.items.slice(from).some(({ userId, state }) => userId === ben!.id && state === 'OFFLINE'),
    10_000,
    'Ben gone',
  );
  expect(stream.items.findLast(({ userId }) => userId === ben!.id).lastSeenAt).not.toBeNull();
  expect(stream.items.findLast(({ userId }) => userId === cem!.id).state).toBe('ONLINE');
  await Promise.all([ann!.close(), ben!.close(), cem!.close()]);
});
