import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { FeedHub } from '../src/common/realtime/feed-hub.js';
import { act, refusalOf } from './support/acts.js';
import { picture } from './support/attachments-world.js';
import { HttpDoor, SocketDoor, type Json } from './support/clients.js';
import { PASSWORD, register } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { upload } from './support/uploads.js';

let world: World;
let node: ServerNode;
let anybody: HttpDoor;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  anybody = new HttpDoor(node.url);
});
afterAll(() => world?.close());

const SESSION = 'accessToken refreshToken expiresAt user { id accountNumber username nickname }';
const PROFILE = `id accountNumber username nickname avatarUrl signature sex birthday age registeredAt
  photoWall { id url width height }`;

it('S0.1 registers with a chosen or an assigned account number; the password is stored hashed', async () => {
  const input = { accountNumber: '20231', nickname: 'Mi', password: PASSWORD, passwordConfirmation: PASSWORD };
  const chosen = await act(anybody, 'register', input, SESSION);
  expect(chosen).toEqual({
    accessToken: expect.any(String),
    refreshToken: expect.any(String),
    expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    user: { id: expect.any(String), accountNumber: '20231', username: null, nickname: 'Mi' },
  });
  expect(await new HttpDoor(node.url, chosen.accessToken).run('{ me { id } }')).toEqual({ me: { id: chosen.user.id } });
  const assigned = await act(anybody, 'register', { nickname: 'Mi', password: PASSWORD }, SESSION);
  expect(assigned.user.accountNumber).toMatch(/^[1-9]\d*$/);
  const [row] = await node.app
    .get(Database)
    .query<{ hash: string }>('SELECT password_hash AS hash FROM credentials WHERE user_id = ?', [chosen.user.id]);
  expect(row?.hash).toMatch(/^\$argon2id\$/);

  expect(await refusalOf(anybody, 'register', input)).toBe('ACCOUNT_NUMBER_TAKEN');
  const other = { ...input, accountNumber: '20232' };
  expect(await refusalOf(anybody, 'register', { ...other, passwordConfirmation: 'not the same' })).toBe(
    'INVALID_INPUT',
  );
  expect(await refusalOf(anybody, 'register', { ...other, accountNumber: 'twenty' })).toBe('INVALID_INPUT');
  expect(await refusalOf(anybody, 'register', { ...other, nickname: ' ' })).toBe('INVALID_INPUT');
});

it('S0.2 shows a profile, with defaults at first, an avatar and an ordered photo wall later', async () => {
  const [ann, ben] = await Promise.all([register(node, 'Ann'), register(node, 'Ben')]);
  const read = async (): Promise<Json> =>
    (await ben.http.run(`query ($id: ID) { user(id: $id) { ${PROFILE} } }`, { id: ann.id })).user;
  const before = await read();
  expect(before).toMatchObject({ sex: 'UNKNOWN', age: 0, signature: '', avatarUrl: null, photoWall: [] });
  expect(before.birthday).toBe(before.registeredAt.slice(0, 10));

  const ids: string[] = [];
  for (let number = 0; number < 3; number += 1) ids.push((await upload(ann, await picture(6, 4), 'p.png')).id);
  const input = {
    ...{ sex: 'FEMALE', birthday: '1990-05-06', signature: 'Hello' },
    ...{ avatarAttachmentId: ids[0], photoWallAttachmentIds: [ids[2], ids[1]] },
  };
  expect((await act(ann.http, 'updateProfile', input, `me { ${PROFILE} }`)).me).toMatchObject({ sex: 'FEMALE' });
  expect(await read()).toMatchObject({
    ...{ sex: 'FEMALE', birthday: '1990-05-06', signature: 'Hello', avatarUrl: expect.stringContaining('http') },
    photoWall: [{ id: ids[2], url: expect.stringContaining('http'), width: 6, height: 4 }, { id: ids[1] }],
  });
  await act(ann.http, 'updateProfile', { photoWallAttachmentIds: [ids[1]], avatarAttachmentId: null });
  expect(await read()).toMatchObject({ signature: 'Hello', avatarUrl: null, photoWall: [{ id: ids[1] }] });

  expect(await refusalOf(ben.http, 'updateProfile', { avatarAttachmentId: ids[0] })).toBe('NOT_FOUND');
  expect(await refusalOf(ann.http, 'updateProfile', { birthday: '1990-02-30' })).toBe('INVALID_INPUT');
  expect(await refusalOf(ann.http, 'updateProfile', { birthday: '2990-02-03' })).toBe('INVALID_INPUT');
});

it('S0.3 signs in; the token opens HTTP and the socket, and is renewed', async () => {
  const { id, accountNumber } = await register(node, 'Ann');
  const signIn = { identifier: accountNumber, password: PASSWORD };
  const first = await act(anybody, 'login', signIn, SESSION);
  expect(first.user).toMatchObject({ id, accountNumber });
  const { refreshToken } = first;
  const renewed = await act(anybody, 'refreshSession', { refreshToken }, SESSION);
  expect(renewed.user).toMatchObject({ id });
  for (const { accessToken } of [first, renewed]) {
    expect(await new HttpDoor(node.url, accessToken).run('{ me { id } }')).toEqual({ me: { id } });
    const socket = new SocketDoor(node.url, { connectionParams: { authorization: `Bearer ${accessToken}` } });
    expect(await socket.run('{ me { id } }')).toEqual({ me: { id } });
    await socket.dispose();
  }
  expect(await refusalOf(anybody, 'login', { ...signIn, password: 'wrong' })).toBe('INVALID_CREDENTIALS');
  expect(await refusalOf(anybody, 'refreshSession', { refreshToken: first.accessToken })).toBe('INVALID_TOKEN');
});

it('S0.4 lets nobody in without a token but to register, sign in and the like', async () => {
  const socket = new SocketDoor(node.url);
  for (const door of [anybody, socket, new HttpDoor(node.url, 'forged')])
    for (const query of ['{ me { id } }', '{ contacts { userId } }', '{ conversations { edges { cursor } } }'])
      expect(await door.codeOf(query)).toBe('UNAUTHENTICATED');
  const inbox = socket.subscribe('subscription { inbox { __typename } }');
  await inbox.ended();
  expect(inbox.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect(await socket.run('{ isUsernameAvailable(username: "nobody") }')).toEqual({ isUsernameAvailable: true });
  await socket.dispose();
});

it('S0.5 and S0.6 keep contacts in named groups, made when missing', async () => {
  const [ann, ben, cem] = await Promise.all([register(node, 'Ann'), register(node, 'Ben'), register(node, 'Cem')]);
  const CONTACT = 'contact { userId alias group { id name } user { nickname } unreadCount }';
  const added = await act(ann.http, 'addContact', { userId: ben.id, groupName: 'Friends' }, CONTACT);
  expect(added.contact).toMatchObject({ userId: ben.id, alias: null, group: { name: 'Friends' }, unreadCount: 0 });
  await act(ann.http, 'addContact', { identifier: cem.accountNumber, groupName: ' friends', alias: 'C' });
  const groups = async (person = ann): Promise<Json[]> => {
    const { contactGroups } = await person.http.run(
      '{ contactGroups { id name contacts { alias user { nickname } group { name } unreadCount } } }',
    );
    return contactGroups.filter((group: Json) => group.contacts.length > 0);
  };
  expect(await groups()).toMatchObject([
    { id: added.contact.group.id, name: 'Friends', contacts: [{ user: { nickname: 'Ben' } }, { alias: 'C' }] },
  ]);
  expect(await groups(ben)).toEqual([]);

  const refusals = [
    { userId: ben.id },
    { identifier: '1' },
    { groupName: 'Friends' },
    { userId: cem.id, groupName: '' },
  ];
  expect(await Promise.all(refusals.map((input) => refusalOf(ann.http, 'addContact', input)))).toEqual([
    ...['CONTACT_EXISTS', 'NOT_FOUND', 'INVALID_INPUT', 'INVALID_INPUT'],
  ]);
});

it('S0.7 has one conversation per pair, keeps all that is said and nothing in memory once both are gone', async () => {
  const [ann, ben, eve] = await Promise.all([register(node, 'Ann'), register(node, 'Ben'), register(node, 'Eve')]);
  const OPENED = 'created conversation { id kind room { id } peer { id nickname } }';
  const open = (from: { http: HttpDoor }, userId: string): Promise<Json> =>
    act(from.http, 'openDirectConversation', { userId }, OPENED);
  const opened = await Promise.all([open(ann, ben.id), open(ben, ann.id), open(ann, ben.id)]);
  expect(new Set(opened.map(({ conversation }) => conversation.id)).size).toBe(1);
  expect(opened.filter(({ created }) => created)).toHaveLength(1);
  expect(opened[0].conversation).toMatchObject({ kind: 'DIRECT', room: null, peer: { id: ben.id } });
  expect(opened[1].conversation).toMatchObject({ peer: { id: ann.id } });

  const { id } = opened[0].conversation;
  const hub = node.app.get(FeedHub);
  const sockets = [ann.socket(), ben.socket()];
  const heard = sockets.map((socket) => socket.subscribe('subscription { messageAdded { text } }'));
  // Said until both listen.
  while (heard.some(({ items }) => items.length === 0)) await ann.send(id, 'hello');
  expect(hub.size).toBeGreaterThan(0);
  await Promise.all(sockets.map((socket) => socket.dispose()));
  await expect.poll(() => hub.size).toBe(0);
  const { conversation } = await ben.http.run(
    'query ($id: ID!) { conversation(id: $id) { lastSeq messages(last: 1) { edges { node { text sender { id } } } } } }',
    { id },
  );
  expect(conversation.messages.edges).toEqual([{ node: { text: 'hello', sender: { id: ann.id } } }]);

  expect(await eve.http.run('query ($id: ID!) { conversation(id: $id) { id } }', { id })).toEqual({
    conversation: null,
  });
  expect(await refusalOf(ann.http, 'openDirectConversation', { userId: id })).toBe('NOT_FOUND');
  await act(ben.http, 'blockUser', { userId: eve.id });
  expect(await refusalOf(eve.http, 'openDirectConversation', { userId: ben.id })).toBe('BLOCKED');
  await act(ben.http, 'updateSettings', { directConversationsFrom: 'CONTACTS' });
  const cem = await register(node, 'Cem');
  expect(await refusalOf(cem.http, 'openDirectConversation', { userId: ben.id })).toBe('CONTACT_REQUIRED');
});

it('S0.8 counts what is unread for each side by itself', async () => {
  const [ann, ben, eve] = await Promise.all([register(node, 'Ann'), register(node, 'Ben'), register(node, 'Eve')]);
  const conversationId = await ann.openDirect(ben);
  const unread = async (person: { http: HttpDoor }): Promise<number> =>
    (await person.http.run('query ($id: ID!) { conversation(id: $id) { unreadCount } }', { id: conversationId }))
      .conversation.unreadCount;
  for (const text of ['one', 'two', 'three']) await ann.send(conversationId, text);
  expect([await unread(ann), await unread(ben)]).toEqual([0, 3]);
  await act(ben.http, 'markRead', { conversationId, seq: 2 });
  expect([await unread(ann), await unread(ben)]).toEqual([0, 1]);
  await ben.send(conversationId, 'four');
  expect([await unread(ann), await unread(ben)]).toEqual([1, 0]);
  expect(await refusalOf(eve.http, 'markRead', { conversationId, seq: 1 })).toBe('NOT_FOUND');
});
