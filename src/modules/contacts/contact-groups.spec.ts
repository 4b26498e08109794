import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContactBook } from './contact-book.js';
import { ContactGroups } from './contact-groups.js';
import { ContactsWorld } from '../../../test/support/contacts-world.js';
import { MAX_GROUPS } from './contacts.policy.js';

let world: ContactsWorld;
let groups: ContactGroups;
beforeAll(async () => {
  world = await ContactsWorld.open();
  groups = world.get(ContactGroups);
});
afterAll(() => world[Symbol.asyncDispose]());

/** Somebody with groups of these names, and the ids of the groups. */
async function owner(...names: string[]): Promise<{ id: string; ids: string[] }> {
  const id = await world.person('Owner');
  const ids: string[] = [];
  for (const name of names) ids.push((await groups.create(id, name)).id);
  return { id, ids };
}
const names = async (userId: string) => (await groups.list(userId)).map(({ name }) => name);
const positions = async (userId: string) => (await groups.list(userId)).map(({ position }) => position);

describe('making a group', () => {
  it('puts it at the end', async () => {
    const { id } = await owner('One', 'Two', '三');
    expect(await names(id)).toEqual(['One', 'Two', '三']);
    expect(await positions(id)).toEqual([0, 1, 2]);
  });

  it('refuses a name that differs from another by case or form alone, also when requests race', async () => {
    const { id } = await owner('Café');
    for (const name of ['café', 'CAFE\u0301', ' Café  '])
      await expect(groups.create(id, name)).rejects.toMatchObject({ code: 'CONTACT_GROUP_EXISTS' });
    const racing = await Promise.allSettled(Array.from({ length: 6 }, () => groups.create(id, 'Race')));
    expect(racing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await names(id)).toEqual(['Café', 'Race']);
  });

  it('refuses names that are empty, too long or deceptive', async () => {
    const { id } = await owner();
    for (const name of ['', '   ', 'x'.repeat(65), 'a\u0000b', 'a\u202Eb', '\uD800', '\uFDFA'.repeat(60)])
      await expect(groups.create(id, name)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is bounded', async () => {
    const { id } = await owner(...Array.from({ length: MAX_GROUPS }, (_, index) => `G${index}`));
    await expect(groups.create(id, 'One more')).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });
});

describe('renaming a group', () => {
  it('changes the name, and may change its case alone', async () => {
    const { id, ids } = await owner('one', 'two');
    expect(await groups.rename(id, ids[0]!, 'ONE')).toMatchObject({ id: ids[0], name: 'ONE', position: 0 });
    expect(await groups.rename(id, ids[1]!, 'Three')).toMatchObject({ name: 'Three' });
    expect(await names(id)).toEqual(['ONE', 'Three']);
  });

  it('refuses the name of another group, and the groups of others', async () => {
    const { id, ids } = await owner('one', 'two');
    const stranger = await world.person('Stranger');
    await expect(groups.rename(id, ids[0]!, 'TWO')).rejects.toMatchObject({ code: 'CONTACT_GROUP_EXISTS' });
    await expect(groups.rename(stranger, ids[0]!, 'mine')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps the default group what it is', async () => {
    const { id } = await owner();
    const { group } = await world.get(ContactBook).add(id, { userId: await world.person('Ben') });
    await groups.rename(id, group.id, '联系人');
    const other = await world.get(ContactBook).add(id, { userId: await world.person('Cem') });
    expect(other.group).toMatchObject({ id: group.id, name: '联系人', isDefault: true });
  });
});

describe('moving a group', () => {
  it('puts it where it is wanted and closes the ranks', async () => {
    const { id, ids } = await owner('a', 'b', 'c', 'd');
    await groups.move(id, ids[3]!, 1);
    expect(await names(id)).toEqual(['a', 'd', 'b', 'c']);
    const answered = await groups.move(id, ids[0]!, 99);
    expect(answered.map(({ name, position }) => `${position}${name}`)).toEqual(['0d', '1b', '2c', '3a']);
    expect(await groups.list(id)).toEqual(answered);
  });

  it('tells nobody when it stays, and refuses negative places and the groups of others', async () => {
    const { id, ids } = await owner('a', 'b');
    const head = await world.head(id);
    await groups.move(id, ids[1]!, 1);
    await groups.move(id, ids[1]!, 7);
    await expect(groups.move(id, ids[1]!, -1)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(groups.move(await world.person('Stranger'), ids[1]!, 0)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await world.head(id)).toBe(head);
  });
});

describe('deleting a group', () => {
  it('moves its contacts to the default group, which is made when missing', async () => {
    const { id, ids } = await owner('a', 'b', 'c');
    const ben = await world.person('Ben');
    await world.get(ContactBook).add(id, { userId: ben, groupName: 'b' });
    const left = await groups.delete(id, ids[1]!);
    expect(left.map(({ name, position }) => `${position}${name}`)).toEqual(['0a', '1c', '2Contacts']);
    expect(await groups.list(id)).toEqual(left);
    expect((await world.get(ContactBook).find(id, ben))?.group).toMatchObject({ name: 'Contacts', isDefault: true });
  });

  it('makes no default group for an empty one', async () => {
    const { id, ids } = await owner('a', 'b');
    await groups.delete(id, ids[0]!);
    expect(await names(id)).toEqual(['b']);
    expect(await positions(id)).toEqual([0]);
    await expect(groups.delete(id, ids[0]!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses the default group, whoever made it, and the groups of others', async () => {
    const { id, ids } = await owner('CONTACTS', 'b');
    await expect(groups.delete(id, ids[0]!)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      extensions: { reason: 'default-group' },
    });
    await expect(groups.delete(await world.person('Stranger'), ids[1]!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('works when the list has as many groups as it can have', async () => {
    const { id, ids } = await owner(...Array.from({ length: MAX_GROUPS }, (_, index) => `G${index}`));
    await world.get(ContactBook).add(id, { userId: await world.person('Ben'), groupName: 'G7' });
    expect(await groups.delete(id, ids[7]!)).toHaveLength(MAX_GROUPS);
  });
});
