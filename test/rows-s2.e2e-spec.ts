import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../src/common/config/config.js';
import { act, refusalOf } from './support/acts.js';
import { HttpDoor, type Json } from './support/clients.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const ORIGIN = 'https://chat.example.org';
const ADMIN = '10001';

let world: World;
let node: ServerNode;
let anybody: HttpDoor;

beforeAll(async () => {
  world = await createWorld({ CORS_ORIGINS: ORIGIN, ADMIN_ACCOUNTS: ADMIN });
  node = await world.startNode();
  anybody = new HttpDoor(node.url);
});
afterAll(() => world?.close());

const people = (...nicknames: string[]): Promise<Person[]> =>
  Promise.all(nicknames.map((nickname) => register(node, nickname)));
const read = (path: string): Promise<string> => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

it('S2.1 keeps a user record whose private part only its owner reads, and whose password nobody does', async () => {
  const record = {
    ...{ accountNumber: '20001', username: 'rec', sex: 'MALE', birthday: '1999-12-31', signature: 'Calm' },
    ...{ phone: '+49 30 1', email: 'rec@example.org' },
  };
  const person = await register(node, 'Rec', record);
  const PUBLIC = 'id accountNumber username nickname avatarUrl signature sex birthday age registeredAt';
  const { me } = await person.http.run(`{ me { ${PUBLIC} email phone } }`);
  expect(me).toMatchObject({ ...record, id: person.id, nickname: 'Rec' });
  const [other] = await people('Other');
  const READ = (fields: string) => `query ($id: ID) { user(id: $id) { ${fields} } }`;
  const { email: _email, phone: _phone, ...shown } = me;
  expect(await other!.http.run(READ(PUBLIC), { id: person.id })).toEqual({ user: shown });
  for (const field of ['email', 'phone', 'password', 'passwordHash'])
    expect(await other!.http.codeOf(READ(field), { id: person.id })).toBe('GRAPHQL_VALIDATION_FAILED');
});

it('S2.2 lists users and reads one by id, username or account number', async () => {
  const person = await register(node, 'Directory One', { username: 'dir.one' });
  await register(node, 'Directory Two');
  const LIST = `query ($search: String, $first: Int, $after: String) { users(search: $search, first: $first, after: $after) {
    edges { cursor node { nickname } } pageInfo { hasNextPage } } }`;
  const { users: first } = await person.http.run(LIST, { search: 'directory', first: 1 });
  expect(first).toMatchObject({ edges: [{ node: { nickname: 'Directory One' } }], pageInfo: { hasNextPage: true } });
  const { users: second } = await person.http.run(LIST, { search: 'directory', after: first.edges[0].cursor });
  expect(second).toMatchObject({ edges: [{ node: { nickname: 'Directory Two' } }], pageInfo: { hasNextPage: false } });
  const ONE =
    'query ($id: ID, $username: String, $accountNumber: String) { user(id: $id, username: $username, accountNumber: $accountNumber) { id } }';
  for (const name of [{ id: person.id }, { username: 'DIR.one' }, { accountNumber: person.accountNumber }])
    expect(await person.http.run(ONE, name)).toEqual({ user: { id: person.id } });
  expect(await person.http.run(ONE, { username: 'nobody.here' })).toEqual({ user: null });
  expect(await person.http.codeOf(ONE, { id: person.id, username: 'dir.one' })).toBe('INVALID_INPUT');
  expect(await anybody.codeOf(LIST)).toBe('UNAUTHENTICATED');
});

it('S2.3 changes any subset of fields and deletes accounts: one’s own, or any as an administrator', async () => {
  const [ann, ben] = await people('Ann', 'Ben');
  const admin = await register(node, 'Admin', { accountNumber: ADMIN });
  const CHANGED = 'me { nickname signature sex }';
  await act(ann!.http, 'updateProfile', { signature: 'kept' });
  const { me } = await act(ann!.http, 'updateProfile', { sex: 'FEMALE' }, CHANGED);
  expect(me).toEqual({ nickname: 'Ann', signature: 'kept', sex: 'FEMALE' });

  expect(await refusalOf(ann!.http, 'deleteAccount', { password: 'wrong' })).toBe('INVALID_CREDENTIALS');
  await act(ann!.http, 'deleteAccount', { password: PASSWORD });
  expect(await ann!.http.codeOf('{ me { id } }')).toBe('UNAUTHENTICATED');
  const GONE = 'query ($id: ID) { user(id: $id) { id } }';
  expect(await ben!.http.run(GONE, { id: ann!.id })).toEqual({ user: null });

  const nickname = { userId: ben!.id, nickname: 'Benjamin' };
  expect(await refusalOf(ben!.http, 'adminUpdateUser', nickname)).toBe('FORBIDDEN');
  expect((await act(admin.http, 'adminUpdateUser', nickname, 'user { nickname }')).user).toEqual({
    nickname: 'Benjamin',
  });
  expect(await refusalOf(ben!.http, 'adminDeleteUser', { userId: admin.id })).toBe('FORBIDDEN');
  await act(admin.http, 'adminDeleteUser', { userId: ben!.id });
  expect(await ben!.http.codeOf('{ me { id } }')).toBe('UNAUTHENTICATED');
});

it('S2.4 tells whether an e-mail address, an account number or a username is free', async () => {
  const { accountNumber } = await register(node, 'Taken', { email: 'taken@example.org', username: 'taken.one' });
  const ASK = `query ($email: String!, $accountNumber: String!, $username: String!) {
    isEmailAvailable(email: $email) isAccountNumberAvailable(accountNumber: $accountNumber)
    isUsernameAvailable(username: $username) }`;
  const ask = async (variables: Json): Promise<unknown[]> => Object.values(await anybody.run(ASK, variables));
  expect(await ask({ email: 'Taken@example.org', accountNumber, username: 'TAKEN.one' })).toEqual([
    false,
    false,
    false,
  ]);
  expect(await ask({ email: 'free@example.org', accountNumber: '99999', username: 'free' })).toEqual([
    true,
    true,
    true,
  ]);
  const wrong = { email: 'no address', accountNumber, username: 'free' };
  expect(await anybody.codeOf(ASK, wrong)).toBe('INVALID_INPUT');
});

it('S2.5 and S2.6 answer an unknown account and a wrong password alike, and take a bearer token', async () => {
  const [ann] = await people('Ann');
  const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';
  const refusals = [];
  for (const identifier of [ann!.accountNumber, '98765', 'nobody@example.org', 'nobody']) {
    const { errors } = await anybody.ask(LOGIN, { input: { identifier, password: 'wrong' } });
    const { requestId: _, ...extensions } = errors![0]!.extensions;
    refusals.push({ message: errors![0]!.message, extensions });
  }
  expect(refusals[0]).toMatchObject({ extensions: { code: 'INVALID_CREDENTIALS' } });
  for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);

  const me = (authorization: string) => new HttpDoor(node.url, null, { authorization }).codeOf('{ me { id } }');
  expect(await me(`Bearer ${ann!.accessToken}`)).toBeNull();
  for (const authorization of [ann!.accessToken, `Basic ${ann!.accessToken}`, 'Bearer', `Bearer ${ann!.refreshToken}`])
    expect(await me(authorization)).toBe('UNAUTHENTICATED');
});

it('S2.7 is set up by the environment, lists all faults together, and answers pages of allowed origins', async () => {
  const faults = (): unknown =>
    parseConfig({ PORT: 'many', DATABASE_URL: 'ftp://x', CORS_ORIGINS: 'nonsense', JWT_SECRET: 'short' });
  for (const setting of ['PORT', 'DATABASE_URL', 'CORS_ORIGINS', 'JWT_SECRET']) expect(faults).toThrow(setting);
  const example = await read('.env.example');
  for (const setting of ['DATABASE_URL', 'PORT', 'CORS_ORIGINS']) expect(example).toContain(setting);

  const allowed = async (origin: string): Promise<string | null> => {
    const headers = { origin, 'content-type': 'application/json' };
    const response = await fetch(`${node.url}/graphql`, {
      method: 'POST',
      headers,
      body: '{"query":"{ __typename }"}',
    });
    return response.headers.get('access-control-allow-origin');
  };
  expect([await allowed(ORIGIN), await allowed('https://evil.example.org')]).toEqual([ORIGIN, null]);
});

it('S2.8 has one command each to migrate, to undo all migrations, and to run in development', async () => {
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
  expect(Object.keys(scripts)).toEqual(
    expect.arrayContaining(['db:migrate', 'db:revert', 'db:reset', 'start', 'start:dev']),
  );
});
