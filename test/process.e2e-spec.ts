import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { HttpDoor, SocketDoor } from './support/clients.js';
import { buildServer } from './support/node-process.js';
import { register, SEND, type Person } from './support/people.js';
import { Program } from './support/program.js';
import { RawSocket } from './support/raw-socket.js';
import { createWorld, type World } from './support/server.js';
import type { Settings } from './support/settings.js';

let world: World;
let settings: Settings;
const started: Program[] = [];

beforeAll(async () => {
  buildServer();
  world = await createWorld();
  // As an operator would set them, and not more.
  const { DATA_DIR, DATABASE_URL, REDIS_URL, REDIS_PREFIX, JWT_SECRET } = world.settings;
  settings = {
    DATA_DIR: DATA_DIR as string,
    ...(DATABASE_URL ? { DATABASE_URL, REDIS_URL, REDIS_PREFIX, JWT_SECRET } : {}),
  };
}, 180_000);
afterEach(async () => {
  await Promise.all(started.splice(0).map((program) => program.dispose()));
});
afterAll(() => world?.close());

const keep = <Kept extends Program>(program: Kept): Kept => {
  started.push(program);
  return program;
};
const start = (own: Settings = {}): Program => keep(Program.start({ ...settings, ...own }));
const listening = async (own: Settings = {}): Promise<Program> =>
  keep(await Program.listening({ ...settings, ...own }));

const PATIENCE = { timeout: 10_000, interval: 20 };

async function isRefused(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const error = await new Promise<Error | null>((resolve) => {
    socket.once('error', resolve).once('connect', () => resolve(null));
  });
  socket.destroy();
  if (!error) throw new Error('still taken');
}

describe('a start that can not be', () => {
  it('names every fault of the configuration at once, without the values, and ends with 1', async () => {
    const program = keep(
      Program.start({
        PORT: 'x',
        NODE_ENV: 'staging',
        JWT_SECRET: 'hunter2',
        DATABASE_URL: 'postgres://root:hunter3@db/x',
        REDIS_URL: 'redis://cache:6379',
        GRAPHQL_MAX_DEPTH: '0',
        RATE_LIMITS: 'sometimes',
        ATTACHMENT_TYPES: 'images',
      }),
    );
    expect(await program.ended()).toBe(1);
    const { output } = program;
    for (const name of [
      'PORT',
      'NODE_ENV',
      'JWT_SECRET',
      'DATABASE_URL',
      'GRAPHQL_MAX_DEPTH',
      'RATE_LIMITS',
      'ATTACHMENT_TYPES',
    ])
      expect(output).toMatch(new RegExp(`^  - ${name}: `, 'm'));
    expect(output).not.toMatch(/hunter|\bat .*\.js/);
  });

  it.each([
    ['REDIS_URL', { REDIS_URL: 'redis://127.0.0.1:1' }],
    ['MULTI_NODE', { MULTI_NODE: 'on' }],
  ])('wants a secret and a shared database when %s says that there are several nodes', async (_, own) => {
    const program = keep(Program.start({ DATA_DIR: settings.DATA_DIR as string, ...own }));
    expect(await program.ended()).toBe(1);
    expect(program.output).toMatch(/- JWT_SECRET: is needed with several nodes/);
    expect(program.output).toMatch(/- DATABASE_URL: must be mysql/);
  });

  it('says that somebody else listens there', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const program = start({ PORT: String(port) });
    expect(await program.ended()).toBe(1);
    expect(program.output).toContain(`Can't listen on 127.0.0.1, port ${port}: something listens there already`);
    expect(program.output).not.toMatch(/\bat .*\.js/);
    other.close();
  });

  it('waits for a database that is away, says so once, and gives up in a sentence', async () => {
    const program = start({
      DATABASE_URL: 'mysql://root:hunter2@127.0.0.1:1/chat',
      DATABASE_START_TIMEOUT_SECONDS: '1',
    });
    expect(await program.ended()).toBe(1);
    expect(program.output.match(/does not answer yet/g)).toHaveLength(1);
    expect(program.output).toMatch(/^The database did not answer within 1 s\. 127\.0\.0\.1:1\/chat: .*ECONNREFUSED/m);
    expect(program.output).not.toMatch(/hunter2|\bat .*\.js/);
  });

  it('says which file is no database', async () => {
    const folder = settings.DATA_DIR as string;
    const file = join(folder, 'damaged.sqlite');
    writeFileSync(file, 'this has never been a database, and will not be one. '.repeat(100));
    const program = keep(Program.start({ DATA_DIR: folder, DATABASE_URL: `sqlite:${file}` }));
    expect(await program.ended()).toBe(1);
    expect(program.output).toContain(`The database can't be opened. ${file}: file is not a database`);
  });
});

describe('a start', () => {
  let early: Person;

  it('says in a few lines where everything is, and warns of what is weak', async () => {
    const program = await listening({ RATE_LIMITS: 'off' });
    await program.says(/RATE_LIMITS=off: nothing is throttled/);
    const lines = program.output.trim().split('\n');
    expect(lines.length).toBeLessThanOrEqual(world.isShared ? 10 : 8);
    expect(program.output).toContain(`Chat        http://localhost:${new URL(program.url).port}/ in a browser`);
    expect(program.output).toContain(`Playground  http://localhost:${new URL(program.url).port}/graphql`);
    expect(program.output).toContain(world.isShared ? '/t_' : 'wireside.sqlite');
    expect(program.output).not.toMatch(/dependencies initialized|Mapped \{|Warning/);
    expect(await (await fetch(`${program.url}/health/ready`)).json()).toMatchObject({ status: 'ok' });
    early = await register(program, 'Early');
  });

  it('makes the secret once, for its owner’s eyes, and keeps it', async ({ skip }) => {
    if (world.isShared) skip('several nodes are given theirs');
    const path = join(settings.DATA_DIR as string, 'jwt-secret');
    const secret = readFileSync(path, 'utf8');
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const program = await listening();
    expect(readFileSync(path, 'utf8')).toBe(secret);
    expect(program.output).not.toContain(secret);
    const again = new HttpDoor(program.url, early.accessToken);
    expect((await again.run('{ me { id } }')).me.id).toBe(early.id);
  });
});

describe('the end', () => {
  it('answers what is under way, closes sockets with 1012 and exits with 0', async () => {
    const program = await listening({ RATE_LIMITS: 'off' });
    const ann = await register(program, 'Ann');
    const live = new SocketDoor(program.url, { token: ann.accessToken });
    const events = live.subscribe('subscription { inbox { __typename } }');
    await events.nextWhere(({ __typename }) => __typename === 'InboxCaughtUp');
    const asking = await RawSocket.ready(program, { token: ann.accessToken });
    const { conversationId } = await ann.createRoom('The last room');

    // Passwords take a while to hash: these are under way for certain when the signal comes.
    const input = { identifier: ann.accountNumber, password: 'wrong' };
    const login = 'mutation ($input: LoginInput!) { login(input: $input) { expiresAt } }';
    const overHttp = [1, 2, 3].map(() => new HttpDoor(program.url).codeOf(login, { input }));
    for (const id of ['1', '2', '3']) asking.subscribe(id, login, { input });
    asking.subscribe('send', SEND, { input: { conversationId, clientMessageId: 'last', text: 'one more' } });
    asking.send({ type: 'ping' });
    const answered = new Set<string>();
    const nextOf = (wanted: string): Promise<unknown> =>
      asking.nextWhere(({ type, id }) => {
        if (type === 'next') answered.add(id);
        return type === wanted;
      });
    // The message may have been sent by then.
    await nextOf('pong');
    const since = performance.now();
    program.signal('SIGTERM');

    expect(await Promise.all(overHttp)).toEqual(Array(3).fill('INVALID_CREDENTIALS'));
    while (answered.size < 4) await nextOf('next');
    expect((await asking.whenClosed()).code).toBe(1012);
    expect((await live.whenClosed()).code).toBe(1012);
    expect(await program.ended()).toBe(0);
    expect(performance.now() - since).toBeLessThan(15_000);
    expect(program.output).not.toMatch(/took too long|ERROR/);
    await live.dispose();
  });

  it('answers a request that comes too late, on a connection that was kept, as GraphQL clients read it', async () => {
    const program = await listening();
    const port = Number(new URL(program.url).port);
    const kept = connect(port, '127.0.0.1').setEncoding('utf8');
    let heard = '';
    kept.on('data', (text: string) => (heard += text));
    const body = JSON.stringify({ query: '{ __typename }' });
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    kept.write(head + body);
    await vi.waitFor(() => expect(heard).toContain('"Query"'), PATIENCE);
    // Half a request holds up the end until the door is closed to newcomers.
    kept.write(head + body.slice(0, 5));
    program.signal('SIGTERM');
    await vi.waitFor(() => isRefused(port), PATIENCE);
    heard = '';
    kept.write(body.slice(5) + head + body);
    await once(kept, 'close');
    const [answer = '', text = ''] = heard.slice(heard.lastIndexOf('HTTP/1.1 ')).split('\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toMatch(/^retry-after: 1$/m);
    expect(answer).toMatch(/^connection: close$/im);
    expect(JSON.parse(text)).toEqual({
      errors: [
        {
          message: 'The server is shutting down; try again',
          extensions: { code: 'UNAVAILABLE', retryable: true, requestId: expect.any(String) },
        },
      ],
    });
    expect(await program.ended()).toBe(0);
  });

  it('comes in order although one client neither answers nor reads, and another has never asked anything', async () => {
    const program = await listening({ SHUTDOWN_TIMEOUT_MS: '4000' });
    const deaf = await RawSocket.open(program);
    deaf.ws.pause();
    const mute = connect(Number(new URL(program.url).port), '127.0.0.1');
    await once(mute, 'connect');
    const since = performance.now();
    program.signal('SIGINT');
    expect(await program.ended()).toBe(0);
    expect(performance.now() - since).toBeLessThan(8000);
    expect(program.output).not.toContain('took too long');
    mute.destroy();
    await deaf.end();
  });
});

describe('logs', () => {
  it.each(['development', 'production'])('of %s hold no secret, no token and no words of a message', async (mode) => {
    const program = await listening({ LOG_LEVEL: 'trace', NODE_ENV: mode, RATE_LIMITS: 'off' });
    const marks = {
      password: 'MARK-password-7f3a',
      text: 'MARK-text-91bc',
      nickname: 'MARK nickname 5c',
      query: 'MARKquery77',
      email: `mark-${mode}@example.org`,
    };
    const door = new HttpDoor(program.url);
    const ann = await register(program, marks.nickname, { password: marks.password, email: marks.email });
    await door.ask('mutation ($input: LoginInput!) { login(input: $input) { expiresAt } }', {
      input: { identifier: ann.accountNumber, password: `${marks.password}-wrong` },
    });
    await door.ask(
      'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { __typename } }',
      {
        input: { identifier: ann.accountNumber },
      },
    );
    await door.ask('mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename } }', {
      input: { token: 'MARK-reset-token', newPassword: marks.password },
    });
    await door.ask('mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { expiresAt } }', {
      input: { refreshToken: 'MARK-refresh-token' },
    });
    const { conversationId } = await ann.createRoom(marks.text);
    const socket = await RawSocket.ready(program, { token: ann.accessToken });
    socket.subscribe('1', SEND, { input: { conversationId, clientMessageId: 'MARK-id', text: marks.text } });
    await socket.next();
    socket.subscribe('2', `{ ${marks.query} }`);
    await socket.nextWhere(({ id }) => id === '2');
    const bad = await RawSocket.open(program);
    bad.send({ type: 'connection_init', payload: { authorization: 'Bearer MARK-bad-token' } });
    await bad.whenClosed();
    const upload = await ann.http.ask(
      'mutation ($input: CreateAttachmentUploadInput!) { createAttachmentUpload(input: $input) { upload { url method } } }',
      { input: { fileName: 'MARK-file.txt', size: 5 } },
    );
    const { url, method } = upload.data.createAttachmentUpload.upload;
    const path = new URL(url).pathname;
    await fetch(`${program.url}${path}`, { method, body: 'MARK!' });
    await fetch(`${program.url}/files/MARK-file-token?signature=MARK-signature`);
    await fetch(`${program.url}/nowhere?secret=MARK-query-string`, {
      headers: { authorization: 'Bearer MARK-header' },
    });
    await fetch(`${program.url}/graphql?query={MARKget}`, { headers: { 'apollo-require-preflight': '1' } });
    await fetch(`${program.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"MARK',
    });

    program.signal('SIGTERM');
    expect(await program.ended()).toBe(0);
    const { output } = program;
    // Something is logged of each request, so that there is something to look through.
    expect(output).toMatch(/answered/);
    expect(output).toMatch(/\/nowhere/);
    expect(output).toMatch(/\/files\/…/);
    const lines = output.split('\n').filter((line) => /MARK/i.test(line));
    expect(lines).toEqual([]);
    for (const secret of [
      ann.accessToken,
      ann.refreshToken,
      path.split('/').at(-1) as string,
      settings.JWT_SECRET ?? 'none',
    ])
      expect(output.includes(secret)).toBe(false);
    if (mode === 'production')
      for (const line of output.trim().split('\n'))
        expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
  });
});
