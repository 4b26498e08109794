import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementCounter } from '../../common/database/database.js';
import { newId } from '../../common/ids/ids.js';
import { ContactBook } from './contact-book.js';
import { ContactGroups } from './contact-groups.js';
import { ContactViews } from './contact-views.js';
import { ContactsWorld } from '../../../test/support/contacts-world.js';
import { MAX_CONTACTS } from './contacts.policy.js';
import { ContactsService } from './contacts.service.js';

let world: ContactsWorld;
let book: ContactBook;
beforeAll(async () => {
  world = await ContactsWorld.open();
  book = world.get(ContactBook);
});
afterAll(() => world[Symbol.asyncDispose]());

const people = async (...nicknames: string[]) => Promise.all(nicknames.map((nickname) => world.person(nickname)));
const list = async (userId: string, groupId: string | null = null) =>
  (await world.get(ContactViews).list(userId, groupId, world.context())).map(({ userId: id }) => id);

describe('adding a contact', () => {
  it('makes the named group when it is missing and uses it the next time, whatever the case', async () => {
    const [ann, ben, cem] = await people('Ann', 'Ben', 'Cem');
    const first = await book.add(ann!, { userId: ben!, groupName: ' Friends ', alias: 'Benny' });
    const second = await book.add(ann!, { userId: cem!, groupName: 'FRIENDS' });
    expect(first).toMatchObject({ userId: ben, alias: 'Benny', group: { name: 'Friends', position: 0 } });
    expect(second.group.id).toBe(first.group.id);
    expect(second.alias).toBeNull();
  });

  it('puts a contact without a group name into the default group', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const contact = await book.add(ann!, { userId: ben! });
    expect(contact.group).toMatchObject({ name: 'Contacts', isDefault: true });
  });

  it('finds the person by account number, username and e-mail address', async () => {
    const ann = await world.person('Ann');
    const ben = await world.person('Ben', { accountNumber: '4455667' });
    const cem = await world.person('Cem', { username: 'cem.t' });
    const dee = await world.person('Dee', { email: 'dee@example.org' });
    expect((await book.add(ann, { identifier: '4455667' })).userId).toBe(ben);
    expect((await book.add(ann, { identifier: 'CEM.T' })).userId).toBe(cem);
    expect((await book.add(ann, { identifier: 'Dee@Example.org' })).userId).toBe(dee);
  });

  it('refuses somebody who is a contact already, oneself, nobody, and two people at once', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    await book.add(ann!, { userId: ben! });
    const head = await world.head(ann!);
    await expect(book.add(ann!, { userId: ben!, groupName: 'New' })).rejects.toMatchObject({ code: 'CONTACT_EXISTS' });
    await expect(book.add(ann!, { userId: ann! })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(book.add(ann!, { userId: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(book.add(ann!, { userId: 'garbage' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(book.add(ann!, { identifier: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(book.add(ann!, {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(book.add(ann!, { userId: ben!, identifier: 'ben' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(book.add(ann!, { userId: ben!, groupName: ' ' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await world.get(ContactGroups).list(ann!)).toHaveLength(1);
    expect(await world.head(ann!)).toBe(head);
  });

  it('lets one of several requests that race for the same person and group win', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => book.add(ann!, { userId: ben!, groupName: 'Racers' })),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(7);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'CONTACT_EXISTS' });
    expect(await list(ann!)).toEqual([ben]);
  });

  it('makes one group of requests that race to name it', async () => {
    const [ann, ...others] = await people('Ann', 'Ben', 'Cem', 'Dee', 'Eve');
    await Promise.all(others.map((userId) => book.add(ann!, { userId, groupName: 'Crew' })));
    expect((await world.get(ContactGroups).list(ann!)).map(({ name }) => name)).toEqual(['Crew']);
    expect(await list(ann!)).toHaveLength(4);
  });

  it('is one-sided', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    await book.add(ann!, { userId: ben! });
    const contacts = world.get(ContactsService);
    expect(await contacts.areContacts(ann!, ben!)).toBe(true);
    expect(await contacts.areContacts(ben!, ann!)).toBe(false);
    expect(await contacts.contactIdsOf(ann!)).toEqual([ben]);
    expect(await book.find(ben!, ann!)).toBeNull();
  });
});

describe('searching by identifier', () => {
  it('is rate limited, so that nobody can harvest who has an account', async () => {
    const ann = await world.person('Ann');
    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) => book.add(ann, { identifier: `nobody${index}` })),
    );
    const codes = new Set(answers.map((answer) => (answer as PromiseRejectedResult).reason.code as string));
    expect(codes).toEqual(new Set(['NOT_FOUND', 'RATE_LIMITED']));
  });
});

describe('changing a contact', () => {
  it('changes what is given and leaves the rest', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { group } = await book.add(ann!, { userId: ben!, groupName: 'One', alias: 'B' });
    const moved = await book.update(ann!, { userId: ben!, groupName: 'Two' });
    expect(moved).toMatchObject({ alias: 'B', group: { name: 'Two', position: 1 } });
    expect(await book.update(ann!, { userId: ben!, groupId: group.id, alias: 'Bé' })).toMatchObject({
      alias: 'Bé',
      group: { name: 'One' },
    });
    expect((await book.update(ann!, { userId: ben!, alias: null })).alias).toBeNull();
  });

  it('tells nobody when nothing is different', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    await book.add(ann!, { userId: ben!, groupName: 'One', alias: 'B' });
    const head = await world.head(ann!);
    await book.update(ann!, { userId: ben!, groupName: 'one', alias: 'B' });
    await book.update(ann!, { userId: ben! });
    expect(await world.head(ann!)).toBe(head);
  });

  it('refuses strangers, the groups of others, and contradictions', async () => {
    const [ann, ben, cem] = await people('Ann', 'Ben', 'Cem');
    await book.add(ann!, { userId: ben! });
    const foreign = await world.get(ContactGroups).create(ben!, 'Mine');
    const refusal = (input: Parameters<ContactBook['update']>[1]) => expect(book.update(ann!, input)).rejects;
    await refusal({ userId: cem!, alias: 'C' }).toMatchObject({ code: 'NOT_FOUND' });
    await refusal({ userId: ben!, groupId: foreign.id }).toMatchObject({ code: 'NOT_FOUND' });
    await refusal({ userId: ben!, groupId: foreign.id, groupName: 'X' }).toMatchObject({ code: 'INVALID_INPUT' });
    await refusal({ userId: ben!, groupId: null }).toMatchObject({ code: 'INVALID_INPUT' });
    await refusal({ userId: ben!, groupName: null }).toMatchObject({ code: 'INVALID_INPUT' });
    await refusal({ userId: ben!, alias: 'a\u202Eb' }).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('removing a contact', () => {
  it('takes the person out, once', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    await book.add(ann!, { userId: ben! });
    await book.remove(ann!, ben!);
    expect(await list(ann!)).toEqual([]);
    await expect(book.remove(ann!, ben!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await book.add(ann!, { userId: ben! });
    expect(await list(ann!)).toEqual([ben]);
  });
});

describe('the list', () => {
  it('goes by group and then by the name shown', async () => {
    const [ann, zoe, ben, cem, dee] = await people('Ann', 'zoe', 'Ben', 'Cem 10', 'Cem 9');
    await book.add(ann!, { userId: cem!, groupName: 'First' });
    await book.add(ann!, { userId: dee!, groupName: 'First' });
    await book.add(ann!, { userId: zoe!, groupName: 'First', alias: 'Aaron' });
    await book.add(ann!, { userId: ben!, groupName: 'Second' });
    const [first, second] = await world.get(ContactGroups).list(ann!);
    expect(await list(ann!)).toEqual([zoe, dee, cem, ben]);
    expect(await list(ann!, second!.id)).toEqual([ben]);
    expect(await list(ben!, first!.id)).toEqual([]);
  });

  it('costs the same number of queries however long it is, with its groups and the people in it', async () => {
    const cost = async (contacts: number): Promise<number> => {
      const owner = await world.person('Owner');
      for (let index = 0; index < contacts; index += 1)
        await book.add(owner, { userId: await world.person(`P${index}`), groupName: `G${index % 5}` });
      const views = world.get(ContactViews);
      const counter = { count: 0 };
      await statementCounter.run(counter, async () => {
        const context = world.context();
        const all = await views.list(owner, null, context);
        expect(all).toHaveLength(contacts);
        expect(await Promise.all(all.map(({ userId }) => views.person(userId, context)))).not.toContain(null);
        const groups = await world.get(ContactGroups).list(owner);
        const inGroups = await Promise.all(groups.map((group) => views.ofGroup(group, context)));
        expect(inGroups.flat()).toHaveLength(contacts);
      });
      return counter.count;
    };
    expect(await cost(30)).toBe(await cost(3));
    expect(await cost(3)).toBe(4);
  });

  it('is bounded', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { group } = await book.add(ann!, { userId: ben! });
    await world.fillContacts(ann!, group.id, MAX_CONTACTS - 1);
    const one = await world.person('One too many');
    await expect(book.add(ann!, { userId: one })).rejects.toMatchObject({
      code: 'TOO_LARGE',
      extensions: { limit: MAX_CONTACTS },
    });
  });
});
