import { GraphQLSchemaHost } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Json, Variables } from './support/clients.js';
import { listFieldsOf } from './support/list-fields.js';
import { collect, type Collector } from './support/long-lists.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const LENGTH = 5;
const ARGS = '$first: Int, $after: String, $last: Int, $before: String';
const PASSED = 'first: $first, after: $after, last: $last, before: $before';
const PAGE = 'edges { cursor node { __typename } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

interface Connection {
  readonly query: string;
  readonly variables?: Variables;
  /** Where the connection stands in the data. */
  readonly at: (data: Json) => Json;
}

const onRoot = (name: string, given = '', declared = ''): Connection => ({
  query: `query (${ARGS} ${declared}) { ${name}(${PASSED} ${given}) { ${PAGE} } }`,
  at: (data) => data?.[name],
});

const inside = (parent: string, field: string, id: string): Connection => ({
  query: `query (${ARGS}, $id: ID!) { ${parent}(id: $id) { ${field}(${PASSED}) { ${PAGE} } } }`,
  variables: { id },
  at: (data) => data?.[parent]?.[field],
});

/** Every connection of the schema: a new one without a case fails. Each list has at least LENGTH items. */
const CONNECTIONS: Readonly<Record<string, (world: Collector) => Connection>> = {
  'Query.blockedUsers': () => onRoot('blockedUsers'),
  'Query.conversations': () => onRoot('conversations', 'filter: { kind: DIRECT }'),
  'Query.loginHistory': () => onRoot('loginHistory'),
  'Query.rooms': () => onRoot('rooms'),
  'Query.users': ({ tag }) => ({ ...onRoot('users', 'search: $tag', '$tag: String'), variables: { tag } }),
  'Query.roomBans': ({ room: { roomId } }) => ({
    ...onRoot('roomBans', 'roomId: $roomId', '$roomId: ID!'),
    variables: { roomId },
  }),
  'Room.members': ({ room }) => inside('room', 'members', room.roomId),
  'Room.presentUsers': ({ room }) => inside('room', 'presentUsers', room.roomId),
  'Conversation.participants': ({ room }) => inside('conversation', 'participants', room.conversationId),
  'Conversation.messages': ({ room }) => inside('conversation', 'messages', room.conversationId),
  'Reaction.users': ({ messageId }) => ({
    query: `query (${ARGS}, $id: ID!) { message(id: $id) { reactions { users(${PASSED}) { ${PAGE} } } } }`,
    variables: { id: messageId },
    at: (data) => data?.message?.reactions?.[0]?.users,
  }),
};

let world: World;
let node: ServerNode;
let collector: Collector;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  collector = await collect(node, LENGTH);
});
afterAll(() => world?.close());

it('every connection of the schema has its case here', () => {
  const { connections } = listFieldsOf(node.app.get(GraphQLSchemaHost, { strict: false }).schema);
  expect(connections).toEqual(Object.keys(CONNECTIONS).sort());
});

describe.each(Object.entries(CONNECTIONS))('%s', (_, connectionOf) => {
  const ask = (args: Variables): Promise<Answer<Json>> => {
    const { query, variables } = connectionOf(collector);
    return collector.owner.http.ask(query, { ...variables, ...args });
  };
  const page = async (args: Variables): Promise<Json> => {
    const { data, errors } = await ask(args);
    expect(errors).toBeUndefined();
    return connectionOf(collector).at(data);
  };
  const cursorsOf = ({ edges }: Json): string[] => edges.map(({ cursor }: Json) => cursor as string);
  const refusalOf = async (args: Variables): Promise<unknown> => {
    const { code, field } = (await ask(args)).errors![0]!.extensions;
    return field === undefined ? code : { code, field };
  };

  it('is walked forwards and backwards, with flags and cursors true to fact', async () => {
    const whole = await page({ first: 100 });
    const all = cursorsOf(whole);
    expect(all.length).toBeGreaterThanOrEqual(LENGTH);
    expect(new Set(all).size).toBe(all.length);
    expect(whole.pageInfo).toEqual({
      ...{ hasNextPage: false, hasPreviousPage: false },
      ...{ startCursor: all[0], endCursor: all.at(-1) },
    });
    expect(cursorsOf(await page({}))).toEqual(all.slice(0, 20));
    expect(cursorsOf(await page({ last: 100 }))).toEqual(all);

    const expectPage = async (args: Variables, from: number, to: number): Promise<void> => {
      const got = await page(args);
      expect({ args, cursors: cursorsOf(got) }).toEqual({ args, cursors: all.slice(from, to) });
      expect({ args, ...got.pageInfo }).toEqual({
        ...{ args, hasPreviousPage: from > 0, hasNextPage: to < all.length },
        ...{ startCursor: all[from], endCursor: all[to - 1] },
      });
    };
    for (let from = 0; from < all.length; from += 2) {
      const to = Math.min(from + 2, all.length);
      await expectPage({ first: 2, after: all[from - 1] ?? null }, from, to);
      await expectPage({ last: 2, before: all[to] ?? null }, Math.max(0, to - 2), to);
    }
    await expectPage({ first: 100, after: all[0], before: all.at(-1) }, 1, all.length - 1);
    await expectPage({ last: 2, after: all[0], before: all.at(-1) }, all.length - 3, all.length - 1);

    const beyond = { edges: [], pageInfo: { startCursor: null, endCursor: null } };
    expect(await page({ first: 2, after: all.at(-1) })).toMatchObject({
      ...beyond,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect(await page({ last: 2, before: all[0] })).toMatchObject({
      ...beyond,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
  });

  it('has at most 100 items a page, one direction, and takes no cursor but its own', async () => {
    expect(await refusalOf({ first: 101 })).toEqual({ code: 'INVALID_INPUT', field: 'first' });
    expect(await refusalOf({ last: 101 })).toEqual({ code: 'INVALID_INPUT', field: 'last' });
    expect(await refusalOf({ first: 0 })).toEqual({ code: 'INVALID_INPUT', field: 'first' });
    expect(await refusalOf({ last: -1 })).toEqual({ code: 'INVALID_INPUT', field: 'last' });
    expect(await refusalOf({ first: 1, last: 1 })).toEqual({ code: 'INVALID_INPUT', field: 'last' });
    const foreign = Buffer.from(JSON.stringify([true, 1, 'x', 2])).toString('base64url');
    for (const cursor of ['', 'garbage', 'W10', foreign, '💬'])
      for (const side of ['after', 'before'])
        expect([cursor, side, await refusalOf({ [side]: cursor })]).toEqual([cursor, side, 'INVALID_CURSOR']);
  });
});
