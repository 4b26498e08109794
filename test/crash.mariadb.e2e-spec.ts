import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer, Door, GraphqlFault, Json } from './support/clients.js';
import { liveHeapMiB } from './support/heap.js';
import { historyOf, newSend, SEND } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { PrivateMariaDb } from './support/services/mariadb.js';

const SENDERS = 16;
const KILLS = Math.max(1, Math.floor(Number(process.env.TEST_LOAD ?? 2) / 2));
const TIMEOUT_MS = 5000;
/** What the machine may add to a deadline when it is busy. */
const SLACK_MS = 2000;

let database: PrivateMariaDb;
let world: World;
let node: ServerNode;
let people: Person[];
let conversationId: string;

beforeEach(async () => {
  database = await PrivateMariaDb.start();
  await database.createDatabase('crash');
  world = await createWorld({ DATABASE_URL: database.url('crash'), DATABASE_TIMEOUT_MS: String(TIMEOUT_MS) });
  node = await world.startNode();
  people = [];
  while (people.length < SENDERS) people.push(...(await Promise.all([1, 2, 3, 4].map(() => register(node)))));
  ({ conversationId } = await people[0]!.createRoom('Crash', people.slice(1)));
}, 240_000);

afterEach(async () => {
  await Promise.all(people.map((person) => person.close()));
  await world?.close();
  await database?.stop();
});

const codeOf = (answer: Answer<Json>): string | null => answer.errors?.[0]?.extensions.code ?? null;

interface Refusal {
  readonly at: number;
  readonly ms: number;
}

/** Sends through a door until told to stop; every failure must be the one that says: try again. */
class Sender {
  readonly acknowledged: Json[] = [];
  readonly unknown: Json[] = [];
  readonly faults: Json[] = [];
  /** When it was refused, and after how long. */
  readonly refusals: Refusal[] = [];
  readonly successesAt: number[] = [];
  inFlight = false;

  constructor(private readonly door: Door) {}

  async run(isOver: () => boolean, onSuccess: () => void): Promise<void> {
    for (let number = 0; !isOver(); number += 1) {
      const input = newSend(conversationId, `number ${number}`);
      const began = performance.now();
      this.inFlight = true;
      const answer = await this.door.ask(SEND, { input });
      this.inFlight = false;
      if (answer.data?.sendMessage) {
        this.acknowledged.push(toldOf(answer.data.sendMessage.message, answer.errors ?? []));
        this.successesAt.push(performance.now());
        onSuccess();
        continue;
      }
      this.refusals.push({ at: performance.now(), ms: performance.now() - began });
      this.faults.push(answer.errors?.[0]?.extensions);
      this.unknown.push(input);
      // As a client would: not at once again.
      await wait(50);
    }
  }
}

/**
 * What an answer says of a message. The database can go between the commit and the reading of what belongs to the message:
 * those fields are null then, each with an error that says so.
 */
function toldOf(message: Json, errors: readonly GraphqlFault[]): Json {
  const untold = new Set(errors.map(({ path }) => path?.[2]));
  return Object.fromEntries(Object.entries(message).filter(([name]) => !untold.has(name)));
}

async function verify(senders: readonly Sender[]): Promise<void> {
  for (const sender of senders)
    for (const fault of sender.faults) expect(fault).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
  const stored = await historyOf(people[0]!, conversationId);
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
  const byId = new Map(stored.map((message) => [message.clientMessageId, message]));
  expect(byId.size).toBe(stored.length);
  for (const { acknowledged } of senders)
    for (const message of acknowledged) expect(byId.get(message.clientMessageId)).toMatchObject(message);
  let made = 0;
  for (const [index, { unknown }] of senders.entries())
    for (const input of unknown) {
      const { message } = (await people[index]!.http.run(SEND, { input })).sendMessage;
      const before = byId.get(input.clientMessageId);
      if (before) expect(message).toEqual(before);
      else made += 1;
    }
  expect(await historyOf(people[0]!, conversationId)).toHaveLength(stored.length + made);
}

it('a database that is killed loses nothing that was acknowledged, and serves again without a restart of the server', async () => {
  // Half of them over their sockets.
  const senders = people.map((person, index) => new Sender(index % 2 ? person.http : person.socket()));
  let over = false;
  let successes = 0;
  let awaited = Infinity;
  let reached: () => void = () => undefined;
  const after = (count: number): Promise<void> => {
    awaited = successes + count;
    return new Promise((resolve) => (reached = resolve));
  };
  const working = Promise.all(
    senders.map((sender) =>
      sender.run(
        () => over,
        () => {
          successes += 1;
          if (successes >= awaited) reached();
        },
      ),
    ),
  );
  for (let kill = 0; kill < KILLS; kill += 1) {
    await after(100);
    expect(senders.some(({ inFlight }) => inFlight)).toBe(true);
    await database.kill();
    await wait(1000); // clients meet the dead database for a while
    const faultsBefore = senders.reduce((sum, { faults }) => sum + faults.length, 0);
    expect(faultsBefore).toBeGreaterThan(0);
    await database.restart();
    const ready = performance.now();
    await after(1);
    expect(performance.now() - ready).toBeLessThan(2000);
    await after(SENDERS * 3);
  }
  over = true;
  await working;
  for (const { ms } of senders.flatMap(({ refusals }) => refusals)) expect(ms).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  await verify(senders);
}, 240_000);

it('a frozen database is answered for in time, with bounded memory, and is used again as soon as it thaws', async () => {
  const senders = people.map((person, index) => new Sender(index % 2 ? person.http : person.socket()));
  let over = false;
  let successes = 0;
  let reached: () => void = () => undefined;
  const working = Promise.all(
    senders.map((sender) =>
      sender.run(
        () => over,
        () => {
          successes += 1;
          if (successes === 50) reached();
        },
      ),
    ),
  );
  await new Promise<void>((resolve) => (reached = resolve));
  const heapBefore = liveHeapMiB();
  database.freeze();
  const frozenAt = performance.now();
  // A crowd that arrives while nothing answers, in several waves.
  const crowd: Promise<Refusal & { code: string | null }>[] = [];
  for (let wave = 0; wave < 8; wave += 1) {
    for (const person of people)
      for (let number = 0; number < 10; number += 1) {
        const began = performance.now();
        crowd.push(
          person.http
            .ask(SEND, { input: newSend(conversationId, 'crowd') })
            .then((answer) => ({ code: codeOf(answer), at: performance.now(), ms: performance.now() - began })),
        );
      }
    await wait(frozenAt + (wave + 1) * 1000 - performance.now());
  }
  const heapAfter = liveHeapMiB();
  database.thaw();
  const thawedAt = performance.now();
  const outcomes = await Promise.all(crowd);
  const sinceThaw = ({ successesAt }: Sender): number =>
    (successesAt.find((at) => at > thawedAt) ?? Infinity) - thawedAt;
  while (senders.some((sender) => sinceThaw(sender) === Infinity)) await wait(50);
  expect(Math.min(...senders.map(sinceThaw))).toBeLessThan(3000);
  over = true;
  await working;

  for (const { code } of outcomes) expect([null, 'UNAVAILABLE']).toContain(code);
  const refused = [...outcomes.filter(({ code }) => code !== null), ...senders.flatMap(({ refusals }) => refusals)];
  expect(refused.length).toBeGreaterThan(crowd.length / 4);
  // Afterwards those who had waited already stand in line once more, at most as long.
  for (const { at, ms } of refused) expect(ms).toBeLessThan((at < thawedAt ? 1 : 2) * TIMEOUT_MS + SLACK_MS);
  expect(heapAfter - heapBefore).toBeLessThan(150);
  await verify(senders);
}, 240_000);
