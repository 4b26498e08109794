import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isAbstractType, isObjectType, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isMarkedViewerDependent } from '../src/common/graphql/viewer-dependence.js';
import { FeedHub } from '../src/common/realtime/feed-hub.js';
import { conversationFeed } from '../src/common/realtime/feed-key.js';
import { SocketDelivery } from '../src/common/socket/delivery/socket-delivery.js';
import type { Collector, Json } from './support/clients.js';
import { CONVERSATION_EVENTS, openInbox, PROMPT } from './support/inbox.js';
import { EDIT, HIDE, MARK_READ, MESSAGE } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { enter, Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';
import { INDEPENDENT_FIELDS, VIEWER_DEPENDENT_FIELDS } from './support/viewer-dependence.js';

const EVENTS = `subscription ($id: ID!) { conversationEvents(conversationId: $id) {
  __typename
  ... on MessageAdded { revision cursor message { ${MESSAGE} } }
  ... on MessageEdited { revision message { ${MESSAGE} } }
  ... on MessageRecalled { revision message { ${MESSAGE} } }
  ... on MembershipChanged { revision change conversation { id unreadCount } }
} }`;

let world: World;
let node: ServerNode;
const people: Person[] = [];

beforeAll(async () => {
  // No look at the database comes between what is counted.
  world = await createWorld({ ...PROMPT, RATE_LIMITS: 'off', SOCKET_MAX_SUBSCRIPTIONS: '500' });
  node = await world.startNode();
});

afterAll(async () => {
  await Promise.all(people.map((person) => person.close()));
  await world?.close();
});

async function newcomer(nickname: string): Promise<Person> {
  const person = await register(node, nickname);
  people.push(person);
  return person;
}

async function room(...names: string[]) {
  const members = await Promise.all(names.map(newcomer));
  const place = await members[0]!.createRoom('Tea', members.slice(1));
  return { members, ...place };
}

const counts = () => ({ ...node.app.get(SocketDelivery).counts });

/** How many streams are opened at a time. */
const SOME = 50;

/** Opens so many streams of the conversation, and waits until they are live. */
async function listen(persons: readonly Person[], each: number, id: string, document = EVENTS): Promise<Collector[]> {
  const before = node.app.get(FeedHub).listenersOf(conversationFeed(id));
  const streams: Collector[] = [];
  for (const person of persons) {
    const socket = person.socket();
    // Some at a time: each reads where the conversation stands.
    for (let left = each; left > 0; left -= SOME) {
      const some = Array.from({ length: Math.min(SOME, left) }, () => socket.subscribe(document, { id }));
      await Promise.all(some.map((stream) => stream.next()));
      streams.push(...some);
    }
  }
  await vi.waitFor(
    () => expect(node.app.get(FeedHub).listenersOf(conversationFeed(id))).toBe(before + streams.length),
    { timeout: 20_000, interval: 5 },
  );
  return streams;
}

/** How often a message is sent to see what it costs: what the node does now and then for itself only ever adds to that. */
const ATTEMPTS = 5;

/** What one message costs the node until everybody has it. */
async function costOf(sender: Person, conversationId: string, streams: readonly Collector[]) {
  const meter = new StatementMeter(node);
  const before = counts();
  const statements: number[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1)
    statements.push(
      await meter.countAll(async () => {
        await sender.send(conversationId, 'to all');
        for (const stream of streams) expect(await stream.next()).toMatchObject({ __typename: 'MessageAdded' });
      }),
    );
  const after = counts();
  return {
    statements: Math.min(...statements),
    executions:
      (after.sharedExecutions + after.ownExecutions - before.sharedExecutions - before.ownExecutions) / ATTEMPTS,
    delivered: (after.delivered - before.delivered) / ATTEMPTS,
  };
}

describe('one message to a room', () => {
  it('costs the same statements and executions with 1 subscriber as with 1,000', async () => {
    const { members, conversationId } = await room('Ann', 'Bob', 'Carol', 'Dan', 'Eve');
    const [ann, ...others] = members as [Person, ...Person[]];
    const first = await listen([others[0]!], 1, conversationId);
    await costOf(ann, conversationId, first);
    const one = await costOf(ann, conversationId, first);
    expect(one).toMatchObject({ executions: 1, delivered: 1 });
    const rest = [...(await listen(others.slice(1), 333, conversationId))];
    expect(first.length + rest.length).toBe(1000);
    expect(await costOf(ann, conversationId, [...first, ...rest])).toEqual({ ...one, delivered: 1000 });
  });

  it('is executed once for all inboxes, though they were opened with different cursors', async () => {
    const { members, conversationId } = await room('Ann', 'Bob', 'Carol');
    const inboxes = await Promise.all(members.map((member) => openInbox(member.socket())));
    const later = await openInbox(members[1]!.socket(), {
      after: inboxes[0]!.items.at(-1).cursor,
      seen: [{ conversationId, revision: 1 }],
    });
    const before = counts();
    await members[0]!.send(conversationId, 'hello');
    const told = await Promise.all(
      [...inboxes, later].map((inbox) => inbox.nextWhere(({ __typename }) => __typename === 'MessageAdded')),
    );
    expect(new Set(told.map(({ cursor }) => cursor)).size).toBe(1);
    expect(counts().sharedExecutions - before.sharedExecutions).toBe(1);
  });

  it('reaches subscribers of another document, or with other variables, as they asked for it', async () => {
    const { members, conversationId } = await room('Ann', 'Bob');
    const document = `subscription ($id: ID!, $withText: Boolean!) { messageAdded(conversationId: $id) {
      seq text @include(if: $withText)
    } }`;
    const [ann, bob] = members as [Person, Person];
    const socket = bob.socket();
    const streams = [true, false].map((withText) => socket.subscribe(document, { id: conversationId, withText }));
    await expect.poll(() => node.app.get(FeedHub).listenersOf(conversationFeed(conversationId))).toBe(streams.length);
    await ann.send(conversationId, 'hello');
    expect(await Promise.all(streams.map((stream) => stream.next()))).toEqual([{ seq: 1, text: 'hello' }, { seq: 1 }]);
  });
});

describe('the activity of a room', () => {
  it('is executed once for all who are in it, whoever comes, goes, joins or is removed', async () => {
    const { members, roomId } = await room('Ann', 'Bob', 'Carol', 'Dan', 'Eve');
    const [ann, eve] = [members[0]!, members.at(-1)!];
    const visits: Collector[] = [];
    for (const member of members.slice(0, -1)) {
      visits.push(await enter(member, roomId));
      for (const visit of visits.slice(0, -1)) await visit.next();
    }
    const frank = await newcomer('Frank');
    const steps: Readonly<Record<string, () => Promise<unknown>>> = {
      ENTERED: () => enter(eve, roomId),
      EXITED: () => eve.close(),
      JOINED: () => new Rooms(frank).do('joinRoom', roomId),
      REMOVED: () => new Rooms(ann).do('removeRoomMember', roomId, { userId: frank.id }),
    };
    for (const [type, take] of Object.entries(steps)) {
      const before = counts();
      await take();
      const told = await Promise.all(visits.map((visit) => visit.next()));
      expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(told[0]).toMatchObject({ type });
      const after = counts();
      expect(after.sharedExecutions - before.sharedExecutions).toBe(1);
    }
  });
});

describe('what differs from viewer to viewer', () => {
  it('is told to each as it is for them: unread counts, hidden messages, answers to hidden messages', async () => {
    const { members, conversationId, roomId } = await room('Ann', 'Bob', 'Carol');
    const [ann, bob, carol] = members as [Person, Person, Person];
    const said = await ann.send(conversationId, 'first');
    const streams = await listen([bob, carol], 3, conversationId);
    await bob.http.run(HIDE, { input: { messageId: said.id } });

    const each = (): Promise<Json[]> => Promise.all(streams.map((stream) => stream.next()));
    await ann.send(conversationId, 'answer', { replyToId: said.id });
    const shown = { message: { text: 'answer', replyTo: { id: said.id, text: 'first' } } };
    const concealed = { message: { text: 'answer', replyTo: null } };
    expect(await each()).toMatchObject([...Array(3).fill(concealed), ...Array(3).fill(shown)]);

    await ann.http.run(EDIT, { input: { messageId: said.id, text: 'edited' } });
    const edited = { message: { text: 'edited' } };
    expect(await each()).toMatchObject([...Array(3).fill({ message: null }), ...Array(3).fill(edited)]);

    const dan = await newcomer('Dan');
    await carol.http.run(MARK_READ, { input: { conversationId, seq: 2 } });
    await new Rooms(dan).do('joinRoom', roomId);
    const joined = await Promise.all(
      streams.map((stream) => stream.nextWhere(({ __typename }) => __typename === 'MembershipChanged')),
    );
    // Bob has hidden the first of the two, Carol has read both.
    expect(joined.map(({ conversation }) => conversation.unreadCount)).toEqual([1, 1, 1, 0, 0, 0]);
  });

  it('keeps the order of each stream, whether an event was executed for all or for one', async () => {
    const { members, conversationId } = await room('Ann', 'Bob', 'Carol');
    const [ann, bob, carol] = members as [Person, Person, Person];
    const streams = await listen([bob, carol], 5, conversationId, CONVERSATION_EVENTS);
    const said = await ann.send(conversationId, 'first');
    await bob.http.run(HIDE, { input: { messageId: said.id } });
    const work = Array.from({ length: 20 }, (_, index) =>
      index % 4 === 0
        ? ann.http.run(EDIT, { input: { messageId: said.id, text: `edit ${index}` } })
        : carol.send(conversationId, `message ${index}`),
    );
    await Promise.all(work);
    for (const stream of streams) {
      const revisions: number[] = [];
      while (revisions.length < 21)
        revisions.push((await stream.nextWhere(({ revision }) => revision !== undefined)).revision);
      expect(revisions).toEqual(revisions.map((_, index) => revisions[0]! + index));
    }
  });

  it('is known of every field that events can show', () => {
    const { schema } = node.app.get(GraphQLSchemaHost);
    const dependent: string[] = [];
    const independent: string[] = [];
    for (const [path, isDependent] of fieldsOfEvents(schema)) (isDependent ? dependent : independent).push(path);
    expect({ dependent: dependent.sort(), independent: independent.sort() }).toEqual({
      dependent: VIEWER_DEPENDENT_FIELDS,
      independent: INDEPENDENT_FIELDS,
    });
  });
});

/** Every field that the selection of a subscription can reach, and whether it is marked. Below a marked one nothing is shared. */
function fieldsOfEvents(schema: GraphQLSchema): Map<string, boolean> {
  const found = new Map<string, boolean>();
  const toVisit = Object.values(schema.getSubscriptionType()!.getFields()).map(({ type }) => getNamedType(type));
  const seen = new Set(toVisit);
  for (const type of toVisit) {
    const inner = isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [];
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    for (const field of fields) {
      const isDependent = isMarkedViewerDependent(field);
      found.set(`${type.name}.${field.name}`, isDependent);
      if (!isDependent) inner.push(getNamedType(field.type) as never);
    }
    for (const next of inner) {
      if (seen.has(next)) continue;
      seen.add(next);
      toVisit.push(next);
    }
  }
  return found;
}
