import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, refusalOf } from './support/acts.js';
import { HttpDoor, SocketDoor, type Json } from './support/clients.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { ACTIVITY, enter } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const ADMIN = '10001';

let world: World;
let node: ServerNode;
let anybody: HttpDoor;

beforeAll(async () => {
  world = await createWorld({ ADMIN_ACCOUNTS: ADMIN });
  node = await world.startNode();
  anybody = new HttpDoor(node.url);
});
afterAll(() => world?.close());

const people = (...nicknames: string[]): Promise<Person[]> =>
  Promise.all(nicknames.map((nickname) => register(node, nickname)));
const say = (conversationId: string, text = 'hello'): Json => ({ conversationId, clientMessageId: randomUUID(), text });
const ADDED = `subscription ($id: ID) { messageAdded(conversationId: $id) {
  text createdAt sender { username nickname } } }`;

it('S4.1 creates a user with username, password and nickname, and reads one by username', async () => {
  const input = { username: 'visitor.1', nickname: 'Visitor', password: PASSWORD };
  const { accessToken, user } = await act(anybody, 'register', input, 'accessToken user { id username nickname }');
  const READ = 'query ($username: String) { user(username: $username) { id username nickname } }';
  const reader = new HttpDoor(node.url, accessToken);
  expect(await reader.run(READ, { username: 'Visitor.1' })).toEqual({ user });
  expect(await reader.run(READ, { username: 'visitor.2' })).toEqual({ user: null });
  expect(await refusalOf(anybody, 'register', { ...input, username: 'no spaces' })).toBe('INVALID_INPUT');
});

it('S4.2 signs out: here, on one device, everywhere; tokens die at once and sockets close', async () => {
  const [here] = await people('Ann');
  const [there, elsewhere, last] = [await here!.secondDevice(), await here!.secondDevice(), await here!.secondDevice()];
  const isDead = async (person: Person) => (await person.http.codeOf('{ me { id } }')) === 'UNAUTHENTICATED';
  const socket = here!.socket();
  await socket.run('{ me { id } }');
  await here!.http.run('mutation { logout { sessionId } }');
  expect(await isDead(here!)).toBe(true);
  expect((await socket.whenClosed()).code).toBe(4403);
  expect(await refusalOf(anybody, 'refreshSession', { refreshToken: here!.refreshToken })).toBe('INVALID_TOKEN');

  const { sessions } = await there.http.run('{ sessions { id current address userAgent lastUsedAt } }');
  expect(sessions).toHaveLength(3);
  const other = sessions.find(({ current }: Json) => !current);
  await act(there.http, 'revokeSession', { sessionId: other.id });
  expect([await isDead(there), (await isDead(elsewhere)) !== (await isDead(last))]).toEqual([false, true]);
  const [stranger] = await people('Eve');
  const current = sessions.find((session: Json) => session.current);
  expect(await refusalOf(stranger!.http, 'revokeSession', { sessionId: current.id })).toBe('NOT_FOUND');

  expect(await act(there.http, 'logoutEverywhere', {}, 'endedSessions')).toEqual({ endedSessions: 2 });
  expect(await Promise.all([there, elsewhere, last].map(isDead))).toEqual([true, true, true]);
});

it('S4.3 and S4.4 list the rooms that one may enter, make and delete rooms', async () => {
  const [ann, ben] = await people('Ann', 'Ben');
  const admin = await register(node, 'Admin', { accountNumber: ADMIN });
  const MADE = 'room { id name visibility }';
  const tag = 'Harbour';
  const rooms = [];
  for (const visibility of ['PUBLIC', 'PUBLIC', 'PRIVATE'])
    rooms.push((await act(ann!.http, 'createRoom', { name: `${tag} ${visibility}`, visibility }, MADE)).room);
  const LIST = `query ($search: String) { rooms(scope: DISCOVERABLE, search: $search) { edges { node { id viewerRole } } } }`;
  const listed = async (): Promise<string[]> =>
    (await ben!.http.run(LIST, { search: tag })).rooms.edges.map((edge: Json) => edge.node.id).sort();
  expect(await listed()).toEqual([rooms[0].id, rooms[1].id].sort());
  expect(await anybody.codeOf(LIST)).toBe('UNAUTHENTICATED');

  expect(await refusalOf(anybody, 'createRoom', { name: 'Mine' })).toBe('UNAUTHENTICATED');
  expect(await refusalOf(ben!.http, 'deleteRoom', { roomId: rooms[2].id })).toBe('NOT_FOUND');
  await act(ben!.http, 'joinRoom', { roomId: rooms[0].id });
  expect(await refusalOf(ben!.http, 'deleteRoom', { roomId: rooms[0].id })).toBe('FORBIDDEN');
  await act(ann!.http, 'deleteRoom', { roomId: rooms[0].id });
  await act(admin.http, 'deleteRoom', { roomId: rooms[1].id });
  expect(await listed()).toEqual([]);
});

it('S4.5 hands out a ticket that alone opens a socket, for that room and nothing else', async () => {
  const [ann, ben, eve] = await people('Ann', 'Ben', 'Eve');
  const { roomId, conversationId } = await ann!.createRoom('Tea', [ben!], { visibility: 'PRIVATE' });
  const other = await ben!.createRoom('Other');
  const { ticket, expiresAt } = await act(ben!.http, 'issueRoomTicket', { roomId }, 'ticket expiresAt');
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThan(60 * 60_000);
  const socket = new SocketDoor(node.url, { connectionParams: { ticket } });
  const visit = await enter(ben!, roomId, socket);
  const heard = socket.subscribe(ADDED, { id: null });
  // What is said elsewhere must not come: it is said before what does.
  const told = async (): Promise<void> => {
    await ben!.send(other.conversationId, 'elsewhere');
    await ann!.send(conversationId, 'here');
  };
  while (heard.items.length === 0) await told();
  await told();
  await heard.count(2);
  expect(new Set(heard.items.map(({ text }) => text))).toEqual(new Set(['here']));
  const sent = await act(socket, 'sendMessage', say(conversationId), 'message { sender { nickname } }');
  expect(sent).toEqual({ message: { sender: { nickname: 'Ben' } } });
  await act(socket, 'markRead', { conversationId, seq: 1 });
  const READ = `query ($id: ID!) { room(id: $id) { name conversation { messages(last: 1) { edges { node { text } } } } } }`;
  expect((await socket.run(READ, { id: roomId })).room.conversation.messages.edges).toHaveLength(1);

  expect(await socket.run(READ, { id: other.roomId })).toEqual({ room: null });
  expect(await refusalOf(socket, 'sendMessage', say(other.conversationId))).toBe('NOT_FOUND');
  for (const query of ['{ me { id } }', '{ conversations { edges { cursor } } }', 'mutation { logout { sessionId } }'])
    expect(await socket.codeOf(query)).toBe('FORBIDDEN');
  const inbox = socket.subscribe('subscription { inbox { __typename } }');
  await inbox.ended();
  expect(inbox.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  // A ticket is for sockets, and no token; a token is no ticket.
  expect(await new HttpDoor(node.url, ticket).codeOf('{ me { id } }')).toBe('UNAUTHENTICATED');
  const confused = new SocketDoor(node.url, { connectionParams: { ticket: ben!.accessToken } });
  await expect(confused.run('{ __typename }')).rejects.toThrow(/44\d\d/);
  expect(await refusalOf(eve!.http, 'issueRoomTicket', { roomId })).toBe('NOT_FOUND');

  // The ticket ends with the session that asked for it.
  await ben!.http.run('mutation { logout { sessionId } }');
  expect((await socket.whenClosed()).code).toBe(4403);
  await visit.ended();
  const late = new SocketDoor(node.url, { connectionParams: { ticket } });
  await expect(late.run('{ __typename }')).rejects.toThrow(/44\d\d/);
});

it('S4.6 shows who enters and leaves, once for a user with two sockets', async () => {
  const [ann, ben, eve] = await people('Ann', 'Ben', 'Eve');
  const { roomId } = await ann!.createRoom('Tea', [ben!], { visibility: 'PRIVATE' });
  const watching = await enter(ann!, roomId);
  const sockets = [ben!.socket(), ben!.socket()];
  for (const socket of sockets) await enter(ben!, roomId, socket);
  sockets[0]!.cut();
  // The second socket is still in the room, so whoever comes next is the next to be told.
  await act(ann!.http, 'addRoomMembers', { roomId, userIds: [eve!.id] });
  await watching.nextWhere(({ type }) => type === 'JOINED');
  sockets[1]!.cut();
  await watching.nextWhere(({ type }) => type === 'EXITED');
  await act(eve!.http, 'leaveRoom', { roomId });
  await watching.nextWhere(({ type }) => type === 'LEFT');
  await act(ann!.http, 'removeRoomMember', { roomId, userId: ben!.id });
  await watching.nextWhere(({ type }) => type === 'REMOVED');
  expect(watching.items.slice(1).map(({ type, nickname }) => `${nickname} ${type}`)).toEqual([
    ...['Ben ENTERED', 'Eve JOINED', 'Ben EXITED', 'Eve LEFT', 'Ben REMOVED'],
  ]);
  expect(watching.items[1]).toMatchObject({ user: { id: ben!.id }, at: expect.stringMatching(/Z$/), presentCount: 2 });
  expect(await eve!.socket().codeOf(ACTIVITY, { roomId })).toBe('NOT_A_MEMBER');
});

it('S4.7 and S4.8 bring messages to the others, and refuse the removed from the very next send', async () => {
  const ann = await register(node, 'Ann', { username: 'ann.s4' });
  const [ben] = await people('Ben');
  const { roomId, conversationId } = await ann.createRoom('Tea', [ben!]);
  const heard = ben!.socket().subscribe(ADDED, { id: conversationId });
  while (heard.items.length === 0) await ann.send(conversationId, 'hello');
  expect(heard.items[0]).toEqual({
    ...{ text: 'hello', createdAt: expect.stringMatching(/\.\d{3}Z$/) },
    sender: { username: 'ann.s4', nickname: 'Ann' },
  });
  expect(await refusalOf(ben!.http, 'sendMessage', say(conversationId))).toBeNull();
  await act(ann.http, 'removeRoomMember', { roomId, userId: ben!.id });
  expect(await refusalOf(ben!.http, 'sendMessage', say(conversationId))).toBe('NOT_A_MEMBER');
  await ann.send(conversationId, 'among ourselves');
  await heard.ended();
  expect(heard.errors).toBeNull();
  expect(heard.items.map(({ text }) => text)).not.toContain('among ourselves');
});
