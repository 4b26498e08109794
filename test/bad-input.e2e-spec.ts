import { createHmac } from 'node:crypto';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../src/common/errors/error-codes.js';
import { newId } from '../src/common/ids/ids.js';
import { messageIdOf } from '../src/modules/messages/message-id.js';
import { BothDoors, codesOf, type Ask, type Reply } from './support/both-doors.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { RawSocket } from './support/raw-socket.js';
import { operationOf, rootFields, sampleVariables, type RootField } from './support/sample-operations.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

/** Ends what the test lives on; each has tests of its own with bad input. */
const ENDS_THE_VIEWER = new Set(['deleteAccount', 'logout', 'logoutEverywhere']);

const TEXTS: Readonly<Record<string, string>> = {
  empty: '',
  'white space': ' \t\n ',
  'a long text': 'x'.repeat(20_000),
  'a megabyte': 'x'.repeat(1_000_000),
  'many astral characters': '💬'.repeat(5000),
  'a null character': 'a\u0000b',
  'control characters': '\u0001\u001b[31m\u007f\u0085',
  'a lone high surrogate': 'a\ud800b',
  'a lone low surrogate': '\udc00',
  'a right-to-left override': 'a\u202egpj.exe',
  'bidi isolates': '\u2066a\u2069\u2067',
  'invisible characters': '\u200b\u2060\ufeff',
  'combining marks': `e${'\u0301'.repeat(200)}`,
  SQL: `'; DROP TABLE users; --`,
  'SQL in quotes': `" OR 1=1 -- \\' %_!`,
  'a path': '../../../../etc/passwd',
  __proto__: '__proto__',
  constructor: 'constructor',
  JSON: '{"$gt":""}',
  'a format': '%s%n${jndi:ldap://x}{{7*7}}',
  'line breaks for a header': 'a\r\nBcc: x@example.org\r\n\r\nx',
  'an id that nobody has': newId(),
  'an id in capitals': newId().toUpperCase(),
  'half an id': newId().slice(0, 18),
  'a cursor of another list': Buffer.from('["x"]').toString('base64url'),
  'a cursor that is odd': Buffer.from('[1e400,null,{"a":1},"\\ud800"]').toString('base64url'),
  NaN: 'NaN',
  'a large number': '99999999999999999999999999',
};
const NUMBERS: readonly number[] = [-1, 0, -2_147_483_648, 2_147_483_647, 101];
const WRONG_TYPES: readonly (readonly [string, unknown])[] = [
  ['an object', { toString: 'x' }],
  ['lists', [[[]]]],
  ['true', true],
  ['a fraction', 1.5],
  ['null', null],
];
const DATES: readonly string[] = [
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '2031-02-29T00:00:00.000Z',
  'yesterday',
];

let world: World;
let node: ServerNode;
let schema: GraphQLSchema;
let ann: Person;
let doors: BothDoors;
/** Things of Ann’s, by the name of the argument: with them everything but the bad value is right. */
let own: Readonly<Record<string, string>>;
/** Things of other people, which Ann must not learn of. */
let foreign: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode({ HTTP_BODY_MAX_BYTES: '2097152', SOCKET_MESSAGE_MAX_BYTES: '2097152' });
  schema = node.app.get(GraphQLSchemaHost, { strict: false }).schema;
  ann = await register(node, 'Ann');
  const [bob, cid] = [await register(node, 'Bob'), await register(node, 'Cid')];
  const room = await bob.createRoom('Not for Ann', [cid], { visibility: 'PRIVATE' });
  const message = await bob.send(room.conversationId, 'not for Ann');
  const direct = await bob.openDirect(cid);
  const { createAttachmentUpload } = await bob.http.run(
    'mutation ($input: CreateAttachmentUploadInput!) { createAttachmentUpload(input: $input) { attachment { id } } }',
    { input: { fileName: 'a.txt', size: 3 } },
  );
  const { createContactGroup } = await bob.http.run(
    'mutation ($input: CreateContactGroupInput!) { createContactGroup(input: $input) { group { id } } }',
    { input: { name: 'Bob’s' } },
  );
  const { sessions } = await bob.http.run('{ sessions { id } }');
  foreign = {
    conversation: room.conversationId,
    direct,
    room: room.roomId,
    message: message.id,
    attachment: createAttachmentUpload.attachment.id,
    group: createContactGroup.group.id,
    session: sessions[0].id,
  };
  const mine = await ann.createRoom('Ann’s', [bob]);
  own = {
    ...mine,
    userId: bob.id,
    messageId: (await ann.send(mine.conversationId, 'Ann’s')).id,
    identifier: bob.accountNumber,
    password: PASSWORD,
    currentPassword: PASSWORD,
  };
  doors = new BothDoors(node.url, ann.accessToken);
}, 240_000);

afterAll(async () => {
  await Promise.all([doors?.close(), ann?.close()]);
  await world?.close();
});

interface Place {
  readonly path: readonly string[];
  readonly type: GraphQLInputType;
}

/** Every scalar that a field takes, with the way to it; lists by their first element. */
function placesOf(root: RootField): Place[] {
  const walk = (type: GraphQLInputType, path: readonly string[], depth: number): Place[] => {
    const bare = isNonNullType(type) ? type.ofType : type;
    if (isListType(bare)) return walk(bare.ofType, [...path, '0'], depth);
    if (isScalarType(bare)) return [{ path, type: bare }];
    if (!isInputObjectType(bare) || depth > 3) return [];
    return Object.values(bare.getFields()).flatMap((field) => walk(field.type, [...path, field.name], depth + 1));
  };
  return root.field.args.flatMap((argument) => walk(argument.type, [argument.name], 0));
}

/** The variables with another value at one place. */
function withValue(
  variables: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [head, ...rest] = path as [string, ...string[]];
  if (head === '0')
    return [rest.length === 0 ? value : withValue({}, rest, value)] as unknown as Record<string, unknown>;
  const inner = (variables[head] ?? {}) as Record<string, unknown>;
  return { ...variables, [head]: rest.length === 0 ? value : withValue(inner, rest, value) };
}

function valuesFor(type: GraphQLInputType): readonly (readonly [string, unknown])[] {
  switch (getNamedType(type).name) {
    case 'Int':
    case 'Float':
      return [...NUMBERS.map((number) => [String(number), number] as const), ...WRONG_TYPES];
    case 'DateTime':
      return [...DATES.map((date) => [date, date] as const), ...WRONG_TYPES];
    case 'Boolean':
      return WRONG_TYPES;
    case 'ID':
      return [
        ...Object.entries(TEXTS),
        ...Object.entries(foreign).map(([what, id]) => [`somebody’s ${what}`, id] as const),
      ];
    default:
      return [...Object.entries(TEXTS), ...WRONG_TYPES];
  }
}

/** Right values for what must be given. */
const rightVariables = ({ field }: RootField): Record<string, unknown> =>
  JSON.parse(JSON.stringify(sampleVariables(field, 'required')), (name, value: unknown) => own[name] ?? value);

/** What is wrong with a reply, or null. */
function faultOf(reply: Reply): string | null {
  if ((reply.status ?? 200) >= 500) return `status ${reply.status}`;
  for (const { extensions, message } of reply.errors ?? []) {
    if (!extensions || !(extensions.code in ERROR_CODES)) return `no code of ours: ${message}`;
    if (extensions.code === 'INTERNAL') return 'INTERNAL';
    if (extensions.code === 'UNAVAILABLE') return 'UNAVAILABLE';
    if (!extensions.requestId) return 'no requestId';
    if (/select |insert |sqlite|mysql|\bat .*\.[jt]s/i.test(message)) return `tells of the inside: ${message}`;
  }
  return null;
}

interface Attempt {
  readonly what: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const attemptsOn = (root: RootField): Attempt[] =>
  placesOf(root).flatMap(({ path, type }) =>
    valuesFor(type).map(([what, value]) => {
      const variables = withValue(rightVariables(root), path, value);
      return { what: `${root.name}: ${path.join('.')} = ${what}`, query: operationOf(root, variables), variables };
    }),
  );

const rootsOf = (...kinds: string[]): RootField[] =>
  rootFields(schema).filter(({ kind, name }) => kinds.includes(kind) && !ENDS_THE_VIEWER.has(name));

async function faultsOf(attempts: readonly Attempt[], ask: Ask): Promise<string[]> {
  const faults: string[] = [];
  const next = attempts[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (const { what, ...operation } of next) {
      const fault = faultOf(await ask(operation));
      if (fault) faults.push(`${what}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: 12 }, work));
  return faults;
}

const isAlive = async (): Promise<boolean> => (await ann.http.run('{ me { id } }')).me.id === ann.id;

describe('bad values', () => {
  it('for any argument of any query or mutation are answered with a code of ours, or accepted', async () => {
    const attempts = rootsOf('query', 'mutation').flatMap(attemptsOn);
    expect(attempts.length).toBeGreaterThan(2000);
    expect(await faultsOf(attempts, doors.http)).toEqual([]);
    expect(await isAlive()).toBe(true);
  }, 240_000);

  it('of the wrong type are the client’s error, through the socket as well', async () => {
    const wrong = rootsOf('query', 'mutation')
      .flatMap(attemptsOn)
      .filter(({ what }) => /= (an object|lists)$/.test(what));
    for (const ask of [doors.http, doors.ws]) {
      const codes = new Set<string>();
      const refused: Ask = async (operation) => {
        const reply = await ask(operation);
        for (const code of codesOf(reply)) codes.add(code);
        return reply;
      };
      expect(await faultsOf(wrong, refused)).toEqual([]);
      expect([...codes]).toEqual(['INVALID_INPUT']);
    }
  });

  it('for subscriptions are answered with a code of ours, or accepted, and the socket lives on', async () => {
    const attempts = rootsOf('subscription').flatMap(attemptsOn);
    const socket = await RawSocket.ready(node, { token: ann.accessToken });
    for (const [index, { query, variables }] of attempts.entries()) {
      socket.subscribe(String(index), query, variables);
      // In its own time: an answer follows, whatever became of the subscription.
      socket.subscribe(`after ${index}`, '{ me { id } }');
      await socket.nextWhere(({ id, type }) => id === `after ${index}` && type === 'next');
      socket.send({ type: 'complete', id: String(index) });
    }
    const faults = socket.messages
      .filter(({ id, type }) => type === 'error' || (type === 'next' && !String(id).startsWith('after')))
      .map(({ id, type, payload }) => [
        attempts[Number(id)]?.what,
        faultOf(type === 'error' ? { errors: payload } : payload),
      ])
      .filter(([, fault]) => fault !== null);
    expect(faults).toEqual([]);
    expect(attempts.length).toBeGreaterThan(100);
    await socket.end();
  });
});

describe('other people’s things', () => {
  it('look exactly as what is not there', async () => {
    const differences: string[] = [];
    for (const root of rootsOf('query', 'mutation')) {
      for (const { path } of placesOf(root).filter((place) => getNamedType(place.type).name === 'ID')) {
        for (const [what, id] of Object.entries(foreign)) {
          const [asked, absent] = await Promise.all(
            [id, what === 'message' ? messageIdOf({ conversationId: newId(), seq: 1 }) : newId()].map((value) => {
              const variables = withValue(rightVariables(root), path, value);
              return doors.http({ query: operationOf(root, variables), variables });
            }),
          );
          const shape = (reply: Reply | undefined): string =>
            JSON.stringify({
              data: reply?.data ?? null,
              errors: reply?.errors?.map(({ message, extensions: { requestId: _, ...data } }) => ({ message, data })),
            });
          if (shape(asked) !== shape(absent))
            differences.push(`${root.name}: ${path.join('.')} = ${what}: ${shape(asked)} ≠ ${shape(absent)}`);
        }
      }
    }
    expect(differences).toEqual([]);
  });
});

describe('tokens that are none', () => {
  const SECRET = (): string => world.settings.JWT_SECRET as string;
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = (): Record<string, unknown> =>
    JSON.parse(Buffer.from(ann.accessToken.split('.')[1] as string, 'base64url').toString());
  const sign = (change: object, { alg = 'HS256', hash = 'sha256', secret = SECRET(), header = {} } = {}): string => {
    const body = `${encode({ alg, typ: 'JWT', ...header })}.${encode({ ...claims(), ...change })}`;
    return `${body}.${alg === 'none' ? '' : createHmac(hash, secret).update(body).digest('base64url')}`;
  };
  const FORGED: Readonly<Record<string, () => string>> = {
    'without a signature': () => sign({}, { alg: 'none' }),
    'with a signature cut off': () => `${ann.accessToken.split('.').slice(0, 2).join('.')}.`,
    'with another’s signature': () =>
      `${sign({ sub: newId() }).split('.').slice(0, 2).join('.')}.${ann.accessToken.split('.')[2]}`,
    'signed with another key': () => sign({}, { secret: 'another secret for tests alone, long enough too' }),
    'signed with an empty key': () => sign({}, { secret: '' }),
    'signed with another algorithm': () => sign({}, { alg: 'HS512', hash: 'sha512' }),
    'that names its own key': () =>
      sign({}, { secret: '\0\0\0', header: { jwk: { kty: 'oct', k: 'AAAA' }, kid: '../../dev/null' } }),
    'for another audience': () => sign({ aud: 'somebody' }),
    'of another issuer': () => sign({ iss: 'somebody' }),
    'of another type': () => sign({ typ: 'room-ticket' }),
    'of no type': () => sign({ typ: undefined }),
    'that has expired': () => sign({ exp: 1 }),
    'that never expires': () => sign({ exp: undefined }),
    'that is not valid yet': () => sign({ nbf: 4_000_000_000 }),
    'of a session that is not there': () => sign({ sid: newId() }),
    'of a session of somebody else': () => sign({ sid: foreign.session }),
    'of a user that is not there': () => sign({ sub: newId() }),
    'of a user that is an object': () => sign({ sub: { a: 1 } }),
    'with __proto__ for a user': () => sign({ sub: '__proto__', sid: 'constructor' }),
    'that is a refresh token': () => ann.refreshToken,
    'that is long': () => 'a.'.repeat(5000),
  };

  it('are made as the real ones are, so that each is refused for its own fault', async () => {
    expect(await codeWith(sign({}))).toBeNull();
  });

  it.each(Object.entries(FORGED))('%s: refused over HTTP and over the socket', async (_, forge) => {
    const token = forge();
    expect(await codeWith(token)).toBe('UNAUTHENTICATED');
    const socket = await RawSocket.open(node);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect((await socket.whenClosed()).code).toBe(4403);
  });

  it('do not keep anybody from signing in', async () => {
    const door = new BothDoors(node.url, 'rubbish');
    expect(codesOf(await door.http({ query: '{ isUsernameAvailable(username: "somebody") }' }))).toEqual([]);
    await door.close();
  });

  const codeWith = async (token: string): Promise<string | null> => {
    const door = new BothDoors(node.url, token);
    const [code = null] = codesOf(await door.http({ query: '{ me { id } }' }));
    await door.close();
    return code;
  };
});
