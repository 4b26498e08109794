import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ShortWay } from '../src/common/socket/short-way.js';
import { SocketOperations } from '../src/common/socket/socket-operations.js';
import type { Json } from './support/clients.js';
import { register, SEND, type Person } from './support/people.js';
import { RawSocket } from './support/raw-socket.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const ME = '{ me { id } }';
const MESSAGE = 'query ($id: ID!) { message(id: $id) { id text } }';
const TWO = 'query One { me { id } } query Two { me { nickname } }';
const LISTS = 'query ($first: Int!) { conversations(first: $first) { edges { node { id } } } }';
const FAILING = '{ me { id } room(id: "nothing") { id } user(id: "nothing") { id } }';
const HIDE = 'mutation ($input: HideMessageInput!) { hideMessage(input: $input) { messageId } }';

let world: World;
let node: ServerNode;
let ann: Person;
let conversationId: string;
const opened: RawSocket[] = [];

beforeAll(async () => {
  world = await createWorld({ GRAPHQL_MAX_COST: '500' });
  node = await world.startNode();
  ann = await register(node, 'Ann');
  ({ conversationId } = await ann.createRoom('Room', []));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((socket) => socket.end()));
});
afterAll(() => world?.close());

async function ready(token?: string): Promise<RawSocket> {
  const socket = await RawSocket.ready(node, token ? { token } : {});
  opened.push(socket);
  return socket;
}

/** All that is said to the operation, without what is new each time. */
async function told(socket: RawSocket, payload: Json): Promise<Json[]> {
  socket.send({ type: 'subscribe', id: 'asked', payload });
  socket.send({ type: 'ping' });
  const messages: Json[] = [];
  let isPonged = false;
  while (!isPonged || !messages.some(({ type }) => type === 'complete' || type === 'error')) {
    const message = await socket.next();
    if (message.type === 'pong') isPonged = true;
    else messages.push(message);
  }
  const ofRequest = (key: string, value: unknown): unknown => (key === 'requestId' ? 'an id' : value);
  return JSON.parse(JSON.stringify(messages, ofRequest)) as Json[];
}

describe('an operation over a socket', () => {
  it.each<[string, Json, boolean?]>([
    ['that succeeds', { query: ME }],
    ['with variables', { query: MESSAGE, variables: { id: 'nothing' } }],
    ['with null for what may be left out', { query: ME, variables: null, operationName: null }],
    ['of a document with several', { query: TWO, operationName: 'Two' }],
    ['of a document with several, not named', { query: TWO }],
    ['of a document that has no such', { query: TWO, operationName: 'Three' }],
    ['that fails in part', { query: FAILING }],
    ['whose viewer is nobody', { query: ME }, false],
    ['without a variable that it needs', { query: MESSAGE, variables: {} }],
    ['with a variable of another type', { query: MESSAGE, variables: { id: { a: 1 } } }],
    ['that is refused by its service', { query: HIDE, variables: { input: { messageId: 'nothing' } } }],
    ['that costs too much by its variables', { query: LISTS, variables: { first: 100 } }],
  ])('%s is told the same by both ways', async (_, payload, isSignedIn = true) => {
    const socket = await ready(isSignedIn ? ann.accessToken : undefined);
    const long = await told(socket, { ...payload, extensions: {} });
    expect(await told(socket, { ...payload, extensions: {} })).toEqual(long);
    expect(await told(socket, payload)).toEqual(long);
    // Its id is free again.
    expect(await told(socket, payload)).toEqual(long);
  });

  it('goes the short way once its document is known, and is not executed twice', async () => {
    const socket = await ready(ann.accessToken);
    const answer = vi.spyOn(ShortWay.prototype, 'answer');
    const query = `${SEND} # ${randomUUID()}`;
    const send = (clientMessageId: string) =>
      told(socket, { query, variables: { input: { conversationId, clientMessageId, text: 'hello' } } });
    const [first] = await send('one');
    const [second] = await send('two');
    expect(second.payload.data.sendMessage.message.seq).toBe(first.payload.data.sendMessage.message.seq + 1);
    // Each with the ping that follows it.
    expect(answer.mock.results.map(({ value }) => value !== null)).toEqual([false, false, true, false]);
  });

  it('that the client completes before it is answered is not answered, and its id is free once it is over', async () => {
    const socket = await ready(ann.accessToken);
    await told(socket, { query: ME });
    const operations = node.app.get(SocketOperations, { strict: false });
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const execute = vi.spyOn(operations, 'execute');
    execute.mockImplementationOnce(async (args) => held.then(() => operations.execute(args)));
    socket.subscribe('held', ME);
    socket.send({ type: 'complete', id: 'held' });
    socket.subscribe('held', ME);
    const refused = await socket.next();
    expect(refused).toMatchObject({ id: 'held', type: 'error', payload: [{ extensions: { code: 'BAD_REQUEST' } }] });
    letGo();
    const said = socket.messages.length;
    expect((await told(socket, { query: ME })).map(({ type }) => type)).toEqual(['next', 'complete']);
    // These two and the answer to a ping.
    expect(socket.messages.length).toBe(said + 3);
    socket.subscribe('held', ME);
    expect((await socket.next()).type).toBe('next');
  });

  it('is refused while its id is in use: 4409', async () => {
    const socket = await ready(ann.accessToken);
    await told(socket, { query: ME });
    const operations = node.app.get(SocketOperations, { strict: false });
    vi.spyOn(operations, 'execute').mockImplementationOnce(() => new Promise(() => undefined));
    socket.subscribe('same', ME);
    socket.subscribe('same', ME);
    expect((await socket.whenClosed()).code).toBe(4409);
  });
});
