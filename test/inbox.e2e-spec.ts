import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector, Json } from './support/clients.js';
import { INBOX, openInbox, PROMPT } from './support/inbox.js';
import { CLEAR, EDIT, HIDE, MARK_READ, RECALL, twoNodes } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let nodes: [ServerNode, ServerNode];
const people: Person[] = [];

beforeAll(async () => {
  world = await createWorld(PROMPT);
  nodes = await twoNodes(world);
});

afterAll(async () => {
  await Promise.all(people.map((person) => person.close()));
  await world?.close();
});

async function newcomer(nickname: string, node = nodes[0]): Promise<Person> {
  const person = await register(node, nickname);
  people.push(person);
  return person;
}

/** A second device on the other node. */
async function otherDevice(person: Person): Promise<Person> {
  const device = await person.secondDevice(nodes[1]);
  people.push(device);
  return device;
}

/** Ann and Bob with a conversation, all on the first node; their devices on the second one, with open inboxes. */
async function pair() {
  const ann = await newcomer('Ann');
  const bob = await newcomer('Bob');
  const conversationId = await ann.openDirect(bob);
  const [annsOther, bobs] = [await otherDevice(ann), bob.on(nodes[1])];
  people.push(bobs);
  const toAnn = await openInbox(annsOther.socket());
  const toBob = await openInbox(bobs.socket());
  return { ann, bob, annsOther, conversationId, toAnn, toBob };
}

/** Ann's room with Bob in it and Carol outside; everybody's inbox is open on the second node. */
async function room(more: Record<string, unknown> = {}) {
  const [ann, bob, carol] = [await newcomer('Ann'), await newcomer('Bob'), await newcomer('Carol')];
  const { roomId, conversationId } = await ann.createRoom('Tea', [bob], more);
  const [toAnn, toBob, toCarol] = [
    await openInbox(ann.socket({ node: nodes[1] })),
    await openInbox(bob.socket({ node: nodes[1] })),
    await openInbox(carol.socket({ node: nodes[1] })),
  ];
  return { ann, bob, carol, roomId, conversationId, toAnn, toBob, toCarol };
}

const next = (inbox: Collector, kind: string, more: Json = {}): Promise<Json> =>
  inbox.nextWhere(
    (event) => event.__typename === kind && Object.entries(more).every(([name, value]) => event[name] === value),
  );

const kindsIn = (inbox: Collector): string[] => inbox.items.map(({ __typename }) => __typename as string);

describe('the inbox', () => {
  it('says that it is live, then that it has caught up, and nothing between when nothing was missed', async () => {
    const ann = await newcomer('Ann');
    const inbox = await openInbox(ann.socket());
    expect(kindsIn(inbox)).toEqual(['InboxReady', 'InboxCaughtUp']);
    expect(inbox.items[0].epoch).toMatch(/^\w{12}$/);
    expect(inbox.items[0].cursor).toBe(inbox.items[1].cursor);
  });

  it('is for those who are signed in', async () => {
    const ann = await newcomer('Ann');
    expect(await ann.socket({ token: null }).codeOf(INBOX)).toBe('UNAUTHENTICATED');
  });

  it('tells the other one and the actor’s other device of messages, edits and recalls', async () => {
    const { ann, conversationId, toAnn, toBob } = await pair();
    const { id } = await ann.send(conversationId, 'hello');
    for (const inbox of [toAnn, toBob])
      expect(await next(inbox, 'MessageAdded')).toMatchObject({
        conversationId,
        revision: 3,
        message: { id, seq: 1, text: 'hello', sender: { id: ann.id } },
      });
    await ann.http.run(EDIT, { input: { messageId: id, text: 'hello there' } });
    for (const inbox of [toAnn, toBob])
      expect(await next(inbox, 'MessageEdited')).toMatchObject({ revision: 4, message: { id, text: 'hello there' } });
    await ann.http.run(RECALL, { input: { messageId: id } });
    for (const inbox of [toAnn, toBob])
      expect(await next(inbox, 'MessageRecalled')).toMatchObject({ revision: 5, message: { id, text: null } });
  });

  it('tells everybody the same cursor for the same event', async () => {
    const { ann, conversationId, toAnn, toBob } = await pair();
    await ann.send(conversationId, 'hello');
    expect((await next(toAnn, 'MessageAdded')).cursor).toBe((await next(toBob, 'MessageAdded')).cursor);
  });

  it('tells a conversation that is new to both', async () => {
    const [ann, bob] = [await newcomer('Ann'), await newcomer('Bob')];
    const inboxes = [await openInbox(ann.socket({ node: nodes[1] })), await openInbox(bob.socket({ node: nodes[1] }))];
    const conversationId = await ann.openDirect(bob);
    await bob.send(conversationId, 'hi');
    for (const inbox of inboxes) {
      expect(await next(inbox, 'MembershipChanged', { revision: 1 })).toMatchObject({ conversationId });
      expect(await next(inbox, 'MembershipChanged', { revision: 2 })).toMatchObject({ change: 'JOINED' });
      expect(await next(inbox, 'MessageAdded', { revision: 3 })).toMatchObject({ message: { text: 'hi' } });
    }
  });

  it('tells of joining and leaving, and the one who left nothing after it', async () => {
    const { ann, carol, roomId, conversationId, toBob, toCarol } = await room();
    await new Rooms(carol).do('joinRoom', roomId);
    for (const inbox of [toBob, toCarol])
      expect(await next(inbox, 'MembershipChanged')).toMatchObject({
        change: 'JOINED',
        user: { id: carol.id },
        conversation: { id: conversationId },
      });
    await ann.send(conversationId, 'welcome');
    await next(toCarol, 'MessageAdded');
    await new Rooms(carol).do('leaveRoom', roomId);
    for (const inbox of [toBob, toCarol])
      expect(await next(inbox, 'MembershipChanged')).toMatchObject({ change: 'LEFT', userId: carol.id });
    const left = toCarol.items.length;
    await ann.send(conversationId, 'gone');
    expect(await next(toBob, 'MessageAdded')).toMatchObject({ message: { text: 'gone' } });
    // What comes later on the same stream shows that nothing came before it.
    await new Rooms(carol).do('joinRoom', roomId);
    await next(toCarol, 'MembershipChanged', { change: 'JOINED' });
    expect(toCarol.items.slice(left).filter(({ __typename }) => __typename === 'MessageAdded')).toEqual([]);
  });

  it('tells the removed of their removal and nothing above it, while others send', async () => {
    const { ann, bob, roomId, conversationId, toBob } = await room();
    const sending = Promise.all(Array.from({ length: 20 }, (_, index) => ann.send(conversationId, `m${index}`)));
    await new Rooms(ann).do('removeRoomMember', roomId, { userId: bob.id });
    await sending;
    await ann.send(conversationId, 'after');
    const removal = await next(toBob, 'MembershipChanged', { change: 'REMOVED' });
    expect(removal).toMatchObject({ userId: bob.id, actor: { id: ann.id } });
    // The stream goes on with other conversations.
    await ann.openDirect(bob);
    await next(toBob, 'MembershipChanged', { change: 'JOINED' });
    const told = toBob.items.filter((event) => event.conversationId === conversationId && event.revision !== undefined);
    expect(told.map(({ revision }) => revision)).toEqual(told.map((_, index) => told[0].revision + index));
    expect(told.at(-1)).toMatchObject({ change: 'REMOVED' });
    expect(
      await bob.http.codeOf('query ($id: ID!) { messagePage(conversationId: $id) { totalCount } }', {
        id: conversationId,
      }),
    ).toBe('NOT_A_MEMBER');
  });

  it('tells of roles, muting, the room’s profile and its end', async () => {
    const { ann, bob, roomId, conversationId, toBob } = await room();
    const rooms = new Rooms(ann);
    await rooms.do('setRoomMemberRole', roomId, { userId: bob.id, role: 'ADMIN' });
    expect(await next(toBob, 'MembershipChanged')).toMatchObject({ change: 'ROLE_CHANGED', userId: bob.id });
    await rooms.do('muteRoomMember', roomId, { userId: bob.id, until: '2100-01-01T00:00:00.000Z' });
    expect(await next(toBob, 'MembershipChanged')).toMatchObject({ change: 'MUTED', userId: bob.id });
    await rooms.do('updateRoom', roomId, { name: 'Coffee' });
    expect(await next(toBob, 'ConversationUpdated')).toMatchObject({ conversationId });
    await rooms.do('deleteRoom', roomId);
    expect(await next(toBob, 'ConversationDeleted')).toMatchObject({ conversationId });
    const told = toBob.items.filter((event) => event.conversationId === conversationId && event.revision !== undefined);
    expect(told.map(({ revision }) => revision)).toEqual(told.map((_, index) => told[0].revision + index));
  });

  it('keeps settings, read positions and hidden messages in step on the actor’s devices alone', async () => {
    const { ann, bob, conversationId, toAnn, toBob } = await pair();
    const { id } = await bob.send(conversationId, 'hello');
    await ann.http.run(MARK_READ, { input: { conversationId, seq: 1 } });
    expect(await next(toAnn, 'ConversationSettingsChanged')).toMatchObject({
      conversation: { id: conversationId, readSeq: 1, unreadCount: 0 },
    });
    await ann.http.run(
      'mutation ($input: UpdateConversationSettingsInput!) { updateConversationSettings(input: $input) { conversation { id } } }',
      { input: { conversationId, pinned: true } },
    );
    expect((await next(toAnn, 'ConversationSettingsChanged')).conversation.pinnedAt).not.toBeNull();
    await ann.http.run(HIDE, { input: { messageId: id } });
    expect(await next(toAnn, 'MessageHidden')).toMatchObject({ messageId: id, conversationId });
    await ann.http.run('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { me { id } } }', {
      input: { signature: 'here' },
    });
    expect(await next(toAnn, 'ProfileChanged')).toMatchObject({ userId: ann.id });
    await ann.send(conversationId, 'last');
    await next(toBob, 'MessageAdded', { revision: 4 });
    expect(new Set(kindsIn(toBob).slice(2))).toEqual(new Set(['MessageAdded', 'ReceiptChanged']));
  });

  it('tells the others how far somebody has received and read, and oneself not', async () => {
    const { ann, bob, conversationId, toAnn, toBob } = await pair();
    for (const text of ['one', 'two']) await bob.send(conversationId, text);
    await ann.http.run(
      'mutation ($input: MarkDeliveredInput!) { markDelivered(input: $input) { conversation { id } } }',
      { input: { conversationId, seq: 2 } },
    );
    expect(await next(toBob, 'ReceiptChanged', { deliveredSeq: 2 })).toMatchObject({ userId: ann.id, readSeq: 0 });
    await ann.http.run(MARK_READ, { input: { conversationId, seq: 1 } });
    expect(await next(toBob, 'ReceiptChanged', { readSeq: 1 })).toMatchObject({ conversationId, deliveredSeq: 2 });
    await bob.send(conversationId, 'three');
    await next(toAnn, 'MessageAdded', { revision: 5 });
    expect(kindsIn(toAnn)).not.toContain('ReceiptChanged');
  });

  it('tells the actor’s other device of contacts, and nobody else', async () => {
    const { ann, bob, conversationId, toAnn, toBob } = await pair();
    await ann.http.run('mutation ($input: AddContactInput!) { addContact(input: $input) { contact { alias } } }', {
      input: { userId: bob.id, groupName: 'Friends', alias: 'Bobby' },
    });
    expect(await next(toAnn, 'ContactsChanged', { contactsChange: 'ADDED' })).toMatchObject({
      contactUserId: bob.id,
      contact: { alias: 'Bobby' },
    });
    await ann.send(conversationId, 'hello');
    await next(toBob, 'MessageAdded');
    expect(kindsIn(toBob)).not.toContain('ContactsChanged');
  });

  it('does not show a message again that was hidden, cleared or sent before one’s time', async () => {
    const { ann, bob, carol, roomId, conversationId, toAnn, toBob, toCarol } = await room({ history: 'SINCE_JOINING' });
    const [hidden, cleared] = [await ann.send(conversationId, 'one'), await ann.send(conversationId, 'two')];
    await bob.http.run(HIDE, { input: { messageId: hidden.id } });
    await new Rooms(carol).do('joinRoom', roomId);
    await ann.http.run(EDIT, { input: { messageId: hidden.id, text: 'one, again' } });
    const [toThem, toHim, toHer] = [
      await next(toAnn, 'MessageEdited'),
      await next(toBob, 'MessageEdited'),
      await next(toCarol, 'MessageEdited'),
    ];
    expect(toThem.message).toMatchObject({ text: 'one, again' });
    expect(toHim).toMatchObject({ revision: toThem.revision, message: null });
    expect(toHer).toMatchObject({ revision: toThem.revision, message: null });
    await bob.http.run(CLEAR, { input: { conversationId } });
    await ann.http.run(EDIT, { input: { messageId: cleared.id, text: 'two, again' } });
    expect((await next(toBob, 'MessageEdited')).message).toBeNull();
    expect((await next(toAnn, 'MessageEdited')).message).toMatchObject({ text: 'two, again' });
  });
});

describe('the end of a session', () => {
  const closed = { code: 4403 };

  it('closes the sockets of that session on every node, and no others', async () => {
    const ann = await newcomer('Ann');
    const other = await otherDevice(ann);
    const sockets = [ann.socket(), ann.socket({ node: nodes[1] })];
    const inboxes = [await openInbox(sockets[0]!), await openInbox(sockets[1]!)];
    const stays = await openInbox(other.socket());
    await ann.http.run('mutation { logout { sessionId } }');
    for (const socket of sockets) expect(await socket.whenClosed()).toMatchObject(closed);
    await Promise.all(inboxes.map((inbox) => inbox.ended()));
    const bob = await newcomer('Bob');
    await other.openDirect(bob);
    await next(stays, 'MembershipChanged');
    expect(await ann.http.codeOf('query { me { id } }')).toBe('UNAUTHENTICATED');
  });

  it('takes effect when another device revokes it', async () => {
    const ann = await newcomer('Ann');
    const other = await otherDevice(ann);
    const socket = ann.socket();
    await openInbox(socket);
    const { sessions } = await other.http.run('query { sessions { id current } }');
    const id = sessions.find(({ current }: Json) => !current).id;
    await other.http.run('mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { sessionId } }', {
      input: { sessionId: id },
    });
    expect(await socket.whenClosed()).toMatchObject(closed);
  });

  it('is announced, put off by a fresh token on the live socket, and comes with 4403', async () => {
    const brief = await createWorld({ ACCESS_TOKEN_TTL_SECONDS: '5' });
    try {
      const ann = await register(await brief.startNode(), 'Ann');
      const socket = ann.socket();
      const inbox = await openInbox(socket);
      const first = await next(inbox, 'SessionExpiring');
      // One that is opened after the announcement is told as well.
      expect((await next(await openInbox(socket), 'SessionExpiring')).expiresAt).toBe(first.expiresAt);
      const { refreshSession } = await ann.http.run(
        'mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken } }',
        { input: { refreshToken: ann.refreshToken } },
      );
      const { extendSession } = await socket.run(
        'mutation ($input: ExtendSessionInput!) { extendSession(input: $input) { expiresAt } }',
        { input: { accessToken: refreshSession.accessToken } },
      );
      const second = await next(inbox, 'SessionExpiring');
      expect(second.expiresAt).toBe(extendSession.expiresAt);
      // Told after the first token has run out: it is the second that counts.
      expect(Date.parse(second.expiresAt)).toBeGreaterThan(Date.parse(first.expiresAt));
      expect(Date.now()).toBeGreaterThan(Date.parse(first.expiresAt));
      expect(await socket.whenClosed()).toMatchObject(closed);
      await ann.close();
    } finally {
      await brief.close();
    }
  });
});
