import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InboxContributions } from '../../common/realtime/inbox-contributions.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { BlockList } from './block-list.js';
import { ContactBook } from './contact-book.js';
import { ContactGroups } from './contact-groups.js';
import { ContactsWorld } from '../../../test/support/contacts-world.js';
import { ContactsRealtime } from './contacts.realtime.js';
import { ContactsChangedType } from './graphql/contacts-changed.type.js';
import { ContactsChange } from './graphql/contacts-change.enum.js';

let world: ContactsWorld;
let book: ContactBook;
let ann: string;
let ben: string;
beforeAll(async () => {
  world = await ContactsWorld.open();
  book = world.get(ContactBook);
  ann = await world.person('Ann');
  ben = await world.person('Ben');
});
afterAll(() => world[Symbol.asyncDispose]());

const latest = async () => (await world.news(ann)).at(-1);

describe("what a user's devices are told", () => {
  it('is the new group, then the new contact', async () => {
    const contact = await book.add(ann, { userId: ben, groupName: 'Friends' });
    const [group, added] = await world.news(ann);
    expect(group).toMatchObject({
      change: ContactsChange.GROUP_CHANGED,
      groupId: contact.group.id,
      groups: [{ name: 'Friends' }],
      contact: null,
    });
    expect(added).toMatchObject({ change: ContactsChange.ADDED, contactUserId: ben, contact, groups: null });
  });

  it('is the contact as it is now', async () => {
    await book.update(ann, { userId: ben, alias: 'Benny' });
    expect(await latest()).toMatchObject({ contactUserId: ben, contact: { alias: 'Benny' } });
  });

  it('is all groups in order when one of them moves or goes', async () => {
    const groups = world.get(ContactGroups);
    const other = await groups.create(ann, 'Other');
    await groups.move(ann, other.id, 0);
    expect((await latest())?.groups?.map(({ name }) => name)).toEqual(['Other', 'Friends']);
    await groups.delete(ann, other.id);
    expect(await latest()).toMatchObject({ groupId: other.id, groups: [{ name: 'Friends', position: 0 }] });
  });

  it('is whether a person is blocked', async () => {
    await world.get(BlockList).block(ann, ben);
    expect(await latest()).toMatchObject({ change: ContactsChange.BLOCK_CHANGED, contactUserId: ben, blocked: true });
    await world.get(BlockList).unblock(ann, ben);
    expect(await latest()).toMatchObject({ blocked: false, contact: { alias: 'Benny' } });
  });

  it('is that a contact is gone', async () => {
    await book.remove(ann, ben);
    expect(await latest()).toMatchObject({ change: ContactsChange.REMOVED, contactUserId: ben, contact: null });
  });

  it('is nothing about contacts when something else of theirs changed', async () => {
    const log = world.get(UserChangeLog);
    await world.get(UnitOfWork).run((tx) => log.append(tx, ann, [{ kind: 'PROFILE', ref: ann }]));
    expect(await latest()).toBeNull();
  });

  it('is what the inbox tells as well', async () => {
    const [event] = await world.get(UserChangeLog).load(ann, 0, 1);
    expect(await world.get(InboxContributions).describe(event!)).toBeInstanceOf(ContactsChangedType);
  });

  it('is told to nobody else', async () => {
    expect(await world.head(ben)).toBe(0);
  });
});

describe('the live stream', () => {
  it('tells each of several devices of every change from now on, in order, and nothing that is not about contacts', async () => {
    const [owner, friend] = await Promise.all(['Owner', 'Friend'].map((nickname) => world.person(nickname)));
    await world.get(ContactGroups).create(owner!, 'Before');
    const realtime = world.get(ContactsRealtime);
    const devices = await Promise.all([
      realtime.changesOf(owner!, world.context()),
      realtime.changesOf(owner!, world.context()),
    ]);
    const log = world.get(UserChangeLog);
    await book.add(owner!, { userId: friend!, groupName: 'New' });
    await world.get(UnitOfWork).run((tx) => log.append(tx, owner!, [{ kind: 'PROFILE', ref: owner! }]));
    await book.update(owner!, { userId: friend!, alias: 'F' });
    await book.remove(owner!, friend!);
    for (const device of devices) {
      const types: string[] = [];
      for (let index = 0; index < 4; index += 1) types.push((await device.next()).value!.type);
      expect(types).toEqual(['CONTACT_GROUP', 'CONTACT', 'CONTACT', 'CONTACT']);
      await device.return();
      expect((await device.next()).done).toBe(true);
    }
  });

  it('fails for a reader that is too slow, after what it has been given', async () => {
    const owner = await world.person('Owner');
    const stream = await world.get(ContactsRealtime).changesOf(owner, world.context());
    const log = world.get(UserChangeLog);
    for (let batch = 0; batch < 11; batch += 1)
      await world.get(UnitOfWork).run((tx) =>
        log.append(
          tx,
          owner,
          Array.from({ length: 100 }, (_, index) => ({ kind: 'BLOCK' as const, ref: `${batch}-${index}` })),
        ),
      );
    let given = 0;
    const read = async () => {
      for await (const _ of stream) given += 1;
    };
    await expect(read()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(given).toBe(1000);
  });
});
