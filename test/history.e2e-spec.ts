import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { picture } from './support/attachments-world.js';
import { HttpDoor, type Json } from './support/clients.js';
import {
  CLEAR,
  CONVERSATION,
  HIDE,
  HISTORY,
  JOIN,
  LEAVE,
  newSend,
  PAGE,
  RECALL,
  SEND,
  twoNodes,
} from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { upload } from './support/uploads.js';

const COUNT = 12;

let world: World;
let node: ServerNode;
let ann: Person;
let bob: Person;
let id: string;
let roomId: string;
let messages: Json[];

beforeAll(async () => {
  // The database is asked for nothing but what tests ask for: statements are counted.
  world = await createWorld({ DELIVERY_POLL_MS: '10000' });
  const [first, second] = await twoNodes(world);
  node = first;
  ann = await register(first, 'Ann');
  bob = await register(second, 'Bob');
  ({ conversationId: id, roomId } = await ann.createRoom('Long', [bob], { visibility: 'PUBLIC' }));
  messages = [];
  for (let number = 1; number <= COUNT; number += 1) messages.push(await send(number % 2 ? ann : bob, id, `${number}`));
});

afterAll(async () => {
  await Promise.all([ann, bob].map((person) => person?.close()));
  await world?.close();
});

const send = async (person: Person, conversationId: string, text: string, more: Json = {}): Promise<Json> =>
  (await person.http.run(SEND, { input: newSend(conversationId, text, more) })).sendMessage.message;
const page = async (args: Json, person = ann, conversationId = id): Promise<Json> =>
  (await person.http.run(HISTORY, { id: conversationId, ...args })).conversation?.messages;
const seqs = ({ edges }: Json): number[] => edges.map(({ node: message }: Json) => message.seq as number);

describe('the history by cursors', () => {
  it('goes forwards and backwards, and says truly whether there is more', async () => {
    const first = await page({ first: 5 });
    expect(seqs(first)).toEqual([1, 2, 3, 4, 5]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page({ first: 5, after: first.pageInfo.endCursor });
    expect(seqs(second)).toEqual([6, 7, 8, 9, 10]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const third = await page({ first: 5, after: second.pageInfo.endCursor });
    expect(seqs(third)).toEqual([11, 12]);
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });

    const newest = await page({ last: 5 });
    expect(seqs(newest)).toEqual([8, 9, 10, 11, 12]);
    expect(newest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const older = await page({ last: 10, before: newest.pageInfo.startCursor });
    expect(seqs(older)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(older.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(seqs(await page({ first: 100, after: first.edges[2].cursor, before: newest.edges[1].cursor }))).toEqual([
      4, 5, 6, 7, 8,
    ]);
    expect(seqs(await page({}))).toEqual(messages.map(({ seq }) => seq));
    expect(first.edges[0].node).toEqual(messages[0]);
  });

  it('is cut at a seq in place of a cursor, on either side, and says truly whether there is more', async () => {
    const around = await page({ last: 3, beforeSeq: 6 });
    expect(seqs(around)).toEqual([3, 4, 5]);
    expect(around.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(seqs(await page({ first: 4, afterSeq: 5 }))).toEqual([6, 7, 8, 9]);
    const between = await page({ first: 10, afterSeq: 0, beforeSeq: 4 });
    expect(seqs(between)).toEqual([1, 2, 3]);
    expect(between.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(seqs(await page({ first: 5, afterSeq: COUNT }))).toEqual([]);
    expect(seqs(await page({ last: 5, beforeSeq: COUNT + 1 }))).toEqual([8, 9, 10, 11, 12]);
  });

  it('is refused when a side is named both ways, or by no seq', async () => {
    const { edges } = await page({ first: 1 });
    for (const [args, field] of [
      [{ first: 1, after: edges[0].cursor, afterSeq: 1 }, 'afterSeq'],
      [{ last: 1, before: edges[0].cursor, beforeSeq: 9 }, 'beforeSeq'],
      [{ last: 1, beforeSeq: 0 }, 'beforeSeq'],
      [{ first: 1, afterSeq: -1 }, 'afterSeq'],
    ] as const) {
      const { errors } = await ann.http.ask(HISTORY, { id, ...args });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field });
    }
  });

  it('has empty pages beyond either end that still say what lies on the other side', async () => {
    const all = await page({ first: 100 });
    const beyond = await page({ first: 3, after: all.pageInfo.endCursor });
    expect(beyond).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
    const before = await page({ last: 3, before: all.pageInfo.startCursor });
    expect(before).toEqual({
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    const silent = await ann.createRoom('Silent');
    expect(await page({ last: 3 }, ann, silent.conversationId)).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('refuses cursors that are none, sizes out of bounds, and both directions at once', async () => {
    const { pageInfo } = await page({ first: 1 });
    for (const cursor of ['x', '', 'bnVsbA', `${pageInfo.endCursor}x`.replace(/^./, '!')])
      for (const args of [
        { first: 3, after: cursor },
        { last: 3, before: cursor },
      ])
        expect(await ann.http.codeOf(HISTORY, { id, ...args })).toBe('INVALID_CURSOR');
    for (const args of [
      { first: 101 },
      { last: 101 },
      { first: 0 },
      { last: -1 },
      { first: 2, last: 2 },
      { first: 1, after: 'x'.repeat(513) },
    ])
      expect(await ann.http.codeOf(HISTORY, { id, ...args })).toBe('INVALID_INPUT');
  });

  it('is null for strangers and former members, and needs a sign-in', async () => {
    const eve = await register(node, 'Eve');
    expect((await eve.http.run(HISTORY, { id, first: 1 })).conversation).toBeNull();
    await eve.http.run(JOIN, { input: { roomId } });
    expect(seqs(await page({ first: 100 }, eve))).toHaveLength(COUNT);
    await eve.http.run(LEAVE, { input: { roomId } });
    expect((await eve.http.run(HISTORY, { id, first: 1 })).conversation).toBeNull();
    expect(await eve.http.codeOf(PAGE, { id, page: 1, size: 5 })).toBe('NOT_A_MEMBER');
    expect(await new HttpDoor(node.url).codeOf(HISTORY, { id, first: 1 })).toBe('UNAUTHENTICATED');
  });

  it('of a room with history since joining begins where one came in', async () => {
    const late = await register(node, 'Late');
    const room = await ann.createRoom('Discreet', [bob], { visibility: 'PUBLIC', history: 'SINCE_JOINING' });
    const before = await send(ann, room.conversationId, 'before');
    await late.http.run(JOIN, { input: { roomId: room.roomId } });
    await send(ann, room.conversationId, 'after', { replyToId: before.id });
    const { edges, pageInfo } = await page({ first: 10 }, late, room.conversationId);
    expect(edges.map(({ node: message }: Json) => [message.text, message.replyTo])).toEqual([['after', null]]);
    expect(pageInfo.hasPreviousPage).toBe(false);
    expect(await late.http.codeOf(SEND, { input: newSend(room.conversationId, 'x', { replyToId: before.id }) })).toBe(
      'NOT_FOUND',
    );
    expect((await late.http.run(PAGE, { id: room.conversationId, page: 1, size: 5 })).messagePage).toMatchObject({
      totalCount: 1,
      totalPages: 1,
    });
  });
});

describe('the history by page number', () => {
  const numbered = async (person: Person, number: number, size: number, conversationId = id): Promise<Json> =>
    (await person.http.run(PAGE, { id: conversationId, page: number, size })).messagePage;

  it('has the newest on page 1, oldest first within a page, and knows where it is', async () => {
    const first = await numbered(ann, 1, 5);
    expect(first.items.map(({ seq }: Json) => seq)).toEqual([8, 9, 10, 11, 12]);
    expect(first).toMatchObject({ currentPage: 1, pageSize: 5, totalCount: COUNT, totalPages: 3 });
    expect((await numbered(bob, 3, 5)).items.map(({ seq }: Json) => seq)).toEqual([1, 2]);
    expect(await numbered(ann, 4, 5)).toMatchObject({ items: [], currentPage: 4, totalPages: 3 });
    expect((await numbered(ann, 1, 12)).totalPages).toBe(1);
    expect(first.items[4]).toEqual(messages.at(-1));
  });

  it('refuses numbers out of bounds and conversations that one is not in', async () => {
    for (const [number, size] of [
      [0, 5],
      [1, 0],
      [1, 101],
      [-1, 5],
      [101, 100],
      [10_001, 1],
    ])
      expect(await ann.http.codeOf(PAGE, { id, page: number, size })).toBe('INVALID_INPUT');
    const eve = await register(node, 'Eve');
    for (const conversationId of [id, 'nonsense', ''])
      expect(await eve.http.codeOf(PAGE, { id: conversationId, page: 1, size: 5 })).toBe('NOT_FOUND');
    expect(await new HttpDoor(node.url).codeOf(PAGE, { id, page: 1, size: 5 })).toBe('UNAUTHENTICATED');
  });
});

describe('hidden, recalled and cleared messages', () => {
  it('leave history, pages and lastMessage consistent', async () => {
    const { conversationId } = await ann.createRoom('Holes', [bob]);
    const sent: Json[] = [];
    for (let number = 1; number <= 8; number += 1) sent.push(await send(bob, conversationId, `${number}`));
    for (const index of [7, 6, 2]) await ann.http.run(HIDE, { input: { messageId: sent[index].id } });
    await bob.http.run(RECALL, { input: { messageId: sent[5].id } });

    expect(seqs(await page({ first: 100 }, ann, conversationId))).toEqual([1, 2, 4, 5, 6]);
    expect(seqs(await page({ first: 100 }, bob, conversationId))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const newest = await page({ last: 2 }, ann, conversationId);
    expect(seqs(newest)).toEqual([5, 6]);
    expect(newest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const { messagePage } = await ann.http.run(PAGE, { id: conversationId, page: 2, size: 2 });
    expect(messagePage).toMatchObject({ totalCount: 5, totalPages: 3 });
    expect(messagePage.items.map(({ seq }: Json) => seq)).toEqual([2, 4]);
    const last = async (person: Person): Promise<Json> =>
      (await person.http.run(CONVERSATION, { id: conversationId })).conversation.lastMessage;
    expect(await last(ann)).toMatchObject({ seq: 6, text: null });
    expect((await last(ann)).recalledAt).not.toBeNull();
    expect(await last(bob)).toMatchObject({ seq: 8 });

    await ann.http.run(CLEAR, { input: { conversationId } });
    expect(await last(ann)).toBeNull();
    expect((await ann.http.run(PAGE, { id: conversationId, page: 1, size: 2 })).messagePage).toMatchObject({
      items: [],
      totalCount: 0,
      totalPages: 0,
    });
    await send(bob, conversationId, 'new');
    expect(await last(ann)).toMatchObject({ seq: 9, text: 'new' });
    expect((await ann.http.run(PAGE, { id: conversationId, page: 1, size: 2 })).messagePage).toMatchObject({
      totalCount: 1,
      totalPages: 1,
    });
  });
});

describe('the number of database queries', () => {
  /** The fewest statements of several runs: what runs in the background can only add to it. */
  async function statementsOf(work: () => Promise<unknown>): Promise<number> {
    const { reader, writer } = node.app.get(Database);
    let count = 0;
    const sources = [...new Set([reader, writer])];
    const before = sources.map((source) => source.logger);
    for (const source of sources)
      source.logger = Object.assign(Object.create(source.logger) as typeof source.logger, {
        logQuery: () => (count += 1),
      });
    const counts: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      count = 0;
      await work();
      counts.push(count);
    }
    for (const [index, source] of sources.entries()) source.logger = before[index]!;
    return Math.min(...counts);
  }

  it('of a history with senders, replies, mentions and attachments does not grow with it', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => register(node)));
    const { conversationId } = await ann.createRoom('Rich', people);
    const sendAll = async (): Promise<void> => {
      for (const person of people) {
        const file = await upload(person, await picture(4, 4), 'a.png');
        const first = await send(person, conversationId, 'first');
        await send(person, conversationId, 'second', {
          replyToId: first.id,
          mentions: people.map((one) => one.id),
          attachmentIds: [file.id],
        });
      }
    };
    await sendAll();
    const small = await statementsOf(() => page({ first: 2 }, ann, conversationId));
    const smallPage = await statementsOf(() => ann.http.run(PAGE, { id: conversationId, page: 1, size: 2 }));
    await sendAll();
    expect(seqs(await page({ first: 100 }, ann, conversationId))).toHaveLength(24);
    expect(small).toBeGreaterThan(3);
    expect(await statementsOf(() => page({ first: 100 }, ann, conversationId))).toBeLessThanOrEqual(small);
    expect(await statementsOf(() => ann.http.run(PAGE, { id: conversationId, page: 1, size: 24 }))).toBeLessThanOrEqual(
      smallPage,
    );
  });

  it('of the conversations with their last messages, counts and participants does not grow with them', async () => {
    const owner = await register(node, 'Owner');
    const query = `query ($first: Int) { conversations(first: $first) { edges { node {
      id kind unreadCount readSeq room { id name } peer { id nickname } participants(first: 5) { edges { node { user { id } } } }
      lastMessage { id text sender { id nickname } replyTo { id } mentions { id } attachments { id } } } } } }`;
    for (let round = 0; round < 8; round += 1) {
      const friend = await register(node);
      const direct = await owner.openDirect(friend);
      const { conversationId } = await owner.createRoom(`Room ${round}`, [friend]);
      for (const where of [direct, conversationId]) {
        const first = await send(friend, where, 'first');
        const last = await send(friend, where, 'last', { replyToId: first.id, mentions: [owner.id] });
        if (round % 2) await owner.http.run(HIDE, { input: { messageId: last.id } });
      }
    }
    const list = async (first: number): Promise<Json> => (await owner.http.run(query, { first })).conversations.edges;
    expect(await list(16)).toHaveLength(16);
    expect((await list(16)).map(({ node: one }: Json) => one.lastMessage.text)).toEqual(
      expect.arrayContaining(['first', 'last']),
    );
    const few = await statementsOf(() => list(4));
    const many = await statementsOf(() => list(16));
    expect(many).toBeLessThanOrEqual(few);
  });
});
