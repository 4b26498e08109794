import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FeedHub } from '../src/common/realtime/feed-hub.js';
import { conversationFeed, userFeed } from '../src/common/realtime/feed-key.js';
import type { Collector, Json, SocketDoor } from './support/clients.js';
import { CONVERSATION_EVENTS, isNumbered, range, revisionsOf, PROMPT } from './support/inbox.js';
import { CLEAR, EDIT, HIDE, MARK_READ, RECALL, twoNodes } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const MESSAGE_ADDED = `subscription ($id: ID) { messageAdded(conversationId: $id) { id conversationId seq text sender { id } } }`;
const UNREAD = `subscription { unreadCountChanged { conversationId unreadCount totalUnreadCount } }`;

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

async function newcomer(nickname: string): Promise<Person> {
  const person = await register(nodes[0], nickname);
  people.push(person);
  return person;
}

async function pair() {
  const [ann, bob] = [await newcomer('Ann'), await newcomer('Bob')];
  return { ann, bob, conversationId: await ann.openDirect(bob) };
}

/** graphql-ws confirms no subscription: it is live once it listens to these feeds on the second node. */
const live = (listeners: number, ...feeds: Parameters<FeedHub['listenersOf']>[0][]): Promise<void> =>
  vi.waitFor(
    () => {
      const hub = nodes[1].app.get(FeedHub);
      for (const feed of feeds) expect(hub.listenersOf(feed)).toBeGreaterThanOrEqual(listeners);
    },
    { timeout: 5000, interval: 5 },
  );

const on = (person: Person): SocketDoor => person.socket({ node: nodes[1] });

describe('messageAdded', () => {
  it('tells new messages of one conversation, to the sender’s devices as well, and of no other', async () => {
    const { ann, bob, conversationId } = await pair();
    const other = await ann.openDirect(await newcomer('Carol'));
    const streams = [ann, bob].map((person) => on(person).subscribe(MESSAGE_ADDED, { id: conversationId }));
    await live(2, conversationFeed(conversationId));
    const { id } = await ann.send(conversationId, 'first');
    for (const stream of streams) expect(await stream.next()).toMatchObject({ id, seq: 1, sender: { id: ann.id } });
    await ann.send(other, 'elsewhere');
    await bob.send(conversationId, 'second');
    for (const stream of streams) expect(await stream.next()).toMatchObject({ conversationId, text: 'second' });
  });

  it('tells those of all conversations, also of those that begin later, and nothing after leaving', async () => {
    const { ann, bob, conversationId } = await pair();
    const stream = on(bob).subscribe(MESSAGE_ADDED, { id: null });
    // The other listener of Bob's own feed is the socket's session.
    await live(1, conversationFeed(conversationId));
    await live(2, userFeed(bob.id));
    await ann.send(conversationId, 'first');
    expect(await stream.next()).toMatchObject({ conversationId, text: 'first' });
    const room = await ann.createRoom('Tea', [bob]);
    await ann.send(room.conversationId, 'in a new room');
    expect(await stream.next()).toMatchObject({ conversationId: room.conversationId, text: 'in a new room' });
    await new Rooms(bob).do('leaveRoom', room.roomId);
    await ann.send(room.conversationId, 'without Bob');
    await new Rooms(bob).do('joinRoom', room.roomId);
    await ann.send(room.conversationId, 'with Bob');
    expect(await stream.next()).toMatchObject({ text: 'with Bob' });
  });

  it('refuses what is not there, not one’s own or left, and those without a session', async () => {
    const { ann, bob, conversationId } = await pair();
    const carol = await newcomer('Carol');
    const room = await ann.createRoom('Tea', [bob]);
    await new Rooms(bob).do('leaveRoom', room.roomId);
    expect(await carol.socket().codeOf(MESSAGE_ADDED, { id: conversationId })).toBe('NOT_FOUND');
    expect(await carol.socket().codeOf(MESSAGE_ADDED, { id: 'nothing' })).toBe('NOT_FOUND');
    expect(await bob.socket().codeOf(MESSAGE_ADDED, { id: room.conversationId })).toBe('NOT_A_MEMBER');
    expect(await bob.socket({ token: null }).codeOf(MESSAGE_ADDED)).toBe('UNAUTHENTICATED');
  });
});

describe('unreadCountChanged', () => {
  /** The counts that a device ends up with. */
  class Counts {
    private constructor(readonly stream: Collector) {}

    static async of(person: Person, conversationId: string, nth = 1): Promise<Counts> {
      const stream = on(person).subscribe(UNREAD);
      await live(nth, conversationFeed(conversationId));
      // The other listener of the person's own feed is the socket's session.
      await live(2 * nth, userFeed(person.id));
      return new Counts(stream);
    }

    get(conversationId: string): Json {
      return this.stream.items.findLast((item) => item.conversationId === conversationId);
    }

    reaches(conversationId: string, unreadCount: number): Promise<void> {
      return this.stream.until(() => this.get(conversationId)?.unreadCount === unreadCount, 10_000, `${unreadCount}`);
    }
  }

  it('keeps two devices at the same, exact count through messages, reads, recalls, hiding and clearing', async () => {
    const { ann, bob, conversationId } = await pair();
    const devices = [
      await Counts.of(bob, conversationId),
      await Counts.of(await bob.secondDevice(), conversationId, 2),
    ];
    const both = (count: number) => Promise.all(devices.map((device) => device.reaches(conversationId, count)));
    const input = { conversationId };

    const sent: Json[] = [];
    for (let index = 0; index < 5; index += 1) sent.push(await ann.send(conversationId, `m${index}`));
    await both(5);
    await ann.http.run(RECALL, { input: { messageId: sent[4].id } });
    await both(4);
    await bob.http.run(HIDE, { input: { messageId: sent[3].id } });
    await both(3);
    await bob.http.run(MARK_READ, { input: { ...input, seq: 1 } });
    await both(2);
    await bob.http.run('mutation ($input: MarkUnreadInput!) { markUnread(input: $input) { conversation { id } } }', {
      input: { ...input, seq: 1 },
    });
    await both(3);
    await bob.send(conversationId, 'an answer moves one’s own position');
    await both(0);
    await ann.send(conversationId, 'one more');
    await both(1);
    await bob.http.run(CLEAR, { input });
    await both(0);
    const { conversation, totalUnreadCount } = await bob.http.run(
      'query ($id: ID!) { conversation(id: $id) { unreadCount } totalUnreadCount }',
      { id: conversationId },
    );
    expect([conversation.unreadCount, totalUnreadCount]).toEqual([0, 0]);
    for (const device of devices) expect(device.get(conversationId).totalUnreadCount).toBe(0);
  });

  it('tells many changes as few, and the last one rightly', async () => {
    const { ann, bob, conversationId } = await pair();
    const counts = await Counts.of(bob, conversationId);
    await Promise.all(range(1, 100).map((index) => ann.send(conversationId, `m${index}`)));
    await counts.reaches(conversationId, 100);
    expect(counts.stream.items.length).toBeLessThan(50);
    const told = counts.stream.items.map(({ unreadCount }) => unreadCount as number);
    expect(told).toEqual([...told].sort((left, right) => left - right));
  });

  it('counts conversations that begin and end, and does not tell what stays the same', async () => {
    const { ann, bob, conversationId } = await pair();
    const counts = await Counts.of(bob, conversationId);
    const room = await ann.createRoom('Tea', [bob]);
    const { id } = await ann.send(room.conversationId, 'hello');
    await counts.reaches(room.conversationId, 1);
    await ann.http.run(EDIT, { input: { messageId: id, text: 'hello!' } });
    await ann.send(conversationId, 'x');
    await counts.reaches(conversationId, 1);
    expect(counts.get(conversationId).totalUnreadCount).toBe(2);
    await new Rooms(ann).do('removeRoomMember', room.roomId, { userId: bob.id });
    await counts.reaches(room.conversationId, 0);
    expect(counts.get(room.conversationId).totalUnreadCount).toBe(1);
    for (const [index, item] of counts.stream.items.entries())
      expect(
        counts.stream.items.slice(0, index).findLast((one) => one.conversationId === item.conversationId),
      ).not.toEqual(item);
  });
});

describe('conversationEvents', () => {
  const names = (events: readonly Json[]): string[] => events.map(({ __typename }) => __typename as string);

  it('says that it is live, replays what is above a revision, and goes on', async () => {
    const { ann, bob, conversationId } = await pair();
    const { id } = await ann.send(conversationId, 'first');
    await ann.http.run(EDIT, { input: { messageId: id, text: 'edited' } });
    const stream = on(bob).subscribe(CONVERSATION_EVENTS, { id: conversationId, after: 0 });
    await stream.count(5);
    await ann.send(conversationId, 'second');
    const events = await stream.count(6);
    expect(events[0]).toEqual({ __typename: 'ConversationReady', conversationId, head: 4 });
    expect(revisionsOf(events)).toEqual(range(1, 5));
    expect(names(events).slice(3)).toEqual(['MessageAdded', 'MessageEdited', 'MessageAdded']);
  });

  it('begins now when no revision is given', async () => {
    const { ann, bob, conversationId } = await pair();
    await ann.send(conversationId, 'before');
    const stream = on(bob).subscribe(CONVERSATION_EVENTS, { id: conversationId });
    await stream.count(1);
    await ann.send(conversationId, 'after');
    expect((await stream.count(2))[1]).toMatchObject({ revision: 4, message: { text: 'after' } });
  });

  it('shows those who come late no text that was recalled before', async () => {
    const { ann, bob, conversationId } = await pair();
    // Somebody listens on that node already, so that the message passes through its memory.
    await on(ann).subscribe(CONVERSATION_EVENTS, { id: conversationId }).count(1);
    const { id } = await ann.send(conversationId, 'secret');
    await ann.http.run(RECALL, { input: { messageId: id } });
    await vi.waitFor(
      async () => {
        const stream = on(bob).subscribe(CONVERSATION_EVENTS, { id: conversationId, after: 2 });
        expect(JSON.stringify(await stream.count(3))).not.toContain('secret');
      },
      // A moment after it passed it is still told as it was when it was new.
      { timeout: 8000, interval: 300 },
    );
  });

  it('says Reset for more than the limit, and is live from the head', async () => {
    const small = await createWorld({ INBOX_REPLAY_MAX_EVENTS: '5' });
    try {
      const node = await small.startNode();
      const [ann, bob] = [await register(node, 'Ann'), await register(node, 'Bob')];
      const conversationId = await ann.openDirect(bob);
      for (let index = 0; index < 6; index += 1) await ann.send(conversationId, 'x');
      const stream = bob.socket().subscribe(CONVERSATION_EVENTS, { id: conversationId, after: 2 });
      await stream.count(2);
      await ann.send(conversationId, 'live');
      expect(await stream.count(3)).toMatchObject([
        { __typename: 'ConversationReady', head: 8 },
        { __typename: 'Reset', head: 8 },
        { __typename: 'MessageAdded', revision: 9 },
      ]);
      await Promise.all([ann.close(), bob.close()]);
    } finally {
      await small.close();
    }
  });

  it('completes with the event that ends the membership', async () => {
    const [ann, bob, carol] = [await newcomer('Ann'), await newcomer('Bob'), await newcomer('Carol')];
    const { roomId, conversationId } = await ann.createRoom('Tea', [bob, carol]);
    const [toBob, toCarol] = [bob, carol].map((person) =>
      on(person).subscribe(CONVERSATION_EVENTS, { id: conversationId }),
    ) as [Collector, Collector];
    await Promise.all([toBob.count(1), toCarol.count(1)]);
    await new Rooms(ann).do('removeRoomMember', roomId, { userId: bob.id });
    await ann.send(conversationId, 'without Bob');
    await toBob.ended();
    expect(toBob.errors).toBeNull();
    expect(toBob.items.at(-1)).toMatchObject({ change: 'REMOVED', userId: bob.id });
    await new Rooms(ann).do('deleteRoom', roomId);
    await toCarol.ended();
    expect(names(toCarol.items)).toEqual([
      'ConversationReady',
      'MembershipChanged',
      'MessageAdded',
      'ConversationDeleted',
    ]);
    expect(toCarol.errors).toBeNull();
  });

  it('tells those who joined again of a gap, and nothing of the time between', async () => {
    const [ann, bob] = [await newcomer('Ann'), await newcomer('Bob')];
    const { roomId, conversationId } = await ann.createRoom('Tea', [bob]);
    await new Rooms(bob).do('leaveRoom', roomId);
    await ann.send(conversationId, 'between');
    await new Rooms(bob).do('joinRoom', roomId);
    const events = await on(bob).subscribe(CONVERSATION_EVENTS, { id: conversationId, after: 2 }).count(3);
    expect(events).toMatchObject([
      { __typename: 'ConversationReady', head: 5 },
      { __typename: 'Reset', head: 4 },
      { __typename: 'MembershipChanged', revision: 5, change: 'JOINED', userId: bob.id },
    ]);
  });

  it('refuses strangers, former members, revisions from the future and those without a session', async () => {
    const { ann, bob, conversationId } = await pair();
    const carol = await newcomer('Carol');
    const room = await ann.createRoom('Tea', [bob]);
    await new Rooms(ann).do('removeRoomMember', room.roomId, { userId: bob.id });
    expect(await carol.socket().codeOf(CONVERSATION_EVENTS, { id: conversationId })).toBe('NOT_FOUND');
    expect(await carol.socket().codeOf(CONVERSATION_EVENTS, { id: 'nothing' })).toBe('NOT_FOUND');
    expect(await bob.socket().codeOf(CONVERSATION_EVENTS, { id: room.conversationId })).toBe('NOT_A_MEMBER');
    expect(await bob.socket().codeOf(CONVERSATION_EVENTS, { id: conversationId, after: 3 })).toBe('INVALID_CURSOR');
    expect(await bob.socket().codeOf(CONVERSATION_EVENTS, { id: conversationId, after: -1 })).toBe('INVALID_INPUT');
    expect(await bob.socket({ token: null }).codeOf(CONVERSATION_EVENTS, { id: conversationId })).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('is numbered like the inbox: the same revisions, cursors and times', async () => {
    const { ann, bob, conversationId } = await pair();
    const stream = on(bob).subscribe(CONVERSATION_EVENTS, { id: conversationId, after: 0 });
    await stream.count(3);
    await ann.send(conversationId, 'x');
    const other = on(ann).subscribe(CONVERSATION_EVENTS, { id: conversationId, after: 0 });
    const [mine, theirs] = [await stream.count(4), await other.count(4)];
    expect(mine.filter(isNumbered).map(({ message: _message, ...event }) => event)).toEqual(
      theirs.filter(isNumbered).map(({ message: _message, ...event }) => event),
    );
  });
});
