import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementCounter } from '../src/common/database/database.js';
import { newId } from '../src/common/ids/ids.js';
import { HttpDoor, SocketDoor, type Collector, type Json } from './support/clients.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;
beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
});
afterAll(() => world.close());

const CONTACT = 'id userId alias group { id name isDefault } user { id nickname }';
const ADD = `mutation ($input: AddContactInput!) { addContact(input: $input) { contact { ${CONTACT} } } }`;
const UPDATE = `mutation ($input: UpdateContactInput!) { updateContact(input: $input) { contact { ${CONTACT} } } }`;
const REMOVE = 'mutation ($input: RemoveContactInput!) { removeContact(input: $input) { userId } }';
const CREATE_GROUP =
  'mutation ($input: CreateContactGroupInput!) { createContactGroup(input: $input) { group { id name position } } }';
const RENAME_GROUP =
  'mutation ($input: RenameContactGroupInput!) { renameContactGroup(input: $input) { group { id name } } }';
const MOVE_GROUP =
  'mutation ($input: MoveContactGroupInput!) { moveContactGroup(input: $input) { groups { name position } } }';
const DELETE_GROUP =
  'mutation ($input: DeleteContactGroupInput!) { deleteContactGroup(input: $input) { groupId groups { name isDefault } } }';
const BLOCK = 'mutation ($input: BlockUserInput!) { blockUser(input: $input) { blocked { userId blockedAt } } }';
const UNBLOCK = 'mutation ($input: UnblockUserInput!) { unblockUser(input: $input) { userId } }';
const BLOCKED = '{ blockedUsers { edges { node { userId user { nickname } } } pageInfo { hasNextPage } } }';
const CONTACTS = `{ contacts { ${CONTACT} unreadCount } }`;
const GROUPS = '{ contactGroups { id name position contacts { userId user { nickname } group { name } } } }';
const CHANGED = `subscription { contactsChanged {
  change: kind contactUserId contact { alias unreadCount user { nickname } } blocked groupId groups { name contacts { userId } }
} }`;

const groupsOf = async (person: Person): Promise<Json[]> => (await person.http.run(GROUPS)).contactGroups;
const pair = () => Promise.all([register(node, 'Ann'), register(node, 'Ben')]);
const times = (count: number, code: string) => Array.from({ length: count }, () => code);

const beacons = new Set<string>();

/** What a device hears about contacts, from a moment at which it surely listens. */
async function listen(person: Person, query = CHANGED): Promise<{ next(): Promise<Json>; collector: Collector }> {
  const beacon = await register(node, 'Beacon');
  beacons.add(beacon.id);
  const collector = person.socket().subscribe(query);
  while (!collector.items.some((news) => news.contactUserId === beacon.id)) {
    await person.http.run(BLOCK, { input: { userId: beacon.id } });
    await person.http.run(UNBLOCK, { input: { userId: beacon.id } });
    await collector.count(1, 500).catch(() => undefined);
  }
  return { next: () => collector.nextWhere((news) => !beacons.has(news.contactUserId)), collector };
}

describe('contacts (S0.5, S0.6, S3.2, S3.4, S3.5)', () => {
  it('are added to a group that is made when missing, and listed with their unread counts in one answer', async () => {
    const [ann, ben] = await pair();
    const cem = await register(node, 'Cem');
    const { addContact } = await ann.http.run(ADD, {
      input: { identifier: ben.accountNumber, groupName: 'Friends', alias: 'Benny' },
    });
    expect(addContact).toMatchObject({
      contact: { userId: ben.id, alias: 'Benny', group: { name: 'Friends' }, user: { nickname: 'Ben' } },
    });
    await ann.http.run(ADD, { input: { userId: cem.id } });
    expect(await ann.http.run(CONTACTS)).toMatchObject({
      contacts: [
        { user: { id: ben.id }, alias: 'Benny', unreadCount: 0 },
        { user: { id: cem.id }, alias: null, group: { name: 'Contacts', isDefault: true }, unreadCount: 0 },
      ],
    });
    expect(
      (await groupsOf(ann)).map(({ name, contacts }) => [name, contacts.map((contact: Json) => contact.userId)]),
    ).toEqual([
      ['Friends', [ben.id]],
      ['Contacts', [cem.id]],
    ]);
  });

  it('are the list of their owner alone', async () => {
    const [ann, ben] = await pair();
    await ann.http.run(ADD, { input: { userId: ben.id } });
    const [group] = await groupsOf(ann);
    expect(await ben.http.run(CONTACTS)).toEqual({ contacts: [] });
    expect(await ben.http.run('query ($id: ID!) { contacts(groupId: $id) { userId } }', { id: group!.id })).toEqual({
      contacts: [],
    });
    const contact = 'query ($id: ID!) { contact(userId: $id) { userId } }';
    expect(await ben.http.run(contact, { id: ann.id })).toEqual({ contact: null });
    expect(await ann.http.run(contact, { id: ben.id })).toEqual({ contact: { userId: ben.id } });
  });

  it('are not added twice, by whatever name and however many requests race', async () => {
    const [ann, ben] = await pair();
    const inputs = Array.from({ length: 6 }, (_, index) =>
      index % 2 ? { userId: ben.id, groupName: 'Race' } : { identifier: ben.accountNumber, groupName: 'RACE' },
    );
    const codes = await Promise.all(inputs.map((input) => ann.http.codeOf(ADD, { input })));
    expect(codes.sort()).toEqual([...times(5, 'CONTACT_EXISTS'), null]);
    expect(await groupsOf(ann)).toHaveLength(1);
    expect(await ann.http.codeOf(ADD, { input: { userId: ben.id } })).toBe('CONTACT_EXISTS');
  });

  it('change their alias and group, and leave', async () => {
    const [ann, ben] = await pair();
    await ann.http.run(ADD, { input: { userId: ben.id, alias: 'B' } });
    const { updateContact } = await ann.http.run(UPDATE, {
      input: { userId: ben.id, groupName: 'Family' },
    });
    expect(updateContact).toMatchObject({ contact: { alias: 'B', group: { name: 'Family' } } });
    expect(await ann.http.run(UPDATE, { input: { userId: ben.id, alias: null } })).toMatchObject({
      updateContact: { contact: { alias: null, group: { name: 'Family' } } },
    });
    expect(await ann.http.run(REMOVE, { input: { userId: ben.id } })).toEqual({ removeContact: { userId: ben.id } });
    expect(await ann.http.run(CONTACTS)).toEqual({ contacts: [] });
    expect(await ann.http.codeOf(REMOVE, { input: { userId: ben.id } })).toBe('NOT_FOUND');
  });
});

describe('the lists', () => {
  it('cost the same number of database queries however long they are, unread counts included (S3.2)', async () => {
    const queries = [CONTACTS, GROUPS, BLOCKED];
    const cost = async (length: number): Promise<number[]> => {
      const owner = await register(node, 'Owner');
      for (let index = 0; index < length; index += 1) {
        const person = await register(node, `P${index}`);
        await owner.http.run(ADD, { input: { userId: person.id, groupName: `G${index % 4}` } });
        await person.send(await person.openDirect(owner), 'Hi');
        await owner.http.run(BLOCK, { input: { userId: person.id } });
      }
      const costs: number[] = [];
      for (const query of queries) {
        const counter = { count: 0 };
        const answer = await statementCounter.run(counter, async () => {
          // Awaited in here: the request begins when somebody waits for it.
          const response = await node.app.inject({
            method: 'POST',
            url: '/graphql',
            headers: { authorization: `Bearer ${owner.accessToken}` },
            payload: { query },
          });
          return response;
        });
        expect(answer.json()).not.toHaveProperty('errors');
        costs.push(counter.count);
        if (query === CONTACTS)
          expect(answer.json().data.contacts.map((contact: Json) => contact.unreadCount)).toEqual(
            Array.from({ length }, () => 1),
          );
      }
      return costs;
    };
    const few = await cost(2);
    expect(few).not.toContain(0);
    expect(await cost(12)).toEqual(few);
  });
});

describe('contact groups', () => {
  it('are made, renamed, moved and deleted, their contacts going to the default group', async () => {
    const [ann, ben] = await pair();
    await ann.http.run(CREATE_GROUP, { input: { name: 'A' } });
    await ann.http.run(CREATE_GROUP, { input: { name: 'B' } });
    await ann.http.run(ADD, { input: { userId: ben.id, groupName: 'B' } });
    const [a, b] = await groupsOf(ann);
    expect(await ann.http.codeOf(CREATE_GROUP, { input: { name: 'b' } })).toBe('CONTACT_GROUP_EXISTS');
    await ann.http.run(RENAME_GROUP, { input: { groupId: a!.id, name: 'Alpha' } });
    expect(await ann.http.run(MOVE_GROUP, { input: { groupId: b!.id, position: 0 } })).toEqual({
      moveContactGroup: {
        groups: [
          { name: 'B', position: 0 },
          { name: 'Alpha', position: 1 },
        ],
      },
    });
    expect(await ann.http.run(DELETE_GROUP, { input: { groupId: b!.id } })).toEqual({
      deleteContactGroup: {
        groupId: b!.id,
        groups: [
          { name: 'Alpha', isDefault: false },
          { name: 'Contacts', isDefault: true },
        ],
      },
    });
    const [, left] = await groupsOf(ann);
    expect(left!.contacts).toMatchObject([{ userId: ben.id, group: { name: 'Contacts' } }]);
    expect(await ann.http.codeOf(DELETE_GROUP, { input: { groupId: b!.id } })).toBe('NOT_FOUND');
    expect(await ann.http.codeOf(DELETE_GROUP, { input: { groupId: left!.id } })).toBe('FORBIDDEN');
  });

  it('of others can not be touched, and look as if they were not there', async () => {
    const [ann, ben] = await pair();
    await ann.http.run(ADD, { input: { userId: ben.id, groupName: 'Mine' } });
    await ben.http.run(ADD, { input: { userId: ann.id } });
    const [mine] = await groupsOf(ann);
    const groupId = mine!.id;
    const answers = await Promise.all([
      ben.http.codeOf(RENAME_GROUP, { input: { groupId, name: 'X' } }),
      ben.http.codeOf(MOVE_GROUP, { input: { groupId, position: 0 } }),
      ben.http.codeOf(DELETE_GROUP, { input: { groupId } }),
      ben.http.codeOf(UPDATE, { input: { userId: ann.id, groupId } }),
      ben.http.codeOf(RENAME_GROUP, { input: { groupId: newId(), name: 'X' } }),
    ]);
    expect(answers).toEqual(times(5, 'NOT_FOUND'));
    expect(await groupsOf(ann)).toMatchObject([{ name: 'Mine', contacts: [{ userId: ben.id }] }]);
  });
});

describe('blocks', () => {
  it('are listed, repeatable and taken back', async () => {
    const [ann, ben] = await pair();
    const first = await ann.http.run(BLOCK, { input: { userId: ben.id } });
    expect(await ann.http.run(BLOCK, { input: { userId: ben.id } })).toEqual(first);
    expect(await ann.http.run(BLOCKED)).toEqual({
      blockedUsers: {
        edges: [{ node: { userId: ben.id, user: { nickname: 'Ben' } } }],
        pageInfo: { hasNextPage: false },
      },
    });
    expect(await ben.http.run(BLOCKED)).toMatchObject({ blockedUsers: { edges: [] } });
    for (let time = 0; time < 2; time += 1)
      expect(await ann.http.run(UNBLOCK, { input: { userId: ben.id } })).toEqual({ unblockUser: { userId: ben.id } });
    expect(await ann.http.run(BLOCKED)).toMatchObject({ blockedUsers: { edges: [] } });
  });

  it('keep the two from opening a direct conversation, whoever blocked', async () => {
    const [ann, ben] = await pair();
    await ann.http.run(BLOCK, { input: { userId: ben.id } });
    const open =
      'mutation ($input: OpenDirectConversationInput!) { openDirectConversation(input: $input) { conversation { id } } }';
    expect(await ann.http.codeOf(open, { input: { userId: ben.id } })).toBe('BLOCKED');
    expect(await ben.http.codeOf(open, { input: { userId: ann.id } })).toBe('BLOCKED');
    await ann.http.run(UNBLOCK, { input: { userId: ben.id } });
    expect(await ben.http.codeOf(open, { input: { userId: ann.id } })).toBeNull();
  });
});

describe('bad requests', () => {
  const mutations: readonly [string, string, Record<string, unknown>][] = [
    ['addContact', ADD, { userId: newId() }],
    ['updateContact', UPDATE, { userId: newId() }],
    ['removeContact', REMOVE, { userId: newId() }],
    ['createContactGroup', CREATE_GROUP, { name: 'X' }],
    ['renameContactGroup', RENAME_GROUP, { groupId: newId(), name: 'X' }],
    ['moveContactGroup', MOVE_GROUP, { groupId: newId(), position: 0 }],
    ['deleteContactGroup', DELETE_GROUP, { groupId: newId() }],
    ['blockUser', BLOCK, { userId: newId() }],
    ['unblockUser', UNBLOCK, { userId: newId() }],
  ];

  it.each(mutations)('%s needs a signed-in user', async (_, mutation, input) => {
    expect(await new HttpDoor(node.url).codeOf(mutation, { input })).toBe('UNAUTHENTICATED');
  });

  it.each([CONTACTS, GROUPS, BLOCKED])('so does %s', async (query) => {
    expect(await new HttpDoor(node.url).codeOf(query)).toBe('UNAUTHENTICATED');
  });

  it('are refused with a code, and change nothing', async () => {
    const [ann, ben] = await pair();
    const refused: readonly [string, Record<string, unknown>, string][] = [
      [ADD, {}, 'INVALID_INPUT'],
      [ADD, { userId: ann.id }, 'INVALID_INPUT'],
      [ADD, { identifier: ann.accountNumber }, 'INVALID_INPUT'],
      [ADD, { userId: ben.id, identifier: ben.accountNumber }, 'INVALID_INPUT'],
      [ADD, { userId: ben.id, groupName: '' }, 'INVALID_INPUT'],
      [ADD, { userId: ben.id, groupName: 'x'.repeat(65) }, 'INVALID_INPUT'],
      [ADD, { userId: ben.id, groupName: 'a\u202Eb' }, 'INVALID_INPUT'],
      [ADD, { userId: ben.id, alias: 'a\u0000b' }, 'INVALID_INPUT'],
      [ADD, { userId: 7.5 }, 'INVALID_INPUT'],
      [ADD, { userId: newId() }, 'NOT_FOUND'],
      [ADD, { userId: 'x'.repeat(100_000) }, 'INVALID_INPUT'],
      [ADD, { identifier: "' OR 1=1 --" }, 'NOT_FOUND'],
      [UPDATE, { userId: ben.id, alias: 'B' }, 'NOT_FOUND'],
      [CREATE_GROUP, { name: '\u200B' }, 'INVALID_INPUT'],
      [MOVE_GROUP, { groupId: newId(), position: -1 }, 'INVALID_INPUT'],
      [BLOCK, { userId: ann.id }, 'INVALID_INPUT'],
      [BLOCK, { userId: newId() }, 'NOT_FOUND'],
    ];
    for (const [mutation, input, code] of refused) expect(await ann.http.codeOf(mutation, { input })).toBe(code);
    expect(await ann.http.codeOf('{ blockedUsers(first: 101) { pageInfo { hasNextPage } } }')).toBe('INVALID_INPUT');
    expect(await ann.http.codeOf('{ blockedUsers(after: "x") { pageInfo { hasNextPage } } }')).toBe('INVALID_CURSOR');
    expect(await groupsOf(ann)).toEqual([]);
  });
});

describe('contactsChanged (S3.6)', () => {
  it("tells the actor's other devices of every change, in order, and nobody else", async () => {
    const [ann, ben] = await pair();
    const devices = [await listen(ann), await listen(await ann.secondDevice())];
    const bens = await listen(ben);
    await ann.http.run(ADD, { input: { userId: ben.id, groupName: 'Friends' } });
    await ann.http.run(UPDATE, { input: { userId: ben.id, alias: 'Benny' } });
    const [group] = await groupsOf(ann);
    await ann.http.run(RENAME_GROUP, { input: { groupId: group.id, name: 'Best friends' } });
    await ann.http.run(BLOCK, { input: { userId: ben.id } });
    await ann.http.run(UNBLOCK, { input: { userId: ben.id } });
    await ann.http.run(REMOVE, { input: { userId: ben.id } });
    const aboutGroup = { contactUserId: null, groupId: group.id };
    const aboutBen = { contactUserId: ben.id, groupId: null };
    for (const device of devices)
      for (const news of [aboutGroup, aboutBen, aboutBen, aboutGroup, aboutBen, aboutBen, aboutBen])
        expect(await device.next()).toMatchObject(news);
    await ben.http.run(CREATE_GROUP, { input: { name: 'First news' } });
    expect(await bens.next()).toMatchObject({
      change: 'GROUP_CHANGED',
      groups: [{ name: 'First news', contacts: [] }],
    });
  });

  it('carries what a list needs', async () => {
    const [ann, ben] = await pair();
    const device = await listen(ann);
    await ann.http.run(ADD, { input: { userId: ben.id, groupName: 'Friends' } });
    const { groupId } = await device.next();
    expect(await device.next()).toMatchObject({
      change: 'ADDED',
      contactUserId: ben.id,
      contact: { alias: null, unreadCount: 0, user: { nickname: 'Ben' } },
    });
    await ann.http.run(UPDATE, { input: { userId: ben.id, alias: 'Benny' } });
    expect(await device.next()).toMatchObject({ change: 'UPDATED', contact: { alias: 'Benny' } });
    await ann.http.run(RENAME_GROUP, { input: { groupId, name: 'Crew' } });
    expect(await device.next()).toMatchObject({
      change: 'GROUP_CHANGED',
      groupId,
      groups: [{ name: 'Crew', contacts: [{ userId: ben.id }] }],
    });
    await ann.http.run(BLOCK, { input: { userId: ben.id } });
    expect(await device.next()).toMatchObject({ change: 'BLOCK_CHANGED', contactUserId: ben.id, blocked: true });
    await ann.http.run(REMOVE, { input: { userId: ben.id } });
    expect(await device.next()).toMatchObject({ change: 'REMOVED', contactUserId: ben.id, contact: null });
  });

  it('tells those who had a deleted account among their contacts', async () => {
    const [ann, ben] = await pair();
    await ann.http.run(ADD, { input: { userId: ben.id } });
    const device = await listen(ann);
    await ben.http.run('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { userId } }', {
      input: { password: PASSWORD },
    });
    expect(await device.next()).toMatchObject({ change: 'REMOVED', contactUserId: ben.id });
    expect(await ann.http.run(CONTACTS)).toEqual({ contacts: [] });
  });

  it('reaches devices on another node', async ({ skip }) => {
    if (!world.isShared) skip();
    const other = await world.startNode();
    const [ann, ben] = await pair();
    const device = await listen(ann.on(other));
    await ann.http.run(BLOCK, { input: { userId: ben.id } });
    expect(await device.next()).toMatchObject({ change: 'BLOCK_CHANGED', contactUserId: ben.id });
    await other.close();
  });

  it('needs a signed-in user', async () => {
    const socket = new SocketDoor(node.url);
    expect(await socket.codeOf(CHANGED)).toBe('UNAUTHENTICATED');
    await socket.dispose();
  });

  it('comes through the inbox too, live and after an absence', async () => {
    const [ann, ben] = await pair();
    const inbox = `subscription ($after: String) { inbox(after: $after) {
      __typename
      ... on InboxCaughtUp { cursor }
      ... on ContactsChanged { change: kind contactUserId contact { alias } }
    } }`;
    const socket = ann.socket();
    const live = socket.subscribe(inbox);
    const { cursor } = await live.nextWhere((news) => news.__typename === 'InboxCaughtUp');
    await ann.http.run(ADD, { input: { userId: ben.id, alias: 'B' } });
    const isContact = (news: Json) => news.__typename === 'ContactsChanged' && news.contactUserId === ben.id;
    expect(await live.nextWhere(isContact)).toMatchObject({ change: 'ADDED', contact: { alias: 'B' } });
    await socket.dispose();
    await ann.http.run(UPDATE, { input: { userId: ben.id, alias: 'Benny' } });
    const resumed = ann.socket().subscribe(inbox, { after: cursor });
    expect(await resumed.nextWhere(isContact)).toMatchObject({ contact: { alias: 'Benny' } });
  });
});
