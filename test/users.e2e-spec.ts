import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { HttpDoor, type Json } from './support/clients.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const PROFILE =
  'id accountNumber username nickname avatarUrl signature sex birthday age photoWall { id url width height } registeredAt';
const ME = `{ me { ${PROFILE} email phone isAdmin settings { directConversationsFrom } } }`;
const USER = `query ($id: ID, $username: String, $accountNumber: String) {
  user(id: $id, username: $username, accountNumber: $accountNumber) { ${PROFILE} }
}`;
const USERS = `query ($search: String, $first: Int, $after: String, $last: Int, $before: String) {
  users(search: $search, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id nickname avatarUrl photoWall { id } } } pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;
const UPDATE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { me { ${PROFILE} email phone } } }`;
const SETTINGS = `mutation ($input: UpdateSettingsInput!) {
  updateSettings(input: $input) { me { settings { directConversationsFrom } } }
}`;
const ADMIN_UPDATE = `mutation ($input: AdminUpdateUserInput!) { adminUpdateUser(input: $input) { user { ${PROFILE} } } }`;

let world: World;
let node: ServerNode;
let anybody: HttpDoor;

beforeAll(async () => {
  world = await createWorld({ ADMIN_ACCOUNTS: 'boss@example.org' });
  node = await world.startNode();
  anybody = new HttpDoor(node.url);
});
afterAll(() => world.close());

const today = () => new Date().toISOString().slice(0, 10);

describe('me and user', () => {
  it('show the whole profile to its owner and the public part to others', async () => {
    const ada = await register(node, 'Ada 🦊', {
      username: 'Ada',
      email: 'ada@example.org',
      phone: '+44 20 1234',
      sex: 'FEMALE',
      birthday: '1990-12-10',
      signature: '数は詩',
    });
    const profile = {
      id: ada.id,
      accountNumber: ada.accountNumber,
      username: 'Ada',
      nickname: 'Ada 🦊',
      avatarUrl: null,
      signature: '数は詩',
      sex: 'FEMALE',
      birthday: '1990-12-10',
      age: expect.any(Number) as number,
      photoWall: [],
      registeredAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) as string,
    };
    expect((await ada.http.run(ME)).me).toEqual({
      ...profile,
      email: 'ada@example.org',
      phone: '+44 20 1234',
      isAdmin: false,
      settings: { directConversationsFrom: 'EVERYONE' },
    });
    const other = await register(node);
    for (const name of [{ id: ada.id }, { username: 'aDa' }, { accountNumber: ada.accountNumber }])
      expect((await other.http.run(USER, name)).user).toEqual(profile);
    expect(await other.http.codeOf('query ($id: ID) { user(id: $id) { email } }', { id: ada.id })).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it('begin with the defaults', async () => {
    const person = await register(node, 'Plain');
    expect((await person.http.run(ME)).me).toMatchObject({
      sex: 'UNKNOWN',
      birthday: today(),
      age: 0,
      signature: '',
      username: null,
      email: null,
    });
  });

  it('need a sign-in, and exactly one name', async () => {
    const person = await register(node);
    expect(await anybody.codeOf(ME)).toBe('UNAUTHENTICATED');
    expect(await anybody.codeOf(USER, { id: person.id })).toBe('UNAUTHENTICATED');
    expect(await anybody.codeOf(USERS)).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf(USER)).toBe('INVALID_INPUT');
    expect(await person.http.codeOf(USER, { id: person.id, username: 'x' })).toBe('INVALID_INPUT');
    for (const name of [
      { id: 'x' },
      { id: '' },
      { username: 'no body' },
      { accountNumber: '1' },
      { username: '\ud800' },
    ])
      expect((await person.http.run(USER, name)).user).toBeNull();
  });
});

describe('users', () => {
  const names = async (person: Person, variables: object): Promise<string[]> =>
    (await person.http.run(USERS, { ...variables })).users.edges.map((edge: Json) => edge.node.nickname);

  it('finds people by how their names begin, in any case and script', async () => {
    const person = await register(node, 'Searcher');
    await register(node, '李白', { username: 'libai', accountNumber: '70001' });
    await register(node, '李清照', { username: 'liqingzhao', accountNumber: '70002' });
    await register(node, 'Ölaf 100%_', { accountNumber: '70003' });
    expect(await names(person, { search: '李' })).toEqual(['李清照', '李白']);
    expect(await names(person, { search: 'LiB' })).toEqual(['李白']);
    expect(await names(person, { search: '7000' })).toHaveLength(3);
    expect(await names(person, { search: 'öLAF' })).toEqual(['Ölaf 100%_']);
    for (const search of ['%', '_', '%李', 'nobody at all', "'; DROP TABLE users; --"])
      expect(await names(person, { search })).toEqual([]);
  });

  it('pages both ways, with flags that are true, and refuses bad cursors and sizes', async () => {
    const person = await register(node, 'Pager');
    for (let index = 0; index < 5; index += 1) await register(node, `Walrus ${index}`);
    const { users: first } = await person.http.run(USERS, { search: 'walrus', first: 2 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const { users: rest } = await person.http.run(USERS, {
      search: 'walrus',
      first: 9,
      after: first.pageInfo.endCursor,
    });
    expect(rest.edges.map((edge: Json) => edge.node.nickname)).toEqual(['Walrus 2', 'Walrus 3', 'Walrus 4']);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(await names(person, { search: 'walrus', last: 2 })).toEqual(['Walrus 3', 'Walrus 4']);
    expect(await person.http.codeOf(USERS, { first: 101 })).toBe('INVALID_INPUT');
    expect(await person.http.codeOf(USERS, { first: 0 })).toBe('INVALID_INPUT');
    expect(await person.http.codeOf(USERS, { after: 'garbage' })).toBe('INVALID_CURSOR');
    expect(await person.http.codeOf(USERS, { search: 'a\u0000' })).toBe('INVALID_INPUT');
  });

  it('costs no query per person', async () => {
    const person = await register(node, 'Counter');
    for (let index = 0; index < 12; index += 1) await register(node, `Counted ${index}`);
    const queries = vi.spyOn(node.app.get(Database, { strict: false }), 'query');
    const cost = async (first: number): Promise<number> => {
      queries.mockClear();
      await person.http.run(USERS, { search: 'counted', first });
      return queries.mock.calls.length;
    };
    expect(await cost(10)).toBeGreaterThan(1);
    expect(await cost(10)).toBe(await cost(2));
    queries.mockRestore();
  });
});

describe('updateProfile', () => {
  it('changes what is given, clears what is null, and leaves the rest', async () => {
    const person = await register(node, 'Before', { username: 'before', email: 'before@example.org', phone: '12345' });
    const update = async (input: object) => (await person.http.run(UPDATE, { input })).updateProfile.me;
    expect(await update({ nickname: ' After  all ', sex: 'MALE', birthday: '2000-02-29' })).toMatchObject({
      nickname: 'After all',
      sex: 'MALE',
      birthday: '2000-02-29',
      username: 'before',
      email: 'before@example.org',
    });
    expect(await update({ username: null, phone: null, signature: null, birthday: null })).toMatchObject({
      username: null,
      phone: null,
      signature: '',
      birthday: today(),
      nickname: 'After all',
      email: 'before@example.org',
    });
    expect(await update({})).toMatchObject({ nickname: 'After all' });
  });

  it('refuses names that are taken, bad values and images that are not one’s own', async () => {
    await register(node, 'Owner', { username: 'owned', email: 'owned@example.org' });
    const person = await register(node, 'Unchanged');
    const codeOf = (input: object) => person.http.codeOf(UPDATE, { input });
    expect(await anybody.codeOf(UPDATE, { input: { nickname: 'x' } })).toBe('UNAUTHENTICATED');
    expect(await codeOf({ nickname: 'x', username: 'OWNED' })).toBe('USERNAME_TAKEN');
    expect(await codeOf({ nickname: 'x', email: 'OWNED@example.org' })).toBe('EMAIL_TAKEN');
    for (const input of [
      { nickname: null },
      { nickname: '' },
      { sex: null },
      { birthday: '2999-12-31' },
      { email: 'no address' },
      { username: '1' },
      { photoWallAttachmentIds: Array.from({ length: 31 }, (_, index) => `id${index}`) },
      { photoWallAttachmentIds: ['same', 'same'] },
    ])
      expect(await codeOf(input)).toBe('INVALID_INPUT');
    expect(await codeOf({ avatarAttachmentId: 'nothing' })).toBe('NOT_FOUND');
    expect(await codeOf({ photoWallAttachmentIds: ['nothing'] })).toBe('NOT_FOUND');
    expect((await person.http.run(ME)).me.nickname).toBe('Unchanged');
  });

  it('lets one of many who race for a username have it', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => register(node)));
    const codes = await Promise.all(
      people.map(({ http }) => http.codeOf(UPDATE, { input: { username: 'contested' } })),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'USERNAME_TAKEN')).toHaveLength(5);
  });
});

describe('updateSettings', () => {
  it('changes who may open a direct conversation', async () => {
    const person = await register(node);
    const input = { directConversationsFrom: 'CONTACTS' };
    expect(await anybody.codeOf(SETTINGS, { input })).toBe('UNAUTHENTICATED');
    expect((await person.http.run(SETTINGS, { input })).updateSettings.me.settings).toEqual(input);
    expect((await person.http.run(ME)).me.settings).toEqual(input);
    expect(await person.http.codeOf(SETTINGS, { input: { directConversationsFrom: null } })).toBe('INVALID_INPUT');
  });
});

describe('availability', () => {
  const ASK = `query ($email: String!, $accountNumber: String!, $username: String!) {
    isEmailAvailable(email: $email) isAccountNumberAvailable(accountNumber: $accountNumber)
    isUsernameAvailable(username: $username)
  }`;

  it('is told without a sign-in, in any case', async () => {
    await register(node, 'Taker', { username: 'Taker', email: 'taker@example.org', accountNumber: '91919' });
    expect(await anybody.run(ASK, { email: 'TAKER@example.org', accountNumber: '91919', username: 'tAKER' })).toEqual({
      isEmailAvailable: false,
      isAccountNumberAvailable: false,
      isUsernameAvailable: false,
    });
    expect(await anybody.run(ASK, { email: 'free@example.org', accountNumber: '91918', username: 'free' })).toEqual({
      isEmailAvailable: true,
      isAccountNumberAvailable: true,
      isUsernameAvailable: true,
    });
    expect(await anybody.codeOf('{ isEmailAvailable(email: "nonsense") }')).toBe('INVALID_INPUT');
    expect(await anybody.codeOf('{ isUsernameAvailable(username: "1") }')).toBe('INVALID_INPUT');
  });

  it('is throttled per address', async () => {
    const strict = await world.startNode({ RATE_LIMITS: 'on' });
    const door = new HttpDoor(strict.url);
    const ask = (index: number) => door.codeOf(`{ isUsernameAvailable(username: "name${index}") }`);
    const codes = await Promise.all(Array.from({ length: 70 }, (_, index) => ask(index)));
    expect(codes.filter((code) => code === null)).toHaveLength(60);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(10);
    await strict.close();
  });
});

describe('adminUpdateUser', () => {
  it('lets administrators change any account, and nobody else', async () => {
    const boss = await register(node, 'Boss', { email: 'boss@example.org' });
    const person = await register(node, 'Rude name', { signature: 'rude' });
    const input = { userId: person.id, nickname: 'Tamed', signature: null };
    expect((await boss.http.run(ME)).me.isAdmin).toBe(true);
    expect(await anybody.codeOf(ADMIN_UPDATE, { input })).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf(ADMIN_UPDATE, { input: { ...input, isAdmin: true } })).toBe('FORBIDDEN');
    expect((await boss.http.run(ADMIN_UPDATE, { input })).adminUpdateUser.user).toMatchObject({
      nickname: 'Tamed',
      signature: '',
    });
    expect(await boss.http.codeOf(ADMIN_UPDATE, { input: { ...input, userId: 'x' } })).toBe('NOT_FOUND');
    expect(await boss.http.codeOf(ADMIN_UPDATE, { input: { ...input, nickname: '' } })).toBe('INVALID_INPUT');

    await boss.http.run(ADMIN_UPDATE, { input: { userId: person.id, isAdmin: true } });
    expect((await person.http.run(ME)).me.isAdmin).toBe(true);
    expect(await person.http.codeOf(ADMIN_UPDATE, { input: { userId: boss.id, nickname: 'Boss' } })).toBeNull();
  });
});
