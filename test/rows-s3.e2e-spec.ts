import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, refusalOf } from './support/acts.js';
import { HttpDoor, SocketDoor, type Collector, type Json } from './support/clients.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;
let ann: Person;
let ben: Person;
let eve: Person;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  [ann, ben, eve] = await Promise.all([register(node, 'Ann'), register(node, 'Ben'), register(node, 'Eve')]);
});
afterAll(async () => {
  await Promise.all([ann, ben, eve].map((person) => person?.close()));
  await world?.close();
});

const nodesOf = ({ edges }: Json): Json[] => edges.map((edge: Json) => edge.node);

/** Two people and a conversation of theirs that nobody else has used. */
async function pair(): Promise<{ ann: Person; ben: Person; conversationId: string }> {
  const [one, other] = await Promise.all([register(node, 'Ann'), register(node, 'Ben')]);
  return { ann: one, ben: other, conversationId: await one.openDirect(other) };
}

/** Repeats something until a subscription has told of it: then it is surely open. */
async function untilHeard(stream: Collector, doing: () => Promise<unknown>): Promise<void> {
  const before = stream.items.length;
  while (stream.items.length === before) await doing();
}

it('S3.1 registers and signs in by e-mail address over a socket that has no token', async () => {
  const socket = new SocketDoor(node.url);
  const email = 'logon@example.org';
  const SESSION = 'accessToken refreshToken expiresAt user { id nickname }';
  const input = { email, nickname: 'Logon', password: PASSWORD };
  const registered = await act(socket, 'register', input, SESSION);
  const { accessToken, user } = await act(
    socket,
    'login',
    { identifier: 'Logon@Example.org', password: PASSWORD },
    SESSION,
  );
  expect(user).toEqual(registered.user);
  expect(await socket.run(`{ isEmailAvailable(email: "${email}") }`)).toEqual({ isEmailAvailable: false });
  expect(await refusalOf(socket, 'register', input)).toBe('EMAIL_TAKEN');
  expect(await refusalOf(socket, 'login', { identifier: email, password: 'wrong' })).toBe('INVALID_CREDENTIALS');
  // Signing in answers a token; the socket itself stays what it was.
  for (const query of ['{ me { id } }', 'mutation { logout { sessionId } }'])
    expect(await socket.codeOf(query)).toBe('UNAUTHENTICATED');
  expect(await refusalOf(socket, 'extendSession', { accessToken })).not.toBeNull();
  expect(socket.closed).toBeNull();
  await socket.dispose();
  const signedIn = new SocketDoor(node.url, { token: accessToken });
  expect(await signedIn.run('{ me { id } }')).toEqual({ me: { id: user.id } });
  await signedIn.dispose();
});

it('S3.2 and S3.3 tell the unread counts of all contacts at once, and every change of one', async () => {
  const { ann: me, ben: friend, conversationId } = await pair();
  const quiet = await register(node, 'Quiet');
  for (const { id } of [friend, quiet]) await act(me.http, 'addContact', { userId: id });
  const counts = async (): Promise<Json> => {
    const { contacts } = await me.http.run('{ contacts { user { nickname } unreadCount } }');
    return Object.fromEntries(contacts.map((contact: Json) => [contact.user.nickname, contact.unreadCount]));
  };
  expect(await counts()).toEqual({ Ben: 0, Quiet: 0 });
  const changes = me
    .socket()
    .subscribe('subscription { unreadCountChanged { conversationId unreadCount totalUnreadCount } }');
  await untilHeard(changes, () => friend.send(conversationId, 'hello'));
  const { Ben: count } = await counts();
  expect(await changes.nextWhere(({ unreadCount }) => unreadCount === count)).toEqual({
    ...{ conversationId, unreadCount: count, totalUnreadCount: count },
  });
  await act(me.http, 'markRead', { conversationId, seq: count });
  expect(await changes.nextWhere(({ unreadCount }) => unreadCount === 0)).toMatchObject({ totalUnreadCount: 0 });
  expect(await counts()).toEqual({ Ben: 0, Quiet: 0 });
  const closed = new SocketDoor(node.url).subscribe('subscription { unreadCountChanged { unreadCount } }');
  await closed.ended();
  expect(closed.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

it('S3.4, S3.5 and S3.6 add and delete contacts, and tell all of one’s clients', async () => {
  const [me, friend] = await Promise.all([register(node, 'Ann'), register(node, 'Ben')]);
  const CHANGED = 'subscription { contactsChanged { change: kind contactUserId contact { alias user { nickname } } } }';
  const devices = [me.socket(), (await me.secondDevice()).socket()].map((socket) => socket.subscribe(CHANGED));
  for (const device of devices)
    await untilHeard(device, () => act(me.http, 'createContactGroup', { name: randomUUID().slice(0, 20) }));
  await act(me.http, 'addContact', { userId: friend.id, alias: 'B' });
  expect(await refusalOf(me.http, 'addContact', { identifier: friend.accountNumber })).toBe('CONTACT_EXISTS');
  await act(me.http, 'removeContact', { userId: friend.id });
  expect(await refusalOf(me.http, 'removeContact', { userId: friend.id })).toBe('NOT_FOUND');
  for (const device of devices) {
    const about = ({ contactUserId }: Json) => contactUserId === friend.id;
    // Changes of one thing that come together are told as one.
    const change = await device.nextWhere((event) => about(event) && event.change === 'REMOVED');
    expect(change).toEqual({ change: 'REMOVED', contactUserId: friend.id, contact: null });
  }
});

it('S3.7 and S3.8 open a chat and read its history by cursor and by page number', async () => {
  const { ann: me, ben: friend, conversationId } = await pair();
  for (let number = 1; number <= 5; number += 1) await (number % 2 ? me : friend).send(conversationId, `${number}`);
  const PAGE = `query ($id: ID!, $page: Int! = 1) { messagePage(conversationId: $id, page: $page, pageSize: 2) {
    currentPage pageSize totalCount totalPages items { id text createdAt sender { nickname } } } }`;
  const page = async (number: number): Promise<Json> =>
    (await friend.http.run(PAGE, { id: conversationId, page: number })).messagePage;
  expect(await page(1)).toMatchObject({
    ...{ currentPage: 1, pageSize: 2, totalCount: 5, totalPages: 3 },
    items: [
      { text: '4', sender: { nickname: 'Ben' }, createdAt: expect.stringMatching(/Z$/) },
      { text: '5', sender: { nickname: 'Ann' } },
    ],
  });
  expect(await page(3)).toMatchObject({ currentPage: 3, items: [{ text: '1' }] });
  const HISTORY = `query ($id: ID!, $last: Int, $before: String) { conversation(id: $id) {
    messages(last: $last, before: $before) { edges { cursor node { text } } pageInfo { hasPreviousPage startCursor } } } }`;
  const older = async (before: string | null): Promise<Json> =>
    (await me.http.run(HISTORY, { id: conversationId, last: 3, before })).conversation.messages;
  const newest = await older(null);
  expect(nodesOf(newest)).toEqual([{ text: '3' }, { text: '4' }, { text: '5' }]);
  expect(nodesOf(await older(newest.pageInfo.startCursor))).toEqual([{ text: '1' }, { text: '2' }]);
  expect(await eve.http.codeOf(PAGE, { id: conversationId })).toBe('NOT_FOUND');
  expect(await me.http.codeOf(PAGE, { id: conversationId, page: 0 })).toBe('INVALID_INPUT');
  expect(await me.http.codeOf(HISTORY, { id: conversationId, before: 'garbage' })).toBe('INVALID_CURSOR');
});

it('S3.9 and S3.10 answer a send with id, seq and server time, keep the client’s time, and tell the others', async () => {
  const { ann: me, ben: friend, conversationId } = await pair();
  const MESSAGE = 'id seq text sentAt createdAt sender { nickname username }';
  const ADDED = `subscription ($id: ID) { messageAdded(conversationId: $id) { ${MESSAGE} } }`;
  const streams = [conversationId, null].map((id) => friend.socket().subscribe(ADDED, { id }));
  for (const stream of streams) await untilHeard(stream, () => me.send(conversationId, 'ready?'));
  const sentAt = '2001-02-03T04:05:06.789Z';
  const input = { conversationId, clientMessageId: randomUUID(), text: 'news', sentAt };
  const { message } = await act(me.http, 'sendMessage', input, `message { ${MESSAGE} }`);
  expect(message).toMatchObject({ id: expect.any(String), text: 'news', sentAt, sender: { nickname: 'Ann' } });
  expect(Math.abs(Date.parse(message.createdAt) - Date.now())).toBeLessThan(60_000);
  for (const stream of streams) expect(await stream.nextWhere(({ text }) => text === 'news')).toEqual(message);
  const later = await me.send(conversationId, 'later');
  expect(later.seq).toBe(message.seq + 1);
  expect((await act(me.http, 'sendMessage', input, `message { ${MESSAGE} }`)).message).toEqual(message);
  expect(await refusalOf(me.http, 'sendMessage', { ...input, text: 'other' })).toBe('CONFLICT');
  expect(await refusalOf(me.http, 'sendMessage', { ...input, sentAt: 'yesterday' })).not.toBeNull();
  const foreign = eve.socket().subscribe(ADDED, { id: conversationId });
  await foreign.ended();
  expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('S3.11 takes receipts and shows them to the sender', async () => {
  const { ann: me, ben: friend, conversationId } = await pair();
  const inbox = me.socket().subscribe(`subscription { inbox { __typename
    ... on ReceiptChanged { conversationId userId deliveredSeq readSeq } } }`);
  await inbox.nextWhere(({ __typename }) => __typename === 'InboxCaughtUp');
  for (const text of ['one', 'two']) await me.send(conversationId, text);
  const told = (deliveredSeq: number, readSeq: number) =>
    inbox.nextWhere((event) => event.deliveredSeq === deliveredSeq && event.readSeq === readSeq);
  await act(friend.http, 'markDelivered', { conversationId, seq: 2 });
  expect(await told(2, 0)).toMatchObject({ conversationId, userId: friend.id });
  await act(friend.http, 'markRead', { conversationId, seq: 1 });
  expect(await told(2, 1)).toMatchObject({ userId: friend.id });
  const READ = `query ($id: ID!) { conversation(id: $id) {
    participants { edges { node { userId deliveredSeq readSeq } } } } }`;
  const { conversation } = await me.http.run(READ, { id: conversationId });
  expect(nodesOf(conversation.participants)).toContainEqual({ userId: friend.id, deliveredSeq: 2, readSeq: 1 });
  for (const name of ['markDelivered', 'markRead']) {
    expect(await refusalOf(eve.http, name, { conversationId, seq: 1 })).toBe('NOT_FOUND');
    expect(await refusalOf(friend.http, name, { conversationId, seq: -1 })).toBe('INVALID_INPUT');
  }
});

it('S3.12 hides, recalls, clears and edits', async () => {
  const { ann: me, ben: friend, conversationId } = await pair();
  const sent: Json[] = [];
  for (const text of ['hide', 'recall', 'edit']) sent.push(await me.send(conversationId, text));
  const [hide, recall, edit] = sent.map(({ id }) => id as string);
  const texts = async ({ http }: Person): Promise<(string | null)[]> => {
    const QUERY = 'query ($id: ID!) { conversation(id: $id) { messages { edges { node { text } } } } }';
    return nodesOf((await http.run(QUERY, { id: conversationId })).conversation.messages).map(({ text }) => text);
  };
  await act(friend.http, 'hideMessage', { messageId: hide });
  const { message: recalled } = await act(
    me.http,
    'recallMessage',
    { messageId: recall },
    'message { text recalledAt }',
  );
  expect(recalled).toEqual({ text: null, recalledAt: expect.any(String) });
  const { message: edited } = await act(
    me.http,
    'editMessage',
    { messageId: edit, text: 'edited' },
    'message { text editedAt }',
  );
  expect(edited).toEqual({ text: 'edited', editedAt: expect.any(String) });
  expect(await texts(me)).toEqual(['hide', null, 'edited']);
  expect(await texts(friend)).toEqual([null, 'edited']);
  await act(friend.http, 'clearConversation', { conversationId });
  expect([(await texts(me)).length, await texts(friend)]).toEqual([3, []]);

  expect(await refusalOf(friend.http, 'recallMessage', { messageId: edit })).not.toBeNull();
  expect(await refusalOf(me.http, 'editMessage', { messageId: recall, text: 'back' })).toBe('MESSAGE_RECALLED');
  const operations = { hideMessage: {}, recallMessage: {}, editMessage: { text: 'mine' } };
  for (const [name, more] of Object.entries(operations))
    expect(await refusalOf(eve.http, name, { messageId: edit, ...more })).toBe('NOT_FOUND');
  expect(await refusalOf(eve.http, 'clearConversation', { conversationId })).toBe('NOT_FOUND');
  expect(await refusalOf(new HttpDoor(node.url), 'hideMessage', { messageId: edit })).toBe('UNAUTHENTICATED');
});
