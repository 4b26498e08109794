import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getIntrospectionQuery, type GraphQLSchema } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '../src/common/errors/app-error.js';
import { newId } from '../src/common/ids/ids.js';
import { SessionListService } from '../src/modules/auth/sessions/session-list.service.js';
import { BothDoors, codesOf, type Operation, type Reply } from './support/both-doors.js';
import { register, type Person } from './support/people.js';
import { operationOf, sampleVariables, rootFields } from './support/sample-operations.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

/** Everything that needs no sign-in. Whoever adds a field here has thought about it. */
const PUBLIC_FIELDS = [
  'isAccountNumberAvailable',
  'isEmailAvailable',
  'isUsernameAvailable',
  'login',
  'refreshSession',
  'register',
  'requestPasswordReset',
  'resetPassword',
];

/** Everything that a socket opened with a room ticket may use; for its own room alone. */
const TICKET_FIELDS = [
  'addReaction',
  'conversation',
  'conversationEvents',
  'editMessage',
  'markDelivered',
  'markRead',
  'message',
  'messageAdded',
  'messagePage',
  'recallMessage',
  'removeReaction',
  'room',
  'roomActivity',
  'sendMessage',
  'setTyping',
  'typing',
];

interface Attack extends Operation {
  readonly code: string;
  /** Which limit the error names. */
  readonly limit?: string;
}

const nest = (levels: number, field: string, inside: string): string =>
  `${`${field} { `.repeat(levels)}${inside}${' }'.repeat(levels)}`;
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const message = (inside: string): string => `{ message(id: "x") { ${inside} } }`;
const list = (first: string, inside: string): string =>
  `conversations(first: ${first}) { edges { node { messages(last: ${first}) { edges { node { ${inside} } } } } } }`;
/** A chain of fragments, each of which spreads the next one twice: 2^levels fields when written out. */
const doubling = (levels: number, leaf: string): string =>
  `${times(levels, (level) => `fragment F${level} on Message { a${level}: replyTo { ...F${level + 1} } b${level}: replyTo { ...F${level + 1} } }`)}
   fragment F${levels} on Message { ${leaf} }`;

const ATTACKS: Readonly<Record<string, Attack>> = {
  'a deep selection': { query: message(nest(16, 'replyTo', 'id')), code: 'QUERY_TOO_COMPLEX', limit: 'depth' },
  'a deep selection in fragments': {
    query: `${message('...A')} fragment A on Message { ${nest(8, 'replyTo', '...B')} } fragment B on Message { ${nest(8, 'replyTo', 'id')} }`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'depth',
  },
  'a deep selection in inline fragments': {
    query: message(`${'replyTo { ... on Message { '.repeat(16)}id${' } }'.repeat(16)}`),
    code: 'QUERY_TOO_COMPLEX',
    limit: 'depth',
  },
  'many aliases': { query: message(times(31, (n) => `a${n}: id`)), code: 'QUERY_TOO_COMPLEX', limit: 'aliases' },
  'many aliases of mutations': {
    query: `mutation { ${times(31, (n) => `a${n}: logout { __typename }`)} }`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'aliases',
  },
  'aliases in a fragment that is spread again and again': {
    query: `${message('...A replyTo { ...A replyTo { ...A replyTo { ...A } } }')} fragment A on Message { ${times(8, (n) => `a${n}: id`)} }`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'aliases',
  },
  'fragments that double at every level': {
    query: `${message('...F0')} ${doubling(12, 'id')}`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'aliases',
  },
  'many directives': {
    query: message(times(31, () => `... @include(if: true) { id }`)),
    code: 'QUERY_TOO_COMPLEX',
    limit: 'directives',
  },
  'directives on one fragment spread again and again': {
    query: `${message(times(31, () => '...A @include(if: true)'))} fragment A on Message { id }`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'directives',
  },
  'large pages in pages': { query: `{ ${list('100', 'id seq text')} }`, code: 'QUERY_TOO_COMPLEX', limit: 'cost' },
  'large pages asked for by variables': {
    query: `query ($n: Int) { ${list('$n', 'id seq text')} }`,
    variables: { n: 100 },
    code: 'QUERY_TOO_COMPLEX',
    limit: 'cost',
  },
  'large pages asked for by the default of a variable': {
    query: `query ($n: Int = 100) { ${list('$n', 'id seq text')} }`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'cost',
  },
  'large pages behind another argument of the page that is null': {
    query: `{ ${list('null, last: 100', 'id').replace('last: null, last: 100', 'first: null, last: 100')} }`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'cost',
  },
  'large pages in a fragment': {
    query: `{ ...Q } fragment Q on Query { ${list('100', '...M')} } fragment M on Message { id seq text }`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'cost',
  },
  'more tokens than allowed': { query: `{ me { ${'id '.repeat(4001)} } }`, code: 'QUERY_TOO_COMPLEX' },
  'introspection of lists in lists': {
    query: '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'introspection of lists in lists through fragments': {
    query: `{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...U } } }
      fragment U on __Type { fields { type { ...V } } } fragment V on __Type { fields { type { name } } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'the whole schema again and again': {
    query: `{ ${times(5, (n) => `s${n}: __schema { types { name description } }`)} }`,
    code: 'QUERY_TOO_COMPLEX',
    limit: 'cost',
  },
  'no GraphQL': { query: '{ me { id }', code: 'GRAPHQL_PARSE_FAILED' },
  'binary rubbish': { query: '\u0000\u0001{\uffff}', code: 'GRAPHQL_PARSE_FAILED' },
  'a field that does not exist': { query: '{ me { idd } }', code: 'GRAPHQL_VALIDATION_FAILED' },
  'an argument that does not exist': { query: '{ user(idd: "1") { id } }', code: 'GRAPHQL_VALIDATION_FAILED' },
  'fragments that spread each other': {
    query: '{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a fragment that spreads itself, deep and aliased': {
    query: `${message('...A')} fragment A on Message { a: replyTo { ...A } b: replyTo { ...A } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'fields that conflict': { query: '{ me { id: nickname id } }', code: 'GRAPHQL_VALIDATION_FAILED' },
  'a variable of the wrong type': {
    query: 'query ($id: ID!) { conversation(id: $id) { id } }',
    variables: { id: { a: 1 } },
    code: 'INVALID_INPUT',
  },
  'a variable that is missing': {
    query: 'query ($id: ID!) { conversation(id: $id) { id } }',
    variables: {},
    code: 'INVALID_INPUT',
  },
  'an enum value that does not exist': {
    query: 'query ($scope: RoomScope!) { rooms(scope: $scope) { edges { cursor } } }',
    variables: { scope: 'NONE' },
    code: 'INVALID_INPUT',
  },
  'a number that does not fit': {
    query: 'query ($n: Int) { users(first: $n) { edges { cursor } } }',
    variables: { n: 4_294_967_296 },
    code: 'INVALID_INPUT',
  },
  'an input field that does not exist': {
    query: 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }',
    variables: { input: { conversationId: newId(), clientMessageId: 'a', text: 'x', senderId: newId() } },
    code: 'INVALID_INPUT',
  },
  'an operation that the document does not hold': {
    query: 'query A { me { id } }',
    operationName: 'B',
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  'several operations and none named': {
    query: 'query A { me { id } } query B { me { id } }',
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  'fragments only': { query: 'fragment A on Me { id }', code: 'GRAPHQL_VALIDATION_FAILED' },
};

let world: World;
let node: ServerNode;
let schema: GraphQLSchema;
let ann: Person;
let signedIn: BothDoors;
let anonymous: BothDoors;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  schema = node.app.get(GraphQLSchemaHost, { strict: false }).schema;
  ann = await register(node, 'Ann');
  signedIn = new BothDoors(node.url, ann.accessToken);
  anonymous = new BothDoors(node.url);
});

afterAll(async () => {
  await Promise.all([signedIn?.close(), anonymous?.close(), ann?.close()]);
  await world?.close();
});

afterEach(() => vi.restoreAllMocks());

const first = (reply: Reply) => reply.errors?.[0];

describe.each(['http', 'ws'] as const)('through %s', (door) => {
  const ask = (operation: Operation): Promise<Reply> => signedIn[door](operation);

  it.each(Object.entries(ATTACKS))('refuses %s', async (_, { code, limit, ...operation }) => {
    const reply = await ask(operation);
    expect({ codes: [...new Set(codesOf(reply))], data: reply.data ?? null }).toEqual({ codes: [code], data: null });
    expect(first(reply)?.extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
    if (limit) expect(reply.errors?.map(({ extensions }) => extensions.limit)).toContain(limit);
    expect(reply.status ?? 400).toBeLessThan(500);
  });

  it('answers the standard introspection query', async () => {
    const reply = await ask({ query: getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }) });
    expect(codesOf(reply)).toEqual([]);
    expect(reply.data.__schema.types.length).toBeGreaterThan(100);
  });

  it('answers large pages of a usual chat screen', async () => {
    const reply = await ask({
      query: `query ($n: Int!) { conversations(first: $n) { edges { node {
        id kind lastSeq unreadCount readSeq peer { id nickname avatarUrl } room { id name avatarUrl }
        lastMessage { id text createdAt recalledAt sender { id nickname } attachments { id kind url } }
      } } pageInfo { hasNextPage endCursor } } }`,
      variables: { n: 100 },
    });
    expect(codesOf(reply)).toEqual([]);
  });

  it('spends little on 18 KB of repeated fields', async () => {
    const query = `{ me { ${'id,'.repeat(3900)} ${'nickname '.repeat(60)} } }`;
    await ask({ query: '{ me { id } }' });
    const before = process.cpuUsage();
    await ask({ query });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(400);
  });

  it('spends little on names that are nearly right, and tells at most a few of them', async () => {
    const before = process.cpuUsage();
    const reply = await ask({ query: `{ ${times(1500, (n) => `conversation${n}`)} }` });
    const { user, system } = process.cpuUsage(before);
    expect(reply.errors?.length).toBeLessThanOrEqual(21);
    expect((user + system) / 1000).toBeLessThan(1000);
  });

  it('names field and rule of a value that breaks a rule', async () => {
    const reply = await anonymous[door]({
      query: 'mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }',
      variables: { input: { nickname: '', password: 'correct horse battery staple' } },
    });
    expect(first(reply)).toMatchObject({
      extensions: { code: 'INVALID_INPUT', field: 'nickname', rule: expect.any(String), requestId: expect.any(String) },
      path: ['register'],
    });
  });

  it('names field and rule of an argument that breaks a rule', async () => {
    const reply = await ask({ query: '{ users(first: 101) { edges { cursor } } }' });
    expect(first(reply)?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'first', rule: 'max' });
  });

  it('passes data of our own errors on', async () => {
    vi.spyOn(sessionList(), 'list').mockRejectedValue(new AppError('MUTED', 'Not now', { until: null, words: ['a'] }));
    const reply = await ask({ query: '{ sessions { id } }' });
    expect(first(reply)).toMatchObject({
      message: 'Not now',
      extensions: { code: 'MUTED', until: null, words: ['a'] },
    });
  });

  it.each([
    ['an error', new Error('secret: mysql://root:hunter2@db')],
    [
      'an error with a code of ours and a status',
      Object.assign(new Error('secret'), { code: 'NOT_FOUND', status: 404 }),
    ],
    ['a thrown string', 'secret'],
    ['a thrown null', null],
  ])('hides %s and logs it once, with the same request id', async (_, thrown) => {
    const lines = captureErrors();
    vi.spyOn(sessionList(), 'list').mockRejectedValue(thrown);
    const reply = await ask({ query: '{ sessions { id } }' });
    expect(JSON.stringify(reply)).not.toMatch(/secret|hunter2/);
    expect(first(reply)).toMatchObject({ message: 'Something went wrong', extensions: { code: 'INTERNAL' } });
    const { requestId } = first(reply)?.extensions ?? {};
    expect(lines.filter((line) => JSON.stringify(line).includes(String(requestId)))).toHaveLength(1);
    node.app.useLogger(false);
  });

  it('opens the public fields, and nothing else, to those who are not signed in', async () => {
    const open: string[] = [];
    for (const root of rootFields(schema)) {
      if (door === 'http' && root.kind === 'subscription') continue;
      const variables = sampleVariables(root.field, 'required');
      const reply = await anonymous[door]({ query: operationOf(root, variables), variables });
      if (!codesOf(reply).includes('UNAUTHENTICATED')) open.push(root.name);
      else expect(reply.data?.[root.name] ?? null).toBeNull();
    }
    expect(open.sort()).toEqual(PUBLIC_FIELDS);
  });
});

describe('a socket that was opened with a room ticket', () => {
  it('may use the fields for its room, and nothing else', async () => {
    const { roomId } = await ann.createRoom('The room');
    const { issueRoomTicket } = await ann.http.run(
      'mutation ($input: IssueRoomTicketInput!) { issueRoomTicket(input: $input) { ticket } }',
      { input: { roomId } },
    );
    const doors = new BothDoors(node.url, null, { ticket: issueRoomTicket.ticket });
    const open: string[] = [];
    for (const root of rootFields(schema)) {
      if (PUBLIC_FIELDS.includes(root.name)) continue;
      // With all arguments: a subscription then names a room or conversation that is not there, and ends.
      const variables = { ...sampleVariables(root.field, 'all') };
      // Of no conversation at all it would just go on.
      if (root.name === 'typing') variables.conversationIds = [newId()];
      const reply = await doors.ws({ query: operationOf(root, variables), variables });
      const refused = reply.errors?.[0]?.extensions;
      if (!(refused?.code === 'FORBIDDEN' && refused.reason === 'ticket')) open.push(root.name);
    }
    await doors.close();
    expect(open.sort()).toEqual(TICKET_FIELDS);
  });
});

describe('with introspection turned off', () => {
  let closed: ServerNode;
  let doors: BothDoors;
  beforeAll(async () => {
    closed = await world.startNode({ INTROSPECTION: 'off' });
    doors = new BothDoors(closed.url, ann.accessToken);
  });
  afterAll(() => doors.close());

  it.each(['http', 'ws'] as const)('%s says nothing about the schema', async (door) => {
    for (const query of [
      getIntrospectionQuery(),
      '{ __type(name: "User") { name } }',
      '{ me { nicknam } }',
      '{ mee { id } }',
      '{ me { id } rooms(scope: MIN) { edges { cursor } } }',
      '{ user(idd: "x") { id } }',
      'query ($a: RoomScop) { rooms(scope: $a) { edges { cursor } } }',
      'fragment A on Usr { id } { me { ...A } }',
    ]) {
      const reply = await doors[door]({ query });
      expect(new Set(codesOf(reply))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
      expect(JSON.stringify(reply.errors)).not.toMatch(/did you mean/i);
    }
    const reply = await doors[door]({
      query: 'query ($scope: RoomScope!) { rooms(scope: $scope) { edges { cursor } } }',
      variables: { scope: 'MIN' },
    });
    expect(codesOf(reply)).toEqual(['INVALID_INPUT']);
    expect(JSON.stringify(reply.errors)).not.toMatch(/did you mean|"MINE"/i);
    expect((await doors[door]({ query: '{ me { __typename } }' })).data).toEqual({ me: { __typename: 'Me' } });
  });
});

const sessionList = () => node.app.get(SessionListService, { strict: false });

/** Collects what is logged from now on. */
/** What is logged as an error; that the request was answered has a line of its own, below that level. */
function captureErrors(): unknown[] {
  const lines: unknown[] = [];
  const note = (...line: unknown[]): void =>
    void lines.push(line.map((part) => (part instanceof Error ? part.stack : part)));
  const ignore = (): void => undefined;
  node.app.useLogger({ log: ignore, error: note, warn: ignore, debug: ignore, verbose: ignore, fatal: note });
  return lines;
}
