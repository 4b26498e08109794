import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from './support/acts.js';
import type { Json } from './support/clients.js';
import { HIDE, REMOVE } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';

const SHOWN = 'id seq text createdAt sender { id nickname avatarUrl }';
const LIST = `query ($first: Int, $after: String) { conversations(first: $first, after: $after) {
  edges { cursor node { id unreadCount room { name } lastMessage { ${SHOWN} } } } pageInfo { hasNextPage endCursor } } }`;
const pageWith = (fields: string, flags = 'hasPreviousPage startCursor'): string =>
  `query ($id: ID!, $last: Int, $before: String) { conversation(id: $id) {
    messages(last: $last, before: $before) { edges { cursor node { ${fields} } } pageInfo { ${flags} } } } }`;

let world: World;
let node: ServerNode;
let meter: StatementMeter;
let ann: Person;
let bob: Person;
let conversationId: string;
let roomId: string;

beforeAll(async () => {
  world = await createWorld({ DELIVERY_POLL_MS: '10000' });
  node = await world.startNode();
  meter = new StatementMeter(node);
  ann = await register(node, 'Ann');
  bob = await register(node, 'Bob');
  ({ conversationId, roomId } = await ann.createRoom('Long', [bob]));
  for (let number = 1; number <= 8; number += 1) await (number % 2 ? ann : bob).send(conversationId, `${number}`);
});
afterAll(() => world?.close());

/** All that is read but the session of the one who asks. */
const isMeant = (sql: string): boolean => !/\bFROM sessions\b/.test(sql);
async function measure(person: Person, query: string, variables: Json): Promise<{ data: Json; count: number }> {
  const { data, statements } = await meter.measure(person, query, variables);
  return { data, count: statements.filter(isMeant).length };
}
const page = (person: Person, variables: Json, fields = SHOWN, flags?: string) =>
  measure(person, pageWith(fields, flags), { id: conversationId, ...variables });

describe('a page of the history', () => {
  it('takes one statement, with membership and senders, from the end and from a cursor on', async () => {
    const newest = await page(ann, { last: 3 });
    expect(newest.count).toBe(1);
    const { edges, pageInfo } = newest.data.conversation.messages;
    expect(edges.map((edge: Json) => [edge.node.text, edge.node.sender.nickname])).toEqual([
      ['6', 'Bob'],
      ['7', 'Ann'],
      ['8', 'Bob'],
    ]);
    const earlier = await page(ann, { last: 3, before: pageInfo.startCursor });
    expect(earlier.count).toBe(1);
    expect(earlier.data.conversation.messages.edges.map((edge: Json) => edge.node.seq)).toEqual([3, 4, 5]);
  });

  it('reads the membership where it is shown, or where there is no message to show that there is one', async () => {
    const read = async (person: Person, id: string, query = pageWith(SHOWN)) => {
      const { data, statements } = await meter.measure(person, query, { id, last: 3 });
      return { shown: data.conversation, packed: statements.filter(isMeant).map((sql) => sql.includes('AS packed')) };
    };
    expect((await read(ann, conversationId)).packed).toEqual([false]);
    const besides = await read(ann, conversationId, pageWith(SHOWN).replace('messages(', 'id lastSeq messages('));
    expect(besides).toMatchObject({ shown: { id: conversationId, lastSeq: 8 }, packed: [true] });
    const empty = await ann.createRoom('Empty', [bob]);
    expect(await read(bob, empty.conversationId, pageWith(SHOWN).replace('messages(', 'id messages('))).toEqual({
      shown: {
        id: empty.conversationId,
        messages: { edges: [], pageInfo: { hasPreviousPage: false, startCursor: null } },
      },
      packed: [false, true],
    });
    const stranger = await register(node, 'Stranger');
    expect(await read(stranger, conversationId)).toEqual({ shown: null, packed: [false, true] });
  });

  it('takes another where the other side of a cursor is asked for', async () => {
    const { data } = await page(ann, { last: 3 });
    const before = data.conversation.messages.pageInfo.startCursor;
    const earlier = await page(ann, { last: 3, before }, SHOWN, 'hasNextPage hasPreviousPage');
    expect(earlier.count).toBe(2);
    expect(earlier.data.conversation.messages.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: true });
  });

  it('is the same, whatever is asked of its messages and however it is read', async () => {
    const everything = `${SHOWN} conversationId revision clientMessageId sentAt editedAt recalledAt replyTo { id }
      mentions { id } attachments { id } reactions { emoji count }`;
    const card = `id sender { id accountNumber username nickname avatarUrl }`;
    const profile = `id sender { id nickname signature registeredAt photoWall { id } }`;
    await bob.http.run(HIDE, {
      input: {
        messageId: (await bob.http.run(pageWith('id'), { id: conversationId, last: 5 })).conversation.messages.edges[0]
          .node.id,
      },
    });
    for (const person of [ann, bob])
      for (const fields of [SHOWN, everything, card, profile, 'id', '__typename seq'])
        for (const variables of [{ last: 3 }, { last: 100 }, { last: 2, before: 'WzVd' }]) {
          const { data } = await page(person, variables, fields);
          // Another alias of the field keeps it from being read together with the membership.
          const apart = await person.http.run(
            pageWith(fields).replace('messages(', 'other: messages(last: 1) { pageInfo { hasNextPage } } messages('),
            { id: conversationId, ...variables },
          );
          expect(data.conversation.messages).toEqual(apart.conversation.messages);
        }
  });

  it('says what is wrong with its arguments where it always did', async () => {
    for (const variables of [{ last: 101 }, { last: 3, before: 'nonsense' }]) {
      const { errors } = await ann.http.ask(pageWith(SHOWN), { id: conversationId, ...variables });
      expect(errors).toMatchObject([{ path: ['conversation', 'messages'] }]);
    }
  });

  it('shows a new name at once, and nothing to somebody who has been removed', async () => {
    const carl = await register(node, 'Carl');
    const room = await ann.createRoom('Small', [carl]);
    await carl.send(room.conversationId, 'hello');
    const read = async (person: Person): Promise<Json> =>
      (await person.http.run(pageWith(SHOWN), { id: room.conversationId, last: 1 })).conversation;
    expect((await read(carl)).messages.edges[0].node.sender.nickname).toBe('Carl');
    await act(carl.http, 'updateProfile', { nickname: 'Carlo' });
    expect((await read(ann)).messages.edges[0].node.sender.nickname).toBe('Carlo');
    await ann.http.run(REMOVE, { input: { roomId: room.roomId, userId: carl.id } });
    expect(await read(carl)).toBeNull();
    expect((await read(ann)).messages.edges[0].node.sender.nickname).toBe('Carlo');
    expect((await measure(bob, pageWith(SHOWN), { id: room.conversationId, last: 1 })).data.conversation).toBeNull();
  });
});

describe('a page of the list of conversations', () => {
  it('takes one statement, with last messages, their senders, rooms and unread counts', async () => {
    const owner = await register(node, 'Owner');
    const friend = await register(node, 'Friend');
    const direct = await owner.openDirect(friend);
    const named = await owner.createRoom('Named', [friend]);
    const empty = await owner.createRoom('Empty', [friend]);
    await friend.send(named.conversationId, 'in the room');
    await friend.send(direct, 'in private');
    const first = await measure(owner, LIST, { first: 2 });
    expect(first.count).toBe(1);
    const second = await measure(owner, LIST, { first: 2, after: first.data.conversations.pageInfo.endCursor });
    expect(second.count).toBe(1);
    const all = [...first.data.conversations.edges, ...second.data.conversations.edges].map((edge: Json) => edge.node);
    const shownOf = ({ id, unreadCount, room, lastMessage }: Json) =>
      [id, unreadCount, room?.name ?? null, lastMessage?.text ?? null, lastMessage?.sender.nickname ?? null] as const;
    expect(all.map(shownOf).sort()).toEqual(
      [
        [direct, 1, null, 'in private', 'Friend'],
        [named.conversationId, 1, 'Named', 'in the room', 'Friend'],
        [empty.conversationId, 0, 'Empty', null, null],
      ].sort(),
    );
    // What is hidden makes way for what was said before.
    await owner.http.run(HIDE, { input: { messageId: all.find(({ id }) => id === direct).lastMessage.id } });
    const { data } = await measure(owner, LIST, { first: 3 });
    expect(data.conversations.edges.find((edge: Json) => edge.node.id === direct).node.lastMessage).toBeNull();
  });

  it('is the same with everything that may be asked beside it', async () => {
    const short = await measure(ann, LIST, { first: 5 });
    const whole = await measure(
      ann,
      LIST.replace('unreadCount', 'unreadCount readSeq viewerRole participantCount').replace(
        'room { name }',
        'room { id name description memberCount viewerRole }',
      ),
      { first: 5 },
    );
    expect(whole.count).toBe(1);
    for (const [index, { node: one }] of whole.data.conversations.edges.entries()) {
      const { node: other } = short.data.conversations.edges[index];
      expect(one).toMatchObject({ ...other, room: expect.objectContaining(other.room) as unknown });
      expect(one).toMatchObject({ viewerRole: 'OWNER' });
    }
    expect(roomId).toBe(whole.data.conversations.edges.at(-1).node.room.id);
  });
});
