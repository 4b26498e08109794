import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from './support/clients.js';
import { Device, openInbox, range } from './support/inbox.js';
import { HISTORY, MARK_READ } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { PrivateRedis } from './support/services/redis.js';

/** How soon another node must have been reached through the database alone. */
const HEALED_MS = 5000;
const PREFIX = 'faults';

let redis: PrivateRedis;
let world: World;
let here: ServerNode;
let there: ServerNode;
const people: Person[] = [];

beforeAll(async () => {
  redis = await PrivateRedis.start();
  world = await createWorld({ REDIS_URL: redis.url, REDIS_PREFIX: PREFIX, DELIVERY_POLL_MS: '2000' });
  [here, there] = [await world.startNode(), await world.startNode()];
});

afterAll(async () => {
  await Promise.all(people.map((person) => person.close()));
  redis?.thaw();
  await world?.close();
  await redis?.stop();
});

async function newcomer(nickname: string): Promise<Person> {
  const person = await register(here, nickname);
  people.push(person);
  return person;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

describe('whatever becomes of Redis', () => {
  let ann: Person;
  let bob: Person;
  let conversationId: string;
  let device: Device;
  let sent: number;

  beforeEach(async () => {
    [ann, bob] = [await newcomer('Ann'), await newcomer('Bob')];
    conversationId = await ann.openDirect(bob);
    device = new Device(bob, true);
    await device.follow(there);
    sent = 0;
  });

  afterEach(() => {
    device.cut();
    redis.thaw();
  });

  /** Sends on one node; answers how long each took, in milliseconds. */
  async function send(count: number): Promise<number[]> {
    const took: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const started = performance.now();
      sent += 1;
      await ann.send(conversationId, `m${sent}`);
      took.push(performance.now() - started);
    }
    return took;
  }

  /** The other node has told everything, in order and once, within the time. */
  async function arrived(): Promise<void> {
    await device.events.until(() => device.has(conversationId, sent + 2), HEALED_MS, `revision ${sent + 2}`);
    expect(device.applied.get(conversationId)).toEqual(range(3, sent + 2));
    expect(device.faults).toEqual([]);
    expect(device.resets).toEqual([]);
  }

  async function historyTakes(): Promise<number> {
    const started = performance.now();
    const { conversation } = await bob.http.run(HISTORY, { id: conversationId, last: 50 });
    expect(conversation.messages.edges.map(({ node }: Json) => node.seq).at(-1)).toBe(sent);
    return performance.now() - started;
  }

  it('killed: sends and history go on as before, the other node hears from the database, and at once when it is back', async () => {
    const before = median(await send(10));
    await arrived();
    await redis.kill();
    const during = await send(20);
    expect(median(during)).toBeLessThan(before * 5 + 100);
    expect(Math.max(...during)).toBeLessThan(2000);
    expect(await historyTakes()).toBeLessThan(2000);
    await arrived();
    await send(3);
    await redis.restart();
    await arrived();
    await send(10);
    await arrived();
  });

  it('frozen: nobody waits for it', async () => {
    const before = median(await send(10));
    redis.freeze();
    const during = await send(100);
    expect(median(during)).toBeLessThan(before * 5 + 100);
    expect(Math.max(...during)).toBeLessThan(2000);
    expect(await historyTakes()).toBeLessThan(2000);
    await arrived();
    // Late rings come all at once.
    redis.thaw();
    await send(5);
    await arrived();
  });

  it('restarted again and again in mid-flight: nothing is lost or repeated', async () => {
    const sending = send(60);
    for (let time = 0; time < 3; time += 1) await redis.restart();
    await sending;
    await arrived();
  });

  it('away: receipts, removals and the end of a session reach the other node too', async () => {
    const { roomId, conversationId: room } = await ann.createRoom('Tea', [bob]);
    const toAnn = await openInbox(ann.socket());
    const session = await bob.secondDevice(there);
    const socket = session.socket();
    await openInbox(socket);
    await ann.send(conversationId, 'read me');
    await ann.send(room, 'hello');
    await redis.kill();

    await bob.on(there).http.run(MARK_READ, { input: { conversationId, seq: 1 } });
    const receipt = await toAnn.nextWhere(({ __typename }) => __typename === 'ReceiptChanged', HEALED_MS);
    expect(receipt).toMatchObject({ conversationId, userId: bob.id, readSeq: 1 });

    await new Rooms(ann).do('removeRoomMember', roomId, { userId: bob.id });
    const send = bob.on(there).send(room, 'still here?');
    await expect(send).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
    await ann.send(room, 'without Bob');
    await device.events.until(() => device.events.items.some(({ change }) => change === 'REMOVED'), HEALED_MS);

    await session.on(here).http.run('mutation { logout { sessionId } }');
    expect(await socket.whenClosed(HEALED_MS)).toMatchObject({ code: 4403 });
    await ann.send(conversationId, 'after');
    await device.events.until(() => device.has(conversationId, 4), HEALED_MS);
    expect(device.events.items.filter((event) => event.conversationId === room).at(-1)).toMatchObject({
      change: 'REMOVED',
    });
    await redis.restart();
  });

  it('lying: doubled, reordered and forged rings do no harm', async () => {
    const channel = `${PREFIX}:rings`;
    const [listening, publishing] = [new Redis(redis.url), new Redis(redis.url)];
    const kept: string[] = [];
    listening.on('message', (_channel, text) => {
      // Both nodes take an echo for a third one's ring.
      const echo = text.replace(/^\{"n":"[^"]+"/, '{"n":"echo"');
      if (echo !== text) kept.unshift(echo, echo);
      if (kept.length >= 10) for (const one of kept.splice(0)) void publishing.publish(channel, one);
    });
    await listening.subscribe(channel);
    const forged = [
      { k: 'conversation', i: conversationId, r: Number.MAX_SAFE_INTEGER },
      { k: 'conversation', i: conversationId, r: 0 },
      { k: 'user', i: bob.id, r: 1_000_000 },
      { k: 'conversation', i: 'nothing', r: 5 },
      { k: 'conversation', i: conversationId, s: { type: 'RECEIPT', data: { userId: 7, readSeq: 'x' } } },
      { k: 'conversation', i: conversationId, s: { type: 'UNHEARD_OF', data: {} } },
    ];
    for (let round = 0; round < 10; round += 1) {
      for (const text of ['{', JSON.stringify({ rings: forged, n: 'forger' })]) await publishing.publish(channel, text);
      await send(4);
    }
    await arrived();
    expect(device.events.items.filter(({ __typename }) => __typename === 'ReceiptChanged')).toEqual([]);
    listening.disconnect();
    publishing.disconnect();
  });
});

it('absent from the start: a node comes up, and hears and is heard', async () => {
  const dead = await PrivateRedis.start();
  await dead.stop();
  const [ann, bob] = [await newcomer('Ann'), await newcomer('Bob')];
  const conversationId = await ann.openDirect(bob);
  const node = await world.startNode({ REDIS_URL: dead.url });
  const device = new Device(bob, true);
  await device.follow(node);
  await ann.send(conversationId, 'from here');
  await device.events.until(() => device.has(conversationId, 3), HEALED_MS);
  const inbox = await openInbox(ann.socket());
  await bob.on(node).send(conversationId, 'from there');
  expect(await inbox.nextWhere(({ __typename }) => __typename === 'MessageAdded', HEALED_MS)).toMatchObject({
    revision: 4,
  });
  expect((await fetch(`${node.url}/health/live`)).status).toBe(200);
  device.cut();
  await node.close();
});
