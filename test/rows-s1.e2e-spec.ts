import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, mailedToken, refusalOf } from './support/acts.js';
import { picture } from './support/attachments-world.js';
import { HttpDoor, type Json } from './support/clients.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { fetchFile, upload } from './support/uploads.js';

let world: World;
let node: ServerNode;
let anybody: HttpDoor;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  anybody = new HttpDoor(node.url);
});
afterAll(() => world?.close());

const people = (...nicknames: string[]): Promise<Person[]> =>
  Promise.all(nicknames.map((nickname) => register(node, nickname)));
const nodesOf = ({ edges }: Json): Json[] => edges.map((edge: Json) => edge.node);
const fresh = (input: Json): Json => ({ clientMessageId: randomUUID(), ...input });

it('S1.1 and S1.2 sign in by username, and by registering', async () => {
  const SESSION = 'accessToken refreshToken expiresAt user { id username nickname sex signature }';
  const input = { username: 'Zoe.1', nickname: 'Zoe', password: PASSWORD };
  const registered = await act(anybody, 'register', input, SESSION);
  expect(registered.user).toMatchObject({ username: 'Zoe.1', nickname: 'Zoe', sex: 'UNKNOWN' });
  const signedIn = await act(anybody, 'login', { identifier: 'zOE.1', password: PASSWORD }, SESSION);
  expect(signedIn.user).toEqual(registered.user);
  for (const { accessToken } of [registered, signedIn])
    expect(await new HttpDoor(node.url, accessToken).codeOf('{ me { id } }')).toBeNull();
  expect(await refusalOf(anybody, 'register', { ...input, username: 'zoe.1' })).toBe('USERNAME_TAKEN');
  const wrong = [
    { identifier: 'zoe.1', password: 'wrong' },
    { identifier: 'nobody.1', password: PASSWORD },
  ];
  for (const attempt of wrong) expect(await refusalOf(anybody, 'login', attempt)).toBe('INVALID_CREDENTIALS');
});

it('S1.3 replaces a forgotten password by a mailed link that works once, and tells nobody who has an account', async () => {
  const email = 'forgetful@example.org';
  const { accountNumber } = await register(node, 'Forgetful', { email, username: 'forgetful' });
  const answers = [];
  for (const identifier of ['forgetful', 'nobody.at.all'])
    answers.push(await act(anybody, 'requestPasswordReset', { identifier }, 'accepted'));
  expect(answers).toEqual([{ accepted: true }, { accepted: true }]);
  const token = await mailedToken(world, node, email);
  const input = { token, newPassword: 'an entirely new one' };
  expect(await refusalOf(anybody, 'resetPassword', { ...input, token: 'forged' })).toBe('INVALID_TOKEN');
  expect(await act(anybody, 'resetPassword', input, 'changed')).toEqual({ changed: true });
  expect(await refusalOf(anybody, 'resetPassword', input)).toBe('INVALID_TOKEN');
  const login = (password: string) => refusalOf(anybody, 'login', { identifier: accountNumber, password });
  expect([await login(PASSWORD), await login(input.newPassword)]).toEqual(['INVALID_CREDENTIALS', null]);
});

it('S1.4 and S1.5 read and change one’s own information; the age follows from the birthday', async () => {
  const [ann] = await people('Ann');
  const ME = 'me { id nickname birthday age sex signature email phone }';
  const year = new Date().getUTCFullYear() - 30;
  const input = { nickname: 'Anna', birthday: `${year}-01-01`, sex: 'FEMALE', signature: 'Hi', phone: '+1 555 0100' };
  const changed = (await act(ann!.http, 'updateProfile', input, ME)).me;
  expect(changed).toEqual({ id: ann!.id, ...input, age: 30, email: null });
  expect((await act(ann!.http, 'updateProfile', { signature: null }, ME)).me).toEqual({ ...changed, signature: '' });
  expect(await ann!.http.run(`{ ${ME} }`)).toEqual({ me: { ...changed, signature: '' } });
  expect(await refusalOf(anybody, 'updateProfile', input)).toBe('UNAUTHENTICATED');
  expect(await refusalOf(ann!.http, 'updateProfile', { nickname: null })).toBe('INVALID_INPUT');
  expect(await refusalOf(ann!.http, 'updateProfile', { signature: 'x'.repeat(281) })).toBe('INVALID_INPUT');
});

it('S1.6 logs sign-ins, right and wrong ones', async () => {
  const [ann, ben] = await people('Ann', 'Ben');
  await refusalOf(anybody, 'login', { identifier: ann!.accountNumber, password: 'wrong' });
  const client = new HttpDoor(node.url, null, { 'user-agent': 'Fancy/1.0' });
  await act(client, 'login', { identifier: ann!.accountNumber, password: PASSWORD });
  const LOG = `query ($first: Int, $after: String) { loginHistory(first: $first, after: $after) {
    edges { cursor node { attemptedAt address userAgent succeeded } } } }`;
  const { edges } = (await ann!.http.run(LOG, { first: 2 })).loginHistory;
  expect(edges.map((edge: Json) => edge.node)).toMatchObject([
    { succeeded: true, userAgent: 'Fancy/1.0', address: expect.stringContaining('127.0.0.1') },
    { succeeded: false },
  ]);
  const { loginHistory } = await ann!.http.run(LOG, { first: 2, after: edges[1].cursor });
  expect(nodesOf(loginHistory)).toMatchObject([{ succeeded: true }]);
  expect(nodesOf((await ben!.http.run(LOG)).loginHistory)).toHaveLength(1);
  expect(await anybody.codeOf(LOG)).toBe('UNAUTHENTICATED');
});

it('S1.7 and S1.8 send text, pictures and files to one person or a group, together or alone', async () => {
  const [ann, ben, eve] = await people('Ann', 'Ben', 'Eve');
  const MESSAGE = `message { id conversationId seq revision clientMessageId text sentAt createdAt editedAt recalledAt
    sender { nickname } replyTo { id text } mentions { id }
    attachments { id kind url width height durationMs size fileName } }`;
  const places = [await ann!.openDirect(ben!), (await ann!.createRoom('Tea', [ben!])).conversationId];
  for (const conversationId of places) {
    const image = await upload(ann!, await picture(6, 4), 'not-a-film.mp4');
    const file = await upload(ann!, Buffer.from('just text'), 'notes.png');
    const alone = fresh({ conversationId, attachmentIds: [file.id] });
    const { message: first } = await act(ann!.http, 'sendMessage', alone, MESSAGE);
    expect(first).toMatchObject({ text: null, attachments: [{ id: file.id, kind: 'FILE', size: 9 }] });
    const rich = fresh({
      ...{ conversationId, text: 'look', attachmentIds: [image.id], replyToId: first.id, mentions: [ben!.id] },
    });
    const { message } = await act(ann!.http, 'sendMessage', rich, MESSAGE);
    expect(message).toMatchObject({
      ...{ conversationId, seq: first.seq + 1, text: 'look', clientMessageId: rich.clientMessageId },
      ...{ sender: { nickname: 'Ann' }, replyTo: { id: first.id }, mentions: [{ id: ben!.id }] },
      ...{ sentAt: null, editedAt: null, recalledAt: null },
      attachments: [{ kind: 'IMAGE', width: 6, height: 4, durationMs: null, fileName: 'not-a-film.mp4' }],
    });
    const READ = `query ($id: ID!) { conversation(id: $id) { messages(last: 1) { edges { node { attachments { url } } } } } }`;
    const [seen] = nodesOf((await ben!.http.run(READ, { id: conversationId })).conversation.messages);
    const response = await fetchFile(ben!, seen.attachments[0].url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);

    const send = (from: Person, input: Json) =>
      refusalOf(from.http, 'sendMessage', fresh({ conversationId, ...input }));
    expect(await send(eve!, { text: 'let me in' })).toBe('NOT_FOUND');
    expect(await send(ann!, { text: null })).toBe('INVALID_INPUT');
    expect(await send(ann!, { text: 'again', attachmentIds: [image.id] })).toBe('ATTACHMENT_NOT_READY');
    expect(await send(ben!, { text: 'not mine', attachmentIds: [image.id] })).toBe('ATTACHMENT_NOT_READY');
  }
});

it('S1.9 lists conversations by activity with last message and unread count, and keeps one’s settings', async () => {
  const [ann, ben, cem] = await people('Ann', 'Ben', 'Cem');
  const [withBen, withCem] = [await ann!.openDirect(ben!), await ann!.openDirect(cem!)];
  await cem!.send(withCem, 'from Cem');
  await ben!.send(withBen, 'from Ben');
  const LIST = `query ($filter: ConversationFilterInput) {
    conversations(filter: $filter) { edges { node { id kind lastSeq revision unreadCount readSeq pinnedAt mutedUntil
      archivedAt lastMessage { text sender { nickname } } peer { nickname } } } }
    totalUnreadCount
  }`;
  const list = async (filter: Json = null): Promise<Json[]> =>
    nodesOf((await ann!.http.run(LIST, { filter })).conversations);
  expect(await list()).toMatchObject([
    {
      id: withBen,
      unreadCount: 1,
      lastSeq: 1,
      readSeq: 0,
      lastMessage: { text: 'from Ben' },
      peer: { nickname: 'Ben' },
    },
    { id: withCem, unreadCount: 1, lastMessage: { sender: { nickname: 'Cem' } } },
  ]);
  expect(await ann!.http.run('{ totalUnreadCount }')).toEqual({ totalUnreadCount: 2 });
  const settings = { conversationId: withCem, pinned: true, archived: true, mutedUntil: '2100-01-01T00:00:00.000Z' };
  await act(ann!.http, 'updateConversationSettings', settings);
  expect((await list({ pinned: true }))[0]).toMatchObject({
    ...{ id: withCem, pinnedAt: expect.any(String), archivedAt: expect.any(String), mutedUntil: settings.mutedUntil },
  });
  expect((await list({ archived: false })).map(({ id }) => id)).toEqual([withBen]);
  await act(ann!.http, 'updateConversationSettings', { conversationId: withCem, pinned: false });
  expect((await list({ archived: true }))[0]).toMatchObject({ pinnedAt: null, mutedUntil: settings.mutedUntil });
  expect(await refusalOf(ben!.http, 'updateConversationSettings', settings)).toBe('NOT_FOUND');
  const ONE = 'query ($id: ID!) { conversation(id: $id) { id } }';
  expect(await cem!.http.run(ONE, { id: withBen })).toEqual({ conversation: null });
});

it('S1.10 makes groups, lets people in and out, changes, reads and lists them', async () => {
  const [ann, ben, cem] = await people('Ann', 'Ben', 'Cem');
  const ROOM = `room { id name description avatarUrl visibility memberCount viewerRole conversation { id kind } }`;
  const made = await act(ann!.http, 'createRoom', { name: 'Tea', description: 'Green', memberIds: [ben!.id] }, ROOM);
  const roomId = made.room.id as string;
  expect(made.room).toMatchObject({
    ...{
      name: 'Tea',
      description: 'Green',
      avatarUrl: null,
      visibility: 'PUBLIC',
      memberCount: 2,
      viewerRole: 'OWNER',
    },
    conversation: { kind: 'ROOM' },
  });
  expect((await act(cem!.http, 'joinRoom', { roomId }, ROOM)).room).toMatchObject({
    memberCount: 3,
    viewerRole: 'MEMBER',
  });
  await act(cem!.http, 'leaveRoom', { roomId });
  await act(ann!.http, 'addRoomMembers', { roomId, userIds: [cem!.id] });
  await act(ann!.http, 'removeRoomMember', { roomId, userId: cem!.id });
  await act(ann!.http, 'updateRoom', { roomId, name: 'Coffee', visibility: 'PRIVATE' });
  const READ = `query ($id: ID!) { ${ROOM.replace('room', 'room(id: $id)')} }`;
  expect((await ben!.http.run(READ, { id: roomId })).room).toMatchObject({
    ...{ name: 'Coffee', description: 'Green', visibility: 'PRIVATE', memberCount: 2, viewerRole: 'MEMBER' },
  });
  expect(await cem!.http.run(READ, { id: roomId })).toEqual({ room: null });
  const { roomId: open } = await ann!.createRoom('Open to all');
  const LIST = `query ($scope: RoomScope!, $search: String) {
    rooms(scope: $scope, search: $search, first: 10) { edges { node { id } } } }`;
  const list = async (person: Person, scope: string, search: string): Promise<string[]> =>
    nodesOf((await person.http.run(LIST, { scope, search })).rooms).map(({ id }) => id);
  expect(await list(ben!, 'MINE', 'cof')).toEqual([roomId]);
  expect(await list(cem!, 'DISCOVERABLE', 'open to')).toEqual([open]);
  expect(await list(cem!, 'DISCOVERABLE', 'cof')).toEqual([]);

  expect(await refusalOf(ben!.http, 'updateRoom', { roomId, name: 'Mine' })).toBe('FORBIDDEN');
  expect(await refusalOf(ben!.http, 'removeRoomMember', { roomId, userId: ann!.id })).toBe('FORBIDDEN');
  expect(await refusalOf(cem!.http, 'addRoomMembers', { roomId, userIds: [cem!.id] })).toBe('NOT_A_MEMBER');
  expect(await refusalOf(ann!.http, 'createRoom', { name: '' })).toBe('INVALID_INPUT');
});
