import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from './support/clients.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const FRIEND = 'https://chat.example.org';
const STRANGER = 'https://evil.example.org';
const QUERY = '{ isUsernameAvailable(username: "somebody") }';

let world: World;
let node: ServerNode;
let ann: Person;
beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode({
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://api.example.org/',
    CORS_ORIGINS: `${FRIEND}/, https://other.example.org`,
    HTTP_BODY_MAX_BYTES: '4096',
    PLAYGROUND: 'on',
  });
  ann = await register(node, 'Ann');
});
afterAll(() => world?.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Json;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly on?: ServerNode;
}

/** A plain request: unlike `fetch` it sends any header. */
function ask({ method = 'POST', path = '/graphql', headers = {}, body, on = node }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length =
      body === undefined || headers['transfer-encoding'] ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = httpRequest(on.url, { method, path, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  ask({ headers: { ...JSON_TYPE, ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });

/** The answer is one typed error in the form that GraphQL clients read. */
function expectTyped(answer: Answer, status: number, code: string): void {
  const { requestId, ...extensions } = answer.json?.errors?.[0]?.extensions ?? { code: answer.text };
  expect({ status: answer.status, code: extensions.code }).toEqual({ status, code });
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.text).not.toMatch(/stack|node_modules|FST_|\bat /);
}

describe('origins', () => {
  const preflight = (origin: string, method = 'POST') =>
    ask({
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'content-type,authorization',
      },
    });

  it.each([FRIEND, 'https://other.example.org', 'https://api.example.org'])('lets pages of %s call', async (origin) => {
    const asked = await preflight(origin);
    expect(asked.status).toBe(204);
    expect(asked.headers['access-control-allow-origin']).toBe(origin);
    expect(asked.headers['access-control-allow-headers']).toMatch(/authorization/);
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
    const answer = await post({ query: QUERY }, { origin });
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    expect(answer.headers.vary).toMatch(/origin/i);
    expect(answer.json.data).toEqual({ isUsernameAvailable: true });
  });

  it.each([STRANGER, 'null', 'http://chat.example.org', 'https://chat.example.org.evil.org', 'http://localhost:5173'])(
    'shows pages of %s nothing',
    async (origin) => {
      expect((await preflight(origin)).headers['access-control-allow-origin']).toBeUndefined();
      const answer = await post({ query: QUERY }, { origin });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  it('lets pages of this machine call while developing', async () => {
    const developing = await world.startNode();
    const answer = await ask({
      on: developing,
      headers: { ...JSON_TYPE, origin: 'http://localhost:5173' },
      body: '{}',
    });
    expect(answer.headers['access-control-allow-origin']).toBe('http://localhost:5173');
    await developing.close();
  });
});

describe('requests that a foreign page could send without being asked', () => {
  it.each([
    ['text/plain', JSON.stringify({ query: QUERY })],
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent(QUERY)}`],
    ['multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${QUERY}\r\n--x--`],
    ['', JSON.stringify({ query: QUERY })],
  ])('are refused: POST with content type “%s”', async (type, body) => {
    const answer = await ask({ headers: type ? { 'content-type': type } : {}, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expectTyped(answer, answer.status, 'BAD_REQUEST');
  });

  it('are refused: GET without a header that makes browsers ask', async () => {
    const path = `/graphql?query=${encodeURIComponent(QUERY)}`;
    expectTyped(await ask({ method: 'GET', path }), 400, 'BAD_REQUEST');
    const asked = await ask({ method: 'GET', path, headers: { 'apollo-require-preflight': '1' } });
    expect(asked.json.data).toEqual({ isUsernameAvailable: true });
  });

  it('are refused: mutations by GET', async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation { logout { __typename } }')}`;
    const headers = { 'apollo-require-preflight': '1', authorization: `Bearer ${ann.accessToken}` };
    expectTyped(await ask({ method: 'GET', path, headers }), 405, 'BAD_REQUEST');
    expect(await ann.http.codeOf('{ me { id } }')).toBeNull();
  });
});

describe('requests that are no GraphQL', () => {
  it.each([
    ['JSON cut short', '{"query":', 400, 'BAD_REQUEST'],
    ['no JSON', 'query { me }', 400, 'BAD_REQUEST'],
    ['an empty body', '', 400, 'BAD_REQUEST'],
    ['a number', '7', 400, 'BAD_REQUEST'],
    ['null', 'null', 400, 'BAD_REQUEST'],
    ['a text', '"{ me { id } }"', 400, 'BAD_REQUEST'],
    ['no query', '{}', 400, 'BAD_REQUEST'],
    ['a query that is no text', '{"query":{"a":1}}', 400, 'BAD_REQUEST'],
    ['variables that are no object', '{"query":"{ me { id } }","variables":"x"}', 400, 'BAD_REQUEST'],
    ['variables that are a list', '{"query":"{ me { id } }","variables":[1]}', 400, 'BAD_REQUEST'],
    ['extensions that are no object', '{"query":"{ me { id } }","extensions":7}', 400, 'BAD_REQUEST'],
    ['an operation name that is no text', '{"query":"{ me { id } }","operationName":7}', 400, 'BAD_REQUEST'],
    ['a stored query', '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}', 200, 'BAD_REQUEST'],
    ['a batch', `[{"query":"${QUERY.replaceAll('"', '\\"')}"}]`, 400, 'BAD_REQUEST'],
    ['an empty batch', '[]', 400, 'BAD_REQUEST'],
  ])('answers %s with a typed error', async (_, body, status, code) => {
    expectTyped(await post(body), status, code);
  });

  it('takes __proto__ in variables and bodies for what it is: a name', async () => {
    const answer = await post(
      `{"query":${JSON.stringify(QUERY)},"variables":{"__proto__":{"a":1}},"__proto__":{"query":"x"}}`,
    );
    expect(answer.json.data).toEqual({ isUsernameAvailable: true });
    expect(({} as Json).a).toBeUndefined();
  });

  it('refuses a body that is too large, announced or not', async () => {
    const body = JSON.stringify({ query: `${QUERY} # ${'x'.repeat(8192)}` });
    expectTyped(await post(body), 413, 'TOO_LARGE');
    expectTyped(await post(body, { 'transfer-encoding': 'chunked' }), 413, 'TOO_LARGE');
    expect((await post({ query: QUERY })).status).toBe(200);
  });

  it('refuses a content type that it does not read', async () => {
    const answer = await ask({ headers: { 'content-type': 'application/xml' }, body: '<query/>' });
    expectTyped(answer, answer.status, 'BAD_REQUEST');
    expect([400, 415]).toContain(answer.status);
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])(
    'answers %s of an unknown path with a typed error',
    async (method) => {
      expectTyped(await ask({ method, path: '/nowhere/at/all?x=1', headers: JSON_TYPE, body: '{}' }), 404, 'NOT_FOUND');
    },
  );

  it.each(['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/%00', '/%', '//', '/playground/assets/../index.html'])(
    'answers the odd path %s with a client error',
    async (path) => {
      const { status, text } = await ask({ method: 'GET', path });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/root:|FST_/);
    },
  );

  it.each(['PUT', 'DELETE', 'PATCH'])('answers %s of the GraphQL path with a typed error', async (method) => {
    const answer = await ask({ method, headers: JSON_TYPE, body: JSON.stringify({ query: QUERY }) });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expectTyped(answer, answer.status, answer.status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST');
  });

  it.each(['[', 'a b', '%'])('answers the odd host “%s” with a client error', async (host) => {
    const answer = await post({ query: QUERY }, { host });
    expectTyped(answer, 400, 'BAD_REQUEST');
  });

  it('survives what is no HTTP at all', async () => {
    const reply = await rawExchange('GET / HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1.1 400/);
    expect((await post({ query: QUERY })).status).toBe(200);
  });
});

describe('headers', () => {
  it('of every answer keep browsers from guessing, framing and telling', async () => {
    for (const answer of [await post({ query: QUERY }), await ask({ method: 'GET', path: '/nowhere' })]) {
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'strict-transport-security': expect.any(String),
      });
      expect(answer.headers['x-powered-by']).toBeUndefined();
      expect(answer.headers.server).toBeUndefined();
    }
  });

  it('do not lock out installations that speak plain HTTP', async () => {
    const plain = await world.startNode();
    const answer = await ask({ on: plain, method: 'GET', path: '/health/live' });
    expect(answer.headers['strict-transport-security']).toBeUndefined();
    expect(String(answer.headers['content-security-policy'])).not.toMatch(/upgrade-insecure/);
    await plain.close();
  });

  it('keep answers to requests out of caches', async () => {
    const answer = await post({ query: '{ me { id } }' }, { authorization: `Bearer ${ann.accessToken}` });
    expect(answer.json.data.me.id).toBe(ann.id);
    expect(answer.headers['cache-control']).toMatch(/no-store/);
  });
});

describe('health', () => {
  it('says that the process lives', async () => {
    const answer = await ask({ method: 'GET', path: '/health/live' });
    expect(answer).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('says that it can serve, and on what', async () => {
    const answer = await ask({ method: 'GET', path: '/health/ready' });
    expect(answer).toMatchObject({ status: 200, json: { status: 'ok', details: { process: { status: 'up' } } } });
    expect(answer.json.details.database.kind).toBe(world.isShared ? 'mysql' : 'sqlite');
    expect(answer.text).not.toMatch(/mysql:\/\/|127\.0\.0\.1|\/tmp/);
  });
});

describe('metrics', () => {
  const metrics = (on: ServerNode, headers: Record<string, string> = {}) =>
    ask({ on, method: 'GET', path: '/metrics', headers });

  it('are for this machine, and not for what a proxy on it forwards', async () => {
    expect((await metrics(node)).text).toMatch(/wireside_sockets_open \d/);
    expect((await metrics(node)).text).toMatch(/wireside_socket_waiting_bytes \d[^]*wireside_socket_stall_seconds \d/);
    expectTyped(await metrics(node, { 'x-forwarded-for': '203.0.113.9' }), 404, 'NOT_FOUND');
    expectTyped(await metrics(node, { forwarded: 'for=203.0.113.9' }), 404, 'NOT_FOUND');
  });

  it('are for whoever has the token, when there is one', async () => {
    const guarded = await world.startNode({ METRICS_TOKEN: 'a token for metrics alone' });
    expectTyped(await metrics(guarded), 401, 'UNAUTHENTICATED');
    expectTyped(await metrics(guarded, { authorization: 'Bearer a token for metrics alonE' }), 401, 'UNAUTHENTICATED');
    const answer = await metrics(guarded, { authorization: 'Bearer a token for metrics alone' });
    expect(answer).toMatchObject({ status: 200 });
    await guarded.close();
  });

  it('can be turned off', async () => {
    const off = await world.startNode({ METRICS: 'off' });
    expectTyped(await metrics(off), 404, 'NOT_FOUND');
    await off.close();
  });
});

describe('the address of a client', () => {
  const addressSeen = async (on: ServerNode, forwardedFor: string): Promise<string> => {
    const login = `mutation { login(input: { identifier: "${ann.accountNumber}", password: "wrong password" }) { expiresAt } }`;
    await ask({
      on,
      headers: { ...JSON_TYPE, 'x-forwarded-for': forwardedFor },
      body: JSON.stringify({ query: login }),
    });
    const history = await ann.http.run('{ loginHistory(first: 1) { edges { node { address } } } }');
    return history.loginHistory.edges[0].node.address;
  };

  it('is the one that connects, whatever it says', async () => {
    expect(await addressSeen(node, '203.0.113.9')).toBe('127.0.0.1');
  });

  it('is what a trusted proxy says, and nothing that others put before it', async () => {
    const behind = await world.startNode({ TRUST_PROXY: '127.0.0.1, 10.0.0.0/8' });
    expect(await addressSeen(behind, '198.51.100.1, 203.0.113.9, 10.1.2.3')).toBe('203.0.113.9');
    expect(await addressSeen(behind, 'rubbish, 203.0.113.10')).toBe('203.0.113.10');
    await behind.close();
    const hops = await world.startNode({ TRUST_PROXY: '1' });
    expect(await addressSeen(hops, '198.51.100.1, 203.0.113.11')).toBe('203.0.113.11');
    await hops.close();
  });
});

/** Sends bytes and collects what comes back until the other side ends. */
function rawExchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(node.url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    let reply = '';
    socket.on('data', (data) => (reply += data));
    socket.on('end', () => resolve(reply));
    socket.on('error', reject);
  });
}
