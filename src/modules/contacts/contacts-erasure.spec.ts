import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../../common/database/database.js';
import { EventBus } from '../../common/events/event-bus.js';
import { BlockList } from './block-list.js';
import { ContactBook } from './contact-book.js';
import { ContactsErasure } from './contacts-erasure.js';
import { ContactsWorld } from '../../../test/support/contacts-world.js';
import { ContactsChange } from './graphql/contacts-change.enum.js';

let world: ContactsWorld;
beforeAll(async () => {
  world = await ContactsWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Somebody who has, and is had by, and blocks and is blocked by others. */
async function wellConnected(others: number): Promise<{ gone: string; friends: string[]; foe: string }> {
  const gone = await world.person('Gone');
  const foe = await world.person('Foe');
  await world.get(BlockList).block(foe, gone);
  await world.get(BlockList).block(gone, foe);
  const friends: string[] = [];
  for (let index = 0; index < others; index += 1) {
    const friend = await world.person(`Friend ${index}`);
    await world.get(ContactBook).add(friend, { userId: gone });
    await world.get(ContactBook).add(gone, { userId: friend });
    friends.push(friend);
  }
  return { gone, friends, foe };
}

async function rowsAbout(userId: string): Promise<number> {
  const tables = { contact_lists: [], contact_groups: [], contacts: ['contact_user_id'], blocks: ['blocked_user_id'] };
  let count = 0;
  for (const [table, columns] of Object.entries(tables))
    for (const column of ['user_id', ...columns])
      count += (await world.get(Database).query(`SELECT 1 AS found FROM ${table} WHERE ${column} = ?`, [userId]))
        .length;
  return count;
}

it('erases a deleted account from its own lists and those of everybody else, and tells them', async () => {
  const { gone, friends, foe } = await wellConnected(205);
  await world.get(ContactsErasure).erase(gone);
  expect(await rowsAbout(gone)).toBe(0);
  for (const friend of friends)
    expect((await world.news(friend)).at(-1)).toMatchObject({ change: ContactsChange.REMOVED, contactUserId: gone });
  expect((await world.news(foe)).at(-1)).toMatchObject({ contactUserId: gone, blocked: false });
});

it('may be repeated, and leaves others alone', async () => {
  const { gone, friends } = await wellConnected(2);
  await world.get(ContactBook).add(friends[0]!, { userId: friends[1]! });
  await world.get(ContactsErasure).erase(gone);
  await world.get(ContactsErasure).erase(gone);
  expect(await world.get(ContactBook).find(friends[0]!, friends[1]!)).not.toBeNull();
});

it('begins when an account was deleted', async () => {
  const { gone, friends } = await wellConnected(1);
  world.get(EventBus).publish([{ name: 'users.deleted', payload: { userId: gone } }]);
  await expect.poll(() => rowsAbout(gone)).toBe(0);
  expect(await world.get(ContactBook).find(friends[0]!, gone)).toBeNull();
});
