import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/common/ids/ids.js';
import type { SendRequest } from '../src/modules/messages/send-request.js';
import { register, type Person } from './support/people.js';
import { codeOf, sending, seqOf, writeBatch } from './support/sends.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const PEOPLE = 5;
const ROOMS = 20;

let world: World;
let node: ServerNode;
let people: Person[];
let stranger: Person;
let rooms: string[];

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  people = await Promise.all(Array.from({ length: PEOPLE }, () => register(node)));
  stranger = await register(node);
  rooms = await Promise.all(
    Array.from(
      { length: ROOMS },
      async (_, n) => (await people[0]!.createRoom(`Room ${n}`, people.slice(1))).conversationId,
    ),
  );
}, 240_000);
afterAll(() => world?.close());

/** Sends that differ in sender and room, and are spread unevenly over the rooms. */
const crowd = (size: number, other: Partial<SendRequest> = {}): SendRequest[] =>
  Array.from({ length: size }, (_, n) => sending(people[n % PEOPLE]!, rooms[(n * n) % ROOMS]!, other));

const write = (batch: readonly SendRequest[]) => writeBatch(node, batch);

describe('a batch of sends', () => {
  it('costs five statements in two round trips, whatever its size', async () => {
    for (const size of [2, 37, 100]) {
      const { outcomes, cost } = await write(crowd(size));
      expect(outcomes.filter((outcome) => 'message' in outcome)).toHaveLength(size);
      expect(cost).toEqual({ statements: 5, roundTrips: 2 });
    }
  });

  it('costs the same number more for what some of its sends have, however many', async () => {
    const mentioning = { mentions: [people[0]!.id, people[1]!.id] };
    const few = await write(crowd(2, mentioning));
    expect((await write(crowd(80, mentioning))).cost).toEqual(few.cost);
    const answering = { replyToSeq: 1 };
    const fewAnswers = await write(crowd(2, answering));
    expect((await write(crowd(80, answering))).cost).toEqual(fewAnswers.cost);
  });

  it('with repeats among them looks for these once, writes the others and leaves no gap', async () => {
    const [first] = crowd(1);
    const made = seqOf((await write([first!])).outcomes[0])!;
    const room = first!.conversationId;
    const fresh = [1, 2, 3].map(() => sending(people[1]!, room));
    const { outcomes, cost } = await write([fresh[0]!, first!, fresh[1]!, first!, fresh[2]!]);
    expect(outcomes.map(seqOf)).toEqual([made + 1, made, made + 2, made, made + 3]);
    const many = await write([...crowd(60), first!, ...fresh]);
    expect(many.outcomes.filter((outcome) => 'message' in outcome)).toHaveLength(64);
    expect(many.cost).toEqual(cost);
    expect(seqOf((await write([sending(people[2]!, room)])).outcomes[0])).toBeGreaterThan(made + 3);
  });

  it('refuses the bad ones alone, and these take no number', async () => {
    const room = rooms[1]!;
    const [good, other, twin] = [sending(people[0]!, room), sending(people[1]!, room), sending(people[2]!, room)];
    const twins = [twin, { ...twin }, { ...twin, fingerprint: 'another' }];
    const last = seqOf((await write([sending(people[0]!, room)])).outcomes[0])!;
    const { outcomes } = await write([
      sending(stranger, room),
      good,
      sending(people[0]!, newId()),
      sending(people[0]!, room, { replyToSeq: 9999 }),
      other,
      sending(people[0]!, room, { mentions: [stranger.id] }),
      ...twins,
    ]);
    expect(outcomes.map(seqOf)).toEqual([
      ...[undefined, last + 1, undefined, undefined, last + 2, undefined],
      ...[last + 3, last + 3, undefined],
    ]);
    expect([0, 2, 3, 5, 8].map((index) => codeOf(outcomes[index]))).toEqual([
      ...['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'INVALID_INPUT', 'CONFLICT'],
    ]);
    expect(seqOf((await write([sending(people[0]!, room)])).outcomes[0])).toBe(last + 4);
  });
});
