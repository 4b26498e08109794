import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementCounter } from '../../common/database/database.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { newId } from '../../common/ids/ids.js';
import type { Pair } from './blocks.repository.js';
import { BlockList } from './block-list.js';
import { ContactsWorld } from '../../../test/support/contacts-world.js';
import { ContactsService } from './contacts.service.js';

let world: ContactsWorld;
let blocks: BlockList;
let contacts: ContactsService;
beforeAll(async () => {
  world = await ContactsWorld.open();
  blocks = world.get(BlockList);
  contacts = world.get(ContactsService);
});
afterAll(() => world[Symbol.asyncDispose]());

const people = async (...nicknames: string[]) => Promise.all(nicknames.map((nickname) => world.person(nickname)));
const blockedBy = async (userId: string) => (await blocks.page(userId, {})).edges.map(({ node }) => node.userId);

describe('blocking', () => {
  it('holds both ways and is seen by the one who blocked alone', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    await blocks.block(ann!, ben!);
    expect(await contacts.isBlockedBetween(ann!, ben!)).toBe(true);
    expect(await contacts.isBlockedBetween(ben!, ann!)).toBe(true);
    expect(await blockedBy(ann!)).toEqual([ben]);
    expect(await blockedBy(ben!)).toEqual([]);
    expect(await world.head(ben!)).toBe(0);
  });

  it('changes nothing when repeated, also when requests race', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const answers = await Promise.all(Array.from({ length: 5 }, () => blocks.block(ann!, ben!)));
    expect(new Set(answers.map(({ blockedAt }) => blockedAt.getTime())).size).toBe(1);
    expect(await world.head(ann!)).toBe(1);
  });

  it('is taken back, once or often', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    await blocks.block(ann!, ben!);
    await blocks.unblock(ann!, ben!);
    await blocks.unblock(ann!, ben!);
    expect(await contacts.isBlockedBetween(ann!, ben!)).toBe(false);
    expect(await world.head(ann!)).toBe(2);
  });

  it('leaves the block of the other one alone', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    await blocks.block(ann!, ben!);
    await blocks.block(ben!, ann!);
    await blocks.unblock(ann!, ben!);
    expect(await contacts.isBlockedBetween(ann!, ben!)).toBe(true);
  });

  it('refuses oneself and nobody', async () => {
    const [ann] = await people('Ann');
    await expect(blocks.block(ann!, ann!)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(blocks.block(ann!, newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('asking about many pairs', () => {
  it('answers in their order, a hundred pairs a query, inside a transaction too', async () => {
    const [ann, ben, cem] = await people('Ann', 'Ben', 'Cem');
    await blocks.block(ben!, ann!);
    const pairs: Pair[] = [
      [ann!, cem!],
      [ann!, ben!],
      ...Array.from({ length: 97 }, (): Pair => [ann!, newId()]),
      [ben!, ann!],
    ];
    const counter = { count: 0 };
    const answers = await statementCounter.run(counter, () => contacts.blocksAmong(pairs));
    expect(counter.count).toBe(1);
    expect(answers.flatMap((blocked, index) => (blocked ? [index] : []))).toEqual([1, 99]);
    expect(await world.get(UnitOfWork).run((tx) => contacts.blocksAmong(pairs.slice(0, 2), tx))).toEqual([false, true]);
    expect(await contacts.blocksAmong([])).toEqual([]);
  });
});

describe('the list of those blocked', () => {
  it('comes in pages, the latest first, at the same number of queries', async () => {
    const ann = await world.person('Ann');
    const blocked: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const person = await world.person(`P${index}`);
      await blocks.block(ann, person);
      blocked.unshift(person);
    }
    const counter = { count: 0 };
    const first = await statementCounter.run(counter, () => blocks.page(ann, { first: 3 }));
    expect(counter.count).toBe(1);
    const rest = await blocks.page(ann, { first: 100, after: first.pageInfo.endCursor });
    const seen = [...first.edges, ...rest.edges].map(({ node }) => node.userId);
    expect(new Set(seen)).toEqual(new Set(blocked));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const times = [...first.edges, ...rest.edges].map(({ node }) => node.blockedAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
    await expect(blocks.page(ann, { after: 'garbage' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });
});
