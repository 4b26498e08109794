import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import { GraphQLModule } from '@nestjs/graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { RequestContexts } from '../src/common/http/request-contexts.js';
import { Readiness } from '../src/common/health/readiness.js';
import { OperationExecutor } from '../src/common/graphql/execution/operation-executor.js';
import { unavailable } from '../src/common/errors/app-error.js';
import type { Json } from './support/clients.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const FRIEND = 'https://chat.example.org';
const ME = 'query Me { me { id nickname } }';
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { seq text } } }';
const PAGE =
  'query ($n: Int) { conversations(first: $n) { edges { node { id messages(last: $n) { edges { node { id text } } } } } } }';
const TWO = 'query A { me { id } } query B { me { nickname } }';

let world: World;
let node: ServerNode;
let ann: Person;
let room: string;
let apollo: ApolloServer;
beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode({ CORS_ORIGINS: FRIEND, HTTP_BODY_MAX_BYTES: '4096', PLAYGROUND: 'on' });
  ann = await register(node, 'Ann');
  room = (await ann.createRoom('Room', [])).conversationId;
  apollo = node.app.get<GraphQLModule, { graphQlAdapter: { instance: ApolloServer } }>(GraphQLModule).graphQlAdapter
    .instance;
  for (const query of [ME, SEND, PAGE, '{ nothing: __typename }']) await ask({ body: { query } });
  for (const operationName of ['A', 'B']) await ask({ body: { query: TWO, operationName } });
});
afterAll(() => world?.close());
afterEach(() => vi.restoreAllMocks());

interface Asked {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Without a length, which Fastify has to find out. */
  readonly chunked?: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Json;
}

function ask({ body, headers = {}, chunked = false }: Asked): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = {
    'content-type': 'application/json',
    authorization: `Bearer ${ann.accessToken}`,
    ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(Buffer.byteLength(text)) }),
    ...headers,
  };
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${node.url}/graphql`, { method: 'POST', headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: answer,
          json: JSON.parse(answer),
        });
      });
    });
    request.on('error', reject);
    request.end(text);
  });
}

/** What both ways must agree in: all but what is the hour's or the request's own. */
function comparable({ status, headers, text }: Answer): object {
  const { date, ...others } = headers;
  expect(date).toBeDefined();
  return { status, headers: others, text: text.replace(/"requestId":"[0-9a-f-]{36}"/g, '"requestId":"…"') };
}

const apolloCalls = (): { readonly mock: { readonly calls: unknown[] } } =>
  vi.spyOn(apollo, 'executeHTTPGraphQLRequest');

type Row = readonly [name: string, asked: Omit<Asked, 'chunked'>];

/** Answered by the short way. */
const PLAIN: readonly Row[] = [
  ['a query', { body: { query: ME } }],
  ['a name that is none', { body: { query: ME, operationName: null, variables: null, extensions: null } }],
  ['one of two operations', { body: { query: TWO, operationName: 'B' } }],
  [
    'what clients say of themselves',
    { body: { query: ME, variables: {}, extensions: { clientLibrary: { name: 'x' } } } },
  ],
  ['nobody', { body: { query: ME }, headers: { authorization: undefined } }],
  ['a bad token', { body: { query: ME }, headers: { authorization: 'Bearer a.b.c' } }],
  ['another scheme', { body: { query: ME }, headers: { authorization: 'Basic YTpi' } }],
  ['what nobody needs to be signed in for', { body: { query: '{ nothing: __typename }' } }],
  ['a page that may ask', { body: { query: ME }, headers: { origin: FRIEND } }],
  ['a list of variables that are not asked for', { body: { query: ME, variables: { a: 1, b: 'ü' } } }],
  ['any answer', { body: { query: ME }, headers: { accept: '*/*' } }],
  ['JSON', { body: { query: ME }, headers: { accept: 'application/json' } }],
  ['JSON or anything', { body: { query: ME }, headers: { accept: 'application/json, */*' } }],
  ['what axios accepts', { body: { query: ME }, headers: { accept: 'application/json, text/plain, */*' } }],
  ['a GraphQL response', { body: { query: ME }, headers: { accept: 'application/graphql-response+json' } }],
  [
    'a GraphQL response, or JSON',
    { body: { query: ME }, headers: { accept: 'application/graphql-response+json, application/json' } },
  ],
  [
    'what Apollo Client accepts',
    { body: { query: ME }, headers: { accept: 'application/graphql-response+json,application/json;q=0.9' } },
  ],
  [
    'the same with a space',
    { body: { query: ME }, headers: { accept: 'application/graphql-response+json, application/json;q=0.9' } },
  ],
  [
    'what urql accepts',
    {
      body: { query: ME },
      headers: {
        accept:
          'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      },
    },
  ],
  ['a charset', { body: { query: ME }, headers: { 'content-type': 'application/json; charset=utf-8' } }],
  ['a charset in capitals', { body: { query: ME }, headers: { 'content-type': 'application/json; charset=UTF-8' } }],
  ['a charset at once', { body: { query: ME }, headers: { 'content-type': 'application/json;charset=utf-8' } }],
  ['a name instead of an address', { body: { query: ME }, headers: { host: 'chat.example.org:8080' } }],
  ['what a resolver refuses', { body: { query: SEND, variables: { input: input({ conversationId: 'x' }) } } }],
  ['what the inputs refuse', { body: { query: SEND, variables: { input: input({ clientMessageId: '' }) } } }],
];

/** Left to Apollo Server, or to Fastify, by what stands in the head or in the body. */
const ODD: readonly Row[] = [
  ['a document that is not known', { body: { query: '{ me { id signature } }' } }],
  ['an unknown operation', { body: { query: TWO, operationName: 'C' } }],
  ['no choice of two operations', { body: { query: TWO } }],
  ['an empty operation name', { body: { query: ME, operationName: '' } }],
  ['an operation name that is no text', { body: { query: ME, operationName: 7 } }],
  ['variables of the wrong type', { body: { query: SEND, variables: { input: 7 } } }],
  ['variables that are missing', { body: { query: SEND } }],
  ['variables that are a list', { body: { query: ME, variables: [1] } }],
  ['variables that are a text', { body: { query: ME, variables: '{}' } }],
  ['what costs too much', { body: { query: PAGE, variables: { n: 100 } } }],
  ['extensions that are no object', { body: { query: ME, extensions: 7 } }],
  ['a stored query', { body: { query: ME, extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } } }],
  ['a batch', { body: [{ query: ME }] }],
  ['a query that is no text', { body: { query: { a: 1 } } }],
  ['an empty query', { body: { query: '' } }],
  ['no query', { body: {} }],
  ['a number', { body: '7' }],
  ['null', { body: 'null' }],
  ['no JSON', { body: 'query { me }' }],
  ['a mark of the byte order', { body: `\uFEFF${JSON.stringify({ query: ME })}` }],
  ['a name of the prototype', { body: `{"query":${JSON.stringify(ME)},"__proto__":{"query":"x"}}` }],
  ['the same in escapes', { body: `{"query":${JSON.stringify(ME)},"\\u005f_proto__":{"query":"x"}}` }],
  ['a syntax error', { body: { query: '{ me { ' } }],
  ['a field that is none', { body: { query: '{ me { nonsense } }' } }],
  ['a subscription', { body: { query: 'subscription { inbox { __typename } }' } }],
  ['a page that may not ask', { body: { query: ME }, headers: { origin: 'https://evil.example.org' } }],
  ['a form', { body: { query: ME }, headers: { 'content-type': 'text/plain' } }],
  ['no content type', { body: { query: ME }, headers: { 'content-type': undefined } }],
  ['another content type', { body: { query: ME }, headers: { 'content-type': 'application/xml' } }],
  ['an answer that there is not', { body: { query: ME }, headers: { accept: 'text/html' } }],
  ['a choice of answers', { body: { query: ME }, headers: { accept: 'text/html, application/json;q=0.5' } }],
  ['an odd host', { body: { query: ME }, headers: { host: '[' } }],
  ['a host that is no address', { body: { query: ME }, headers: { host: '1.2.3.999' } }],
  ['a body that is too large', { body: { query: `${ME} # ${'x'.repeat(8192)}` } }],
];

function input(other: Json): Json {
  return { conversationId: randomUUID(), clientMessageId: randomUUID(), text: 'hello', ...other };
}

describe('the short way over HTTP', () => {
  it.each(PLAIN)('answers as Apollo Server does, without it: %s', async (_, asked) => {
    const calls = apolloCalls();
    const short = await ask(asked);
    expect(calls.mock.calls).toHaveLength(0);
    const long = await ask({ ...asked, chunked: true });
    expect(calls.mock.calls).toHaveLength(1);
    expect(comparable(short)).toEqual(comparable(long));
  });

  it.each(ODD)('leaves to others what is not plain, and answers the same: %s', async (_, asked) => {
    const executed = vi.spyOn(node.app.get(OperationExecutor), 'execute');
    const calls = apolloCalls();
    const left = await ask(asked);
    const long = await ask({ ...asked, chunked: true });
    // Fastify refuses some before Apollo Server sees them.
    expect([0, 2]).toContain(calls.mock.calls.length);
    expect(comparable(left)).toEqual(comparable(long));
    expect(executed.mock.results.every(({ type }) => type === 'return')).toBe(true);
  });

  it('knows the documents that sockets have brought', async () => {
    const query = '{ me { id username } }';
    const socket = ann.socket();
    await socket.run(query);
    await socket.dispose();
    const calls = apolloCalls();
    expect((await ask({ body: { query } })).json.data.me.id).toBe(ann.id);
    expect(calls.mock.calls).toHaveLength(0);
  });

  it('puts bodies together that come in pieces', async () => {
    const calls = apolloCalls();
    const text = JSON.stringify({ query: SEND, variables: { input: input({ conversationId: room, text: 'ü🍣' }) } });
    const bytes = Buffer.from(text);
    const reply = await rawExchange(
      `POST /graphql HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\nauthorization: Bearer ${ann.accessToken}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
      [...bytes].map((_, index) => bytes.subarray(index, index + 1)),
    );
    expect(JSON.parse(reply.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      data: { sendMessage: { message: { text: 'ü🍣' } } },
    });
    expect(calls.mock.calls).toHaveLength(0);
  });

  it('answers requests that were sent without waiting in their order', async () => {
    const one = (query: string): string =>
      `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${JSON.stringify({ query }).length}\r\n`;
    const known = '{ nothing: __typename }';
    const [short, long] = [known, '{ something: __typename }'];
    const reply = await rawExchange(
      `${one(long)}\r\n${JSON.stringify({ query: long })}${one(short)}connection: close\r\n\r\n${JSON.stringify({ query: short })}`,
    );
    expect(reply.match(/nothing|something/g)).toEqual(['something', 'nothing']);
  });

  it('authenticates nobody twice, and runs nothing twice', async () => {
    const contexts = vi.spyOn(node.app.get(RequestContexts), 'ofRequest');
    await ask({ body: { query: SEND, variables: { input: 7 } } });
    expect(contexts).toHaveBeenCalledTimes(1);
    const executed = vi.spyOn(node.app.get(OperationExecutor), 'execute').mockRejectedValueOnce(new Error('secret'));
    const answer = await ask({ body: { query: ME } });
    expect(executed).toHaveBeenCalledTimes(1);
    expect(answer).toMatchObject({ status: 500, json: { errors: [{ extensions: { code: 'INTERNAL' } }] } });
    expect(answer.text).not.toMatch(/secret/);
    executed.mockRejectedValueOnce(new Error('secret'));
    const { headers, ...long } = await ask({ body: { query: ME }, chunked: true });
    // Apollo Server gives up before it says so.
    expect(headers['cache-control']).toBeUndefined();
    expect(comparable({ ...long, headers: { ...headers, 'cache-control': 'no-store' } })).toEqual(comparable(answer));
  });

  it('tells that the database does not answer as Apollo Server does', async () => {
    const contexts = vi.spyOn(node.app.get(RequestContexts), 'ofRequest');
    const answers: Answer[] = [];
    for (const chunked of [false, true]) {
      contexts.mockRejectedValueOnce(unavailable('The database'));
      answers.push(await ask({ body: { query: ME }, chunked }));
    }
    expect(comparable(answers[0] as Answer)).toEqual(comparable(answers[1] as Answer));
    expect(answers[0]?.json.errors[0].extensions.code).toBe('UNAVAILABLE');
    expect(contexts).toHaveBeenCalledTimes(2);
  });

  it('asks for the session each time: whoever signs out is out at once', async () => {
    const bob = await register(node, 'Bob');
    const headers = { authorization: `Bearer ${bob.accessToken}` };
    expect((await ask({ body: { query: ME }, headers })).json.data.me.id).toBe(bob.id);
    await bob.http.run('mutation { logout { __typename } }');
    const calls = apolloCalls();
    expect((await ask({ body: { query: ME }, headers })).json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(calls.mock.calls).toHaveLength(0);
  });

  it('leaves everything to Fastify while the server drains', async () => {
    vi.spyOn(node.app.get(Readiness), 'isDraining', 'get').mockReturnValue(true);
    const calls = apolloCalls();
    const answer = await ask({ body: { query: ME } });
    expect(answer.headers.connection).toBe('close');
    expect(calls.mock.calls).toHaveLength(1);
  });
});

/** Sends bytes, piece by piece, and collects what comes back until the other side ends. */
function rawExchange(head: string, pieces: readonly Buffer[] = []): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(node.url);
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true }, () => {
      socket.write(head);
      for (const piece of pieces) socket.write(piece);
    });
    let reply = '';
    socket.on('data', (data) => (reply += data));
    socket.on('end', () => resolve(reply));
    socket.on('error', reject);
  });
}
