import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, refusalOf } from './support/acts.js';
import { HttpDoor, type Collector, type Door, type Json } from './support/clients.js';
import { Device } from './support/inbox.js';
import { nextOf, twoNodes } from './support/messages.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';

const MESSAGE = `id revision text recalledAt reactions { emoji count viewerHasReacted
  users(first: 3) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
const EVENT = `__typename ... on ConversationEvent { conversationId revision cursor }
  ... on ReactionAdded { messageId emoji count userId user { id } message { id revision reactions { emoji count } } }
  ... on ReactionRemoved { messageId emoji count userId user { id } message { id revision reactions { emoji count } } }`;
const INBOX = `subscription ($after: String) { inbox(after: $after) { ${EVENT}
  ... on InboxReady { cursor } ... on InboxCaughtUp { cursor } } }`;
const EVENTS = `subscription ($id: ID!, $after: Int) {
  conversationEvents(conversationId: $id, afterRevision: $after) { ${EVENT} } }`;

let world: World;
let node: ServerNode;
let other: ServerNode;
let ann: Person;
let bob: Person;
let eve: Person;

beforeAll(async () => {
  world = await createWorld();
  [node, other] = await twoNodes(world);
  ann = await register(node, 'Ann');
  bob = await register(other, 'Bob');
  eve = await register(node, 'Eve');
});

afterAll(async () => {
  await Promise.all([ann, bob, eve].map((person) => person?.close()));
  await world?.close();
});

const give = async (person: Person, messageId: string, emoji: string): Promise<Json> =>
  (await act(person.http, 'addReaction', { messageId, emoji }, `message { ${MESSAGE} }`)).message;
const takeBack = async (person: Person, messageId: string, emoji: string): Promise<Json> =>
  (await act(person.http, 'removeReaction', { messageId, emoji }, `message { ${MESSAGE} }`)).message;
const read = async (person: Person, id: string): Promise<Json> =>
  (await person.http.run(`query ($id: ID!) { message(id: $id) { ${MESSAGE} } }`, { id })).message;
const shortOf = (message: Json): unknown[] =>
  message.reactions.map(({ emoji, count, viewerHasReacted }: Json) => [emoji, count, viewerHasReacted]);
const revisionOf = async (person: Person, id: string): Promise<number> =>
  (await person.http.run('query ($id: ID!) { conversation(id: $id) { revision } }', { id })).conversation.revision;

async function watch(person: Person, after: string | null = null): Promise<Collector> {
  const inbox = person.socket().subscribe(INBOX, { after });
  await inbox.until(
    () => inbox.items.some(({ __typename }) => __typename === 'InboxCaughtUp'),
    10_000,
    'InboxCaughtUp',
  );
  return inbox;
}

describe('a reaction', () => {
  it('is counted, shown to everybody with who gave it, and told live to all devices with its revision', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await ann.send(conversationId, 'lunch?');
    const [hers, his] = await Promise.all([watch(ann), watch(bob)]);
    const given = await give(bob, message.id, '🍣');
    expect(given.revision).toBe(message.revision + 1);
    for (const inbox of [hers, his])
      expect(await nextOf(inbox, 'ReactionAdded', conversationId)).toMatchObject({
        ...{ revision: given.revision, messageId: message.id, emoji: '🍣', count: 1, userId: bob.id },
        user: { id: bob.id },
        message: { id: message.id, revision: given.revision, reactions: [{ emoji: '🍣', count: 1 }] },
      });
    await give(ann, message.id, '🍣');
    expect(await nextOf(his, 'ReactionAdded', conversationId)).toMatchObject({ count: 2, userId: ann.id });
    expect(shortOf(await read(ann, message.id))).toEqual([['🍣', 2, true]]);
    expect((await read(ann, message.id)).reactions[0].users.edges.map(({ node: user }: Json) => user.id)).toEqual([
      bob.id,
      ann.id,
    ]);
    const less = await takeBack(bob, message.id, '🍣');
    expect(await nextOf(hers, 'ReactionRemoved', conversationId)).toMatchObject({
      ...{ revision: less.revision, emoji: '🍣', count: 1, userId: bob.id },
    });
    expect(shortOf(await read(bob, message.id))).toEqual([['🍣', 1, false]]);
  });

  it('of 🍣 is none of 🍺, and comes in the order of the first of each', async () => {
    const conversationId = await ann.openDirect(bob);
    const { id } = await ann.send(conversationId, 'which?');
    await give(ann, id, '🍣');
    await give(bob, id, '🍺');
    await give(bob, id, '🍣');
    expect(shortOf(await read(bob, id))).toEqual([
      ['🍣', 2, true],
      ['🍺', 1, true],
    ]);
    await takeBack(ann, id, '🍣');
    await takeBack(bob, id, '🍣');
    expect(shortOf(await read(ann, id))).toEqual([['🍺', 1, false]]);
    // An emoji as text is the same as in colour.
    await give(ann, id, '\u2764');
    expect(shortOf(await give(ann, id, '❤️'))).toEqual([
      ['🍺', 1, false],
      ['❤️', 1, true],
    ]);
  });

  it('repeated changes nothing, also at once and through both nodes', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await ann.send(conversationId, 'again');
    const doors = [ann.http, ann.on(other).http];
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        act(doors[index % 2] as Door, 'addReaction', { messageId: message.id, emoji: '👍' }),
      ),
    );
    expect(await revisionOf(ann, conversationId)).toBe(message.revision + 1);
    expect(shortOf(await read(ann, message.id))).toEqual([['👍', 1, true]]);
    await Promise.all(doors.map((door) => act(door, 'removeReaction', { messageId: message.id, emoji: '👍' })));
    expect(await revisionOf(ann, conversationId)).toBe(message.revision + 2);
    expect((await takeBack(ann, message.id, '👍')).reactions).toEqual([]);
    expect(await revisionOf(ann, conversationId)).toBe(message.revision + 2);
  });

  it('is replayed to who was away, each change once and in order', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await ann.send(conversationId, 'while you were away');
    const device = new Device(bob, true);
    await device.follow(other);
    device.cut();
    await give(ann, message.id, '🍣');
    await give(ann, message.id, '🍺');
    const { revision } = await takeBack(ann, message.id, '🍣');
    await device.follow(other);
    expect(device.has(conversationId, revision)).toBe(true);
    expect(device.faults).toEqual([]);
    device.cut();
    const socket = bob.socket();
    const events = socket.subscribe(EVENTS, { id: conversationId, after: message.revision });
    await events.until(() => events.items.length >= 4, 10_000, 'the replay');
    expect(events.items.slice(1).map(({ __typename, emoji, count }) => [__typename, emoji, count])).toEqual([
      ['ReactionAdded', '🍣', 1],
      ['ReactionAdded', '🍺', 1],
      ['ReactionRemoved', '🍣', 0],
    ]);
  });

  it('is exactly one emoji, and of at most 20 sorts for a message', async () => {
    const conversationId = await ann.openDirect(bob);
    const { id: messageId } = await ann.send(conversationId, 'any');
    for (const emoji of ['', 'a', '7', '🍣🍺', ':sushi:', '🍣 ', 'x'.repeat(65), '🏽👍🏽'])
      expect(await refusalOf(ann.http, 'addReaction', { messageId, emoji })).toBe('INVALID_INPUT');
    const sorts = Array.from({ length: 21 }, (_, index) => String.fromCodePoint(0x1f600 + index));
    for (const emoji of sorts.slice(0, 20)) await give(ann, messageId, emoji);
    const refused = await bob.http.ask(
      'mutation ($input: AddReactionInput!) { addReaction(input: $input) { message { id } } }',
      { input: { messageId, emoji: sorts[20] } },
    );
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'TOO_LARGE', limit: 20 });
    expect((await give(bob, messageId, sorts[0]!)).reactions[0].count).toBe(2);
  });

  it.each(['addReaction', 'removeReaction'])('%s is for members who see the message', async (name) => {
    const { conversationId, roomId } = await ann.createRoom('Room', [bob, eve]);
    const message = await ann.send(conversationId, 'said');
    await act(eve.http, 'leaveRoom', { roomId });
    const stranger = await register(node, 'Stranger');
    const input = { messageId: message.id, emoji: '🍣' };
    expect(await refusalOf(new HttpDoor(node.url), name, input)).toBe('UNAUTHENTICATED');
    for (const door of [stranger.http, stranger.socket()]) expect(await refusalOf(door, name, input)).toBe('NOT_FOUND');
    for (const door of [eve.http, eve.socket()]) expect(await refusalOf(door, name, input)).toBe('NOT_A_MEMBER');
    await act(bob.http, 'hideMessage', { messageId: message.id });
    expect(await refusalOf(bob.http, name, input)).toBe('NOT_FOUND');
    expect(await refusalOf(ann.http, name, { ...input, messageId: 'nonsense' })).toBe('NOT_FOUND');
    expect(await revisionOf(ann, conversationId)).toBe(message.revision + 1);
    await stranger.close();
  });

  it('is not for who may not speak, who can still take back', async () => {
    const { conversationId, roomId } = await ann.createRoom('Quiet', [bob]);
    const { id: messageId } = await ann.send(conversationId, 'said');
    await give(bob, messageId, '🍣');
    await act(ann.http, 'muteRoomMember', { roomId, userId: bob.id, until: new Date(Date.now() + 60_000) });
    expect(await refusalOf(bob.http, 'addReaction', { messageId, emoji: '🍺' })).toBe('MUTED');
    expect((await takeBack(bob, messageId, '🍣')).reactions).toEqual([]);

    const direct = await ann.openDirect(eve);
    const { id } = await ann.send(direct, 'said');
    await act(ann.http, 'blockUser', { userId: eve.id });
    expect(await refusalOf(eve.http, 'addReaction', { messageId: id, emoji: '🍺' })).toBe('BLOCKED');
    await act(ann.http, 'unblockUser', { userId: eve.id });
  });

  it('goes with the recall of its message, and can not come back', async () => {
    const conversationId = await ann.openDirect(bob);
    const { id: messageId } = await ann.send(conversationId, 'said');
    await give(bob, messageId, '🍣');
    const recalled = await act(ann.http, 'recallMessage', { messageId }, `message { ${MESSAGE} }`);
    expect(recalled.message.reactions).toEqual([]);
    expect((await read(bob, messageId)).reactions).toEqual([]);
    expect(await refusalOf(bob.http, 'addReaction', { messageId, emoji: '🍣' })).toBe('MESSAGE_RECALLED');
  });

  it('goes with the account of who gave it, and the others are told', async () => {
    const leaver = await register(node, 'Leaver');
    const { conversationId } = await ann.createRoom('Room', [bob, leaver]);
    const { id: messageId } = await ann.send(conversationId, 'said');
    await give(leaver, messageId, '🍣');
    await give(leaver, messageId, '🍺');
    await give(bob, messageId, '🍣');
    const inbox = await watch(ann);
    await act(leaver.http, 'deleteAccount', { password: PASSWORD });
    const gone = [
      await nextOf(inbox, 'ReactionRemoved', conversationId),
      await nextOf(inbox, 'ReactionRemoved', conversationId),
    ];
    expect(gone.map(({ emoji, count }) => [emoji, count]).sort()).toEqual([
      ['🍣', 1],
      ['🍺', 0],
    ]);
    expect(shortOf(await read(bob, messageId))).toEqual([['🍣', 1, true]]);
  });

  it('is paged by who gave it, and read for a whole page of messages at once', async () => {
    const { conversationId } = await ann.createRoom('Room', [bob, eve]);
    const messages = [];
    for (let index = 0; index < 5; index += 1) messages.push(await ann.send(conversationId, `message ${index}`));
    for (const { id } of messages) for (const person of [ann, bob, eve]) await give(person, id, '🍣');
    const page = `query ($id: ID!, $last: Int) { conversation(id: $id) { messages(last: $last) { edges { node {
      reactions { emoji count viewerHasReacted users(first: 2) { edges { node { id } } pageInfo { hasNextPage } } }
    } } } } }`;
    const meter = new StatementMeter(node);
    const one = await meter.measure(ann, page, { id: conversationId, last: 1 });
    const five = await meter.measure(ann, page, { id: conversationId, last: 5 });
    expect(five.statements.length).toBe(one.statements.length);
    const { edges } = five.data.conversation.messages;
    expect(edges).toHaveLength(5);
    for (const { node: message } of edges)
      expect(message.reactions).toEqual([
        {
          ...{ emoji: '🍣', count: 3, viewerHasReacted: true },
          users: { edges: [{ node: { id: ann.id } }, { node: { id: bob.id } }], pageInfo: { hasNextPage: true } },
        },
      ]);
  });
});
