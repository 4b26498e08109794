import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FeedHub } from '../src/common/realtime/feed-hub.js';
import { shutDown } from '../src/common/server/shutdown.js';
import { SocketConnection } from '../src/common/socket/socket-connection.js';
import { SocketRegistry } from '../src/common/socket/socket-registry.js';
import { SessionListService } from '../src/modules/auth/sessions/session-list.service.js';
import type { Json } from './support/clients.js';
import { PASSWORD, register, SEND, type Person } from './support/people.js';
import { RawSocket, type RawSocketOptions } from './support/raw-socket.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import type { Settings } from './support/settings.js';

const ME = '{ me { id } }';
const PUBLIC = '{ isUsernameAvailable(username: "somebody") }';
const LIVE = 'subscription { unreadCountChanged { conversationId } }';

let world: World;
let node: ServerNode;
let ann: Person;
const opened: RawSocket[] = [];
const started: ServerNode[] = [];

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  ann = await register(node, 'Ann');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((socket) => socket.end()));
  await Promise.all(started.splice(0).map((server) => server.close()));
});
afterAll(() => world?.close());

const keep = async (socket: Promise<RawSocket>): Promise<RawSocket> => {
  const kept = await socket;
  opened.push(kept);
  return kept;
};
const open = (options?: RawSocketOptions, on = node) => keep(RawSocket.open(on, options));
const ready = (token?: string, on = node) => keep(RawSocket.ready(on, token ? { token } : {}));
const start = async (settings: Settings): Promise<ServerNode> => {
  const server = await world.startNode(settings);
  started.push(server);
  return server;
};
const codeOf = async (socket: RawSocket): Promise<number> => (await socket.whenClosed()).code;

describe('upgrades', () => {
  let guarded: ServerNode;
  beforeAll(async () => {
    guarded = await world.startNode({
      NODE_ENV: 'production',
      CORS_ORIGINS: 'https://chat.example.org/',
      PUBLIC_URL: 'https://api.example.org',
    });
  });

  it.each(['/', '/graphql/', '/graphqlx', '/other', '/graphql%00', '//graphql', '/playground/assets/x'])(
    'to %s are refused at once',
    async (path) => {
      await expect(RawSocket.open(node, { path })).rejects.toThrow('refused: 404');
    },
  );

  it('may carry a query string', async () => {
    await open({ path: '/graphql?x=1' });
  });

  it.each(['https://evil.example.org', 'null', 'https://chat.example.org.evil.org', 'chat.example.org'])(
    'from pages of %s are refused',
    async (origin) => {
      await expect(RawSocket.open(guarded, { headers: { origin } })).rejects.toThrow('refused: 403');
    },
  );

  it('from listed pages, from our own and from programs are taken', async () => {
    await open({ headers: { origin: 'https://chat.example.org' } }, guarded);
    await open({ headers: { origin: 'https://api.example.org' } }, guarded);
    await open({ headers: { origin: guarded.url } }, guarded);
    await open({}, guarded);
  });

  it('that are no WebSocket are refused and hang nowhere', async () => {
    const reply = await new Promise<string>((resolve, reject) => {
      const { port } = new URL(node.url);
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write('GET /graphql HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (data) => (text += data));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(reply).toMatch(/^HTTP\/1.1 4\d\d/);
  });
});

describe('the protocol', () => {
  it.each([null, 'graphql-ws', 'soap'])('must be named: “%s” is closed with 4406', async (protocol) => {
    // The client library drops a socket whose server did not choose what it offered.
    const socket = await RawSocket.open(node, { protocol }).catch((error: Error) => error);
    if (socket instanceof Error) expect(socket.message).toMatch(/no subprotocol/i);
    else expect(await codeOf(socket)).toBe(4406);
  });

  it('begins with connection_init in time, else 4408', async () => {
    const impatient = await start({ SOCKET_INIT_TIMEOUT_MS: '100' });
    expect(await codeOf(await open({}, impatient))).toBe(4408);
  });

  it('begins once, else 4429', async () => {
    const socket = await ready();
    socket.send({ type: 'connection_init' });
    expect(await codeOf(socket)).toBe(4429);
  });

  it('begins before it asks, else 4401', async () => {
    const socket = await open();
    socket.subscribe('1', PUBLIC);
    expect(await codeOf(socket)).toBe(4401);
  });

  it('does not wait for the answer about the token before it refuses to be asked', async () => {
    const socket = await open();
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${ann.accessToken}` } });
    socket.subscribe('1', ME);
    expect(await codeOf(socket)).toBe(4401);
  });

  it('gives each operation an id of its own, else 4409', async () => {
    const socket = await ready(ann.accessToken);
    socket.subscribe('1', LIVE);
    socket.subscribe('1', LIVE);
    expect(await codeOf(socket)).toBe(4409);
  });

  it.each([
    ['no JSON', '{"type":'],
    ['an empty message', ''],
    ['a text', '"hello"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an unknown type', '{"type":"hello"}'],
    ['a type of a property that all objects have', '{"type":"constructor"}'],
    ['a subscribe without id', '{"type":"subscribe","payload":{"query":"{ me { id } }"}}'],
    ['a subscribe with an empty id', '{"type":"subscribe","id":"","payload":{"query":"{ me { id } }"}}'],
    ['a subscribe with a number for an id', '{"type":"subscribe","id":1,"payload":{"query":"{ me { id } }"}}'],
    ['a subscribe without payload', '{"type":"subscribe","id":"1"}'],
    ['a subscribe without query', '{"type":"subscribe","id":"1","payload":{}}'],
    ['a query that is no text', '{"type":"subscribe","id":"1","payload":{"query":{}}}'],
    ['variables that are no object', '{"type":"subscribe","id":"1","payload":{"query":"{ me }","variables":"x"}}'],
    ['a complete without id', '{"type":"complete"}'],
    ['a very long id', `{"type":"subscribe","id":"${'1'.repeat(1000)}","payload":{"query":"{ me { id } }"}}`],
    ['bytes', Buffer.from('{"type":"ping"}')],
  ])('is not %s: 4400', async (_, message) => {
    const socket = await ready();
    socket.ws.send(message, { binary: Buffer.isBuffer(message) });
    expect(await codeOf(socket)).toBe(4400);
  });

  it('has no message that is too large: 1009', async () => {
    const socket = await ready();
    socket.send(`{"type":"ping","payload":{"a":"${'x'.repeat(300_000)}"}}`);
    expect(await codeOf(socket)).toBe(1009);
  });

  it('has no text that is not UTF-8: 1007', async () => {
    const socket = await ready();
    socket.ws.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
    expect(await codeOf(socket)).toBe(1007);
  });

  it('answers ping with pong, before and after init, and its payload', async () => {
    const socket = await open();
    socket.send({ type: 'ping' });
    expect(await socket.next()).toEqual({ type: 'pong' });
    socket.send({ type: 'connection_init' });
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    socket.send({ type: 'ping', payload: { a: 1 } });
    expect(await socket.next()).toEqual({ type: 'pong', payload: { a: 1 } });
    socket.send({ type: 'pong' });
    const answered = new Promise((resolve) => socket.ws.once('pong', resolve));
    socket.ws.ping();
    await answered;
  });

  it.each(['__proto__', 'constructor', 'toString', '💬', ' ', '{"a":1}'])('takes “%s” for an id', async (id) => {
    const socket = await ready(ann.accessToken);
    socket.subscribe(id, ME);
    expect(await socket.next()).toEqual({ id, type: 'next', payload: { data: { me: { id: ann.id } } } });
    expect(await socket.next()).toEqual({ id, type: 'complete' });
    socket.subscribe(id, ME);
    expect((await socket.next()).type).toBe('next');
  });

  it('takes the completion of what is not there, and of what runs', async () => {
    const socket = await ready(ann.accessToken);
    socket.send({ type: 'complete', id: 'nothing' });
    socket.subscribe('1', LIVE);
    socket.send({ type: 'complete', id: '1' });
    socket.subscribe('2', ME);
    expect(await socket.next()).toMatchObject({ id: '2', type: 'next' });
  });
});

describe('operations', () => {
  it('are queries and mutations as well, public ones without a token', async () => {
    const socket = await ready();
    socket.subscribe('1', PUBLIC);
    expect(await socket.next()).toMatchObject({ type: 'next', payload: { data: { isUsernameAvailable: true } } });
    await socket.next();
    socket.subscribe('2', 'mutation ($input: RegisterInput!) { register(input: $input) { user { nickname } } }', {
      input: { nickname: 'Over the socket', password: PASSWORD },
    });
    expect((await socket.next()).payload.data.register.user.nickname).toBe('Over the socket');
    await socket.next();
    socket.subscribe('3', ME);
    expect((await socket.next()).payload.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('that are too many at a time are refused one by one, and the others go on', async () => {
    const small = await start({ SOCKET_MAX_SUBSCRIPTIONS: '3' });
    const socket = await ready(ann.accessToken, small);
    const isLive = new Set<string>();
    for (const id of ['1', '2', '3']) socket.subscribe(id, 'subscription { inbox { __typename } }');
    while (isLive.size < 3) isLive.add((await socket.nextWhere(({ payload }) => caughtUp(payload))).id);
    socket.subscribe('4', ME);
    expect(await socket.next()).toMatchObject({
      id: '4',
      type: 'error',
      payload: [{ extensions: { code: 'TOO_LARGE', limit: 3, requestId: expect.any(String) } }],
    });
    socket.send({ type: 'complete', id: '2' });
    socket.subscribe('5', ME);
    expect(await socket.next()).toMatchObject({ id: '5', type: 'next' });
  });
});

describe('an operation id', () => {
  it('that is used again while its operation is under way is refused, and nothing is left behind', async () => {
    const hub = node.app.get(FeedHub);
    const before = hub.size;
    const socket = await ready(ann.accessToken);
    for (let round = 0; round < 100; round += 1) {
      socket.subscribe('same', LIVE);
      socket.send({ type: 'complete', id: 'same' });
    }
    socket.subscribe('other', ME);
    await socket.nextWhere(({ id, type }) => id === 'other' && type === 'next');
    socket.ws.close();
    await expect.poll(() => hub.size).toBe(before);
  });
});

describe('a session that has ended', () => {
  it('executes nothing more, also before its socket is gone', async () => {
    const eve = await register(node, 'Eve');
    const conversationId = await eve.openDirect(ann);
    const registry = node.app.get(SocketRegistry);
    const before = registry.size;
    const socket = await ready(eve.accessToken);
    // A peer that reads nothing does not answer the close either.
    socket.ws.pause();
    await eve.http.run('mutation { logout { __typename } }');
    for (const text of ['after', 'the', 'end'])
      socket.subscribe(text, SEND, { input: { conversationId, clientMessageId: randomUUID(), text } });
    await expect.poll(() => registry.size, { timeout: 10_000 }).toBe(before);
    const { conversation } = await ann.http.run('query ($id: ID!) { conversation(id: $id) { lastSeq } }', {
      id: conversationId,
    });
    expect(conversation.lastSeq).toBe(0);
  });
});

describe('sockets', () => {
  it('that are too many for one user are told to come back later, and others are not', async () => {
    const small = await start({ SOCKET_MAX_PER_USER: '2' });
    const bob = await register(small, 'Bob');
    const [first] = [await ready(bob.accessToken, small), await ready(bob.accessToken, small)];
    const third = await open({}, small);
    third.send({ type: 'connection_init', payload: { authorization: `Bearer ${bob.accessToken}` } });
    expect(await codeOf(third)).toBe(1013);
    await ready(ann.accessToken, small);
    await first.end();
    await expect.poll(() => small.app.get(SocketRegistry).size).toBe(2);
    await ready(bob.accessToken, small);
  });

  it('that are too many from one address are refused', async () => {
    const small = await start({ SOCKET_MAX_PER_ADDRESS: '2', TRUST_PROXY: '127.0.0.1' });
    const [first] = [await open({}, small), await open({}, small)];
    await expect(RawSocket.open(small)).rejects.toThrow('refused: 429');
    await open({ headers: { 'x-forwarded-for': '203.0.113.9' } }, small);
    await first.end();
    await expect.poll(() => small.app.get(SocketRegistry).size).toBe(2);
    await open({}, small);
  });

  it('whose peer is dead are ended', async () => {
    const strict = await start({ SOCKET_KEEPALIVE_MS: '500' });
    const alive = await open({}, strict);
    const dead = await open({ autoPong: false }, strict);
    expect(await codeOf(dead)).toBe(1006);
    expect(alive.ws.readyState).toBe(alive.ws.OPEN);
  });
});

describe('tokens', () => {
  const initWith = async (payload: Record<string, unknown>): Promise<number> => {
    const socket = await open();
    socket.send({ type: 'connection_init', payload });
    return codeOf(socket);
  };

  it.each([
    [{ authorization: 'Bearer rubbish' }],
    [{ authorization: 'Basic YTpi' }],
    [{ authorization: 7 }],
    [{ authorization: { toString: 'x' } }],
    [{ Authorization: 'rubbish' }],
    [{ ticket: 'rubbish' }],
    [{ ticket: 7 }],
    [{ ticket: '' }],
  ])('that are none are refused: %j', async (payload) => {
    expect(await initWith(payload)).toBe(4403);
  });

  it('of one kind are not taken for the other', async () => {
    const { roomId } = await ann.createRoom('A room');
    const { issueRoomTicket } = await ann.http.run(
      'mutation ($input: IssueRoomTicketInput!) { issueRoomTicket(input: $input) { ticket } }',
      { input: { roomId } },
    );
    expect(await initWith({ authorization: `Bearer ${issueRoomTicket.ticket}` })).toBe(4403);
    expect(await initWith({ ticket: ann.accessToken })).toBe(4403);
    expect(await initWith({ authorization: `Bearer ${ann.refreshToken}` })).toBe(4403);
  });

  it('end the socket when they expire', async () => {
    const short = await start({ ACCESS_TOKEN_TTL_SECONDS: '5' });
    const bob = await register(short, 'Bob');
    const socket = await ready(bob.accessToken, short);
    expect(await socket.whenClosed()).toEqual({ code: 4403, reason: 'Session expired' });
  });

  it('end the socket when their session ends', async () => {
    const bob = await register(node, 'Bob');
    const socket = await ready(bob.accessToken);
    await bob.http.run('mutation { logout { __typename } }');
    expect((await socket.whenClosed()).code).toBe(4403);
    expect(await initWith({ authorization: `Bearer ${bob.accessToken}` })).toBe(4403);
  });
});

describe('a reader that has stopped reading', () => {
  it('is cut off with 4413, with little kept for it, and the others notice nothing', async () => {
    const tight = await start({ SOCKET_MAX_BUFFERED_BYTES: '65536' });
    const cut = vi.spyOn(SocketConnection.prototype, 'close');
    const [lazy, other] = [await ready(ann.accessToken, tight), await ready(ann.accessToken, tight)];
    lazy.ws.pause();
    // Much more than the operating system buffers between the two.
    for (let id = 0; id < 90; id += 1) lazy.subscribe(String(id), getIntrospectionQuery());
    await vi.waitFor(() => expect(cut).toHaveBeenCalledWith(4413, 'Slow reader'), { timeout: 10_000, interval: 20 });
    other.subscribe('1', ME);
    expect((await other.next()).payload.data.me.id).toBe(ann.id);
    lazy.ws.resume();
    expect(await codeOf(lazy)).toBe(4413);
    await expect.poll(() => tight.app.get(SocketRegistry).size).toBe(1);
    expect(other.ws.readyState).toBe(other.ws.OPEN);
    cut.mockRestore();
  });

  it('is cut off for good when it never reads again', async () => {
    const tight = await start({ SOCKET_MAX_BUFFERED_BYTES: '65536' });
    const lazy = await ready(ann.accessToken, tight);
    lazy.ws.pause();
    for (let id = 0; id < 90; id += 1) lazy.subscribe(String(id), getIntrospectionQuery());
    await vi.waitFor(() => expect(tight.app.get(SocketRegistry).size).toBe(0), { timeout: 20_000, interval: 50 });
  });
});

describe('shutting down', () => {
  it('answers what is under way, refuses what is new, and sends everybody elsewhere with 1012', async () => {
    const leaving = await world.startNode();
    const slow = holdSessions(leaving);
    const socket = await ready(ann.accessToken, leaving);
    const idle = await open({}, leaving);
    socket.subscribe('slow', '{ sessions { id } }');
    const overHttp = fetch(`${leaving.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ann.accessToken}` },
      body: JSON.stringify({ query: '{ sessions { id } }' }),
    });
    await slow.begun(2);
    const down = shutDown(leaving.app);

    socket.subscribe('new', ME);
    expect(await socket.next()).toMatchObject({
      id: 'new',
      type: 'error',
      payload: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
    await expect(RawSocket.open(leaving)).rejects.toThrow('refused: 503');
    const health = await fetch(`${leaving.url}/health/ready`);
    expect({ status: health.status, body: await health.json() }).toMatchObject({
      status: 503,
      body: { details: { process: { status: 'down', reason: 'shutting down' } } },
    });
    slow.release();
    expect(await socket.next()).toMatchObject({ id: 'slow', type: 'next', payload: { data: { sessions: [] } } });
    expect(await socket.next()).toEqual({ id: 'slow', type: 'complete' });
    expect(await socket.whenClosed()).toEqual({ code: 1012, reason: 'Service restart' });
    expect(await codeOf(idle)).toBe(1012);
    expect(await (await overHttp).json()).toEqual({ data: { sessions: [] } });
    await down;
    await expect(fetch(`${leaving.url}/health/live`)).rejects.toThrow();
  });
});

const caughtUp = (payload: Json): boolean => payload?.data?.inbox?.__typename === 'InboxCaughtUp';

/** Lets `sessions` wait until it is released. */
function holdSessions(on: ServerNode): { begun(count: number): Promise<void>; release(): void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const list = vi.spyOn(on.app.get(SessionListService, { strict: false }), 'list').mockImplementation(async () => {
    await released;
    return [];
  });
  return {
    begun: (count) => vi.waitFor(() => expect(list).toHaveBeenCalledTimes(count), { timeout: 10_000 }),
    release,
  };
}
