import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpDoor, SocketDoor, type Door } from './support/clients.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) { accessToken refreshToken expiresAt user { id accountNumber username nickname } }
}`;
const LOGIN = `mutation ($input: LoginInput!) {
  login(input: $input) { accessToken refreshToken expiresAt user { id accountNumber } }
}`;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { accessToken refreshToken expiresAt user { id } }
}`;
const EXTEND = `mutation ($input: ExtendSessionInput!) { extendSession(input: $input) { expiresAt } }`;
const ME = '{ me { id } }';
const SESSIONS = '{ sessions { id createdAt lastUsedAt expiresAt address userAgent current } }';
const REVOKE = 'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { sessionId } }';
const EVERYWHERE = 'mutation ($input: LogoutEverywhereInput!) { logoutEverywhere(input: $input) { endedSessions } }';
const HISTORY = `query ($first: Int, $after: String) {
  loginHistory(first: $first, after: $after) {
    edges { node { id attemptedAt address userAgent succeeded } } pageInfo { hasNextPage endCursor }
  }
}`;

let world: World;
let node: ServerNode;
let stranger: Person;
const sockets: SocketDoor[] = [];

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  stranger = await register(node);
});
afterAll(async () => {
  await Promise.all(sockets.map((socket) => socket.dispose()));
  await world.close();
});

function socket(token?: string): SocketDoor {
  const opened = new SocketDoor(node.url, { token: token ?? null });
  sockets.push(opened);
  return opened;
}

const http = (token: string | null = null, headers: Record<string, string> = {}) =>
  new HttpDoor(node.url, token, headers);

/** Signing in works through both doors, and a socket needs no token for it. */
const doors: Record<string, () => Door> = {
  'over HTTP': () => http(),
  'over a socket without a token': () => socket(),
};

for (const [how, door] of Object.entries(doors))
  describe(`register and login ${how}`, () => {
    it('register answers tokens and the user, who is signed in', async () => {
      const { register: payload } = await door().run(REGISTER, {
        input: { nickname: 'Ada', password: PASSWORD, passwordConfirmation: PASSWORD, sex: 'FEMALE' },
      });
      expect(payload.user).toMatchObject({ nickname: 'Ada', username: null });
      expect(payload.user.accountNumber).toMatch(/^\d{9,10}$/);
      expect(Date.parse(payload.expiresAt)).toBeGreaterThan(Date.now());
      expect(await http(payload.accessToken).run(ME)).toEqual({ me: { id: payload.user.id } });
    });

    it('login takes a chosen account number, a username and an e-mail address', async () => {
      const suffix = how.length;
      const names = { accountNumber: `6000${suffix}`, username: `user.${suffix}`, email: `user${suffix}@example.org` };
      await door().run(REGISTER, { input: { nickname: 'N', password: PASSWORD, ...names } });
      for (const identifier of Object.values(names)) {
        const { login } = await door().run(LOGIN, {
          input: { identifier: identifier.toUpperCase(), password: PASSWORD },
        });
        expect(login.user.accountNumber).toBe(names.accountNumber);
      }
    });

    it('login answers unknown accounts and wrong passwords alike', async () => {
      const refusals = await Promise.all(
        [stranger.accountNumber, '999999999999', 'nobody', 'nobody@example.org'].map(async (identifier) => {
          const { errors } = await door().ask(LOGIN, { input: { identifier, password: 'not the password' } });
          const { requestId, ...shown } = errors![0]!.extensions;
          expect(requestId).toBeTruthy();
          return JSON.stringify([errors![0]!.message, shown]);
        }),
      );
      expect(new Set(refusals)).toEqual(new Set([refusals[0]]));
      expect(refusals[0]).toContain('INVALID_CREDENTIALS');
    });
  });

describe('register', () => {
  const refusal = async (input: object) => {
    const { errors } = await http().ask(REGISTER, { input: { nickname: 'N', password: PASSWORD, ...input } });
    return [errors?.[0]?.extensions.code, errors?.[0]?.extensions.field];
  };

  it('refuses what is taken', async () => {
    await register(node, 'First', { accountNumber: '51111', username: 'first', email: 'first@example.org' });
    expect(await refusal({ accountNumber: '51111' })).toEqual(['ACCOUNT_NUMBER_TAKEN', 'accountNumber']);
    expect(await refusal({ username: 'FIRST' })).toEqual(['USERNAME_TAKEN', 'username']);
    expect(await refusal({ email: 'First@Example.org' })).toEqual(['EMAIL_TAKEN', 'email']);
  });

  it.each([
    [{ nickname: '' }, 'nickname'],
    [{ nickname: '   ' }, 'nickname'],
    [{ nickname: 'a\u0000b' }, 'nickname'],
    [{ nickname: '\u202eevil' }, 'nickname'],
    [{ nickname: 'lone \ud800 surrogate' }, 'nickname'],
    [{ nickname: 'x'.repeat(65) }, 'nickname'],
    [{ password: 'short' }, 'password'],
    [{ password: 'x'.repeat(257) }, 'password'],
    [{ password: 'same.as.username', username: 'Same.As.Username' }, 'password'],
    [{ passwordConfirmation: `${PASSWORD} ` }, 'passwordConfirmation'],
    [{ accountNumber: '1234' }, 'accountNumber'],
    [{ accountNumber: '012345' }, 'accountNumber'],
    [{ accountNumber: '12345a' }, 'accountNumber'],
    [{ username: '12345' }, 'username'],
    [{ username: 'a@b.org' }, 'username'],
    [{ email: 'nonsense' }, 'email'],
    [{ email: 'a\r\nBcc: x@y.org' }, 'email'],
    [{ email: `${'a'.repeat(250)}@example.org` }, 'email'],
    [{ birthday: '2023-02-30' }, 'birthday'],
    [{ birthday: '2999-01-01' }, 'birthday'],
    [{ birthday: '1899-12-31' }, 'birthday'],
    [{ signature: 'x'.repeat(281) }, 'signature'],
    [{ phone: 'call me' }, 'phone'],
    [{ sex: null }, 'sex'],
  ])('refuses %j', async (input, field) => {
    expect(await refusal(input)).toEqual(['INVALID_INPUT', field]);
  });

  it('never shows a password or its hash', async () => {
    expect(await stranger.http.codeOf('{ me { password } }')).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await stranger.http.codeOf('{ me { passwordHash } }')).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('refreshSession', () => {
  it('renews the session, also for two tabs at once, and notices a stolen token', async () => {
    const person = await register(node);
    const refresh = (refreshToken: string) => http().run(REFRESH, { input: { refreshToken } });
    const [one, other] = await Promise.all([refresh(person.refreshToken), refresh(person.refreshToken)]);
    expect(one.refreshSession.user.id).toBe(person.id);
    expect(one.refreshSession.refreshToken).toBe(other.refreshSession.refreshToken);
    expect(await http(one.refreshSession.accessToken).codeOf(ME)).toBeNull();
    expect(await http(other.refreshSession.accessToken).codeOf(ME)).toBeNull();
    await refresh(one.refreshSession.refreshToken);
  });

  it('refuses garbage, access tokens and tokens of ended sessions', async () => {
    const person = await register(node);
    const codeOf = (refreshToken: string) => http().codeOf(REFRESH, { input: { refreshToken } });
    for (const token of ['', 'x', person.accessToken, 'x'.repeat(1000)])
      expect(await codeOf(token)).toBe('INVALID_TOKEN');
    expect(await codeOf('x'.repeat(2000))).toBe('INVALID_INPUT');
    await person.http.run('mutation { logout { sessionId } }');
    expect(await codeOf(person.refreshToken)).toBe('INVALID_TOKEN');
  });
});

describe('logout', () => {
  it('kills the tokens at once and closes the sockets of this session only', async () => {
    const person = await register(node);
    const phone = await person.secondDevice();
    const socketHere = socket(person.accessToken);
    const socketThere = socket(phone.accessToken);
    await Promise.all([socketHere.run(ME), socketThere.run(ME)]);
    await person.http.run('mutation { logout { sessionId } }');
    expect(await person.http.codeOf(ME)).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf('mutation { logout { sessionId } }')).toBe('UNAUTHENTICATED');
    expect((await socketHere.whenClosed()).code).toBe(4403);
    expect(await socketThere.codeOf(ME)).toBeNull();
    expect(await phone.http.codeOf(ME)).toBeNull();
  });

  it('works over the socket that it closes', async () => {
    const person = await register(node);
    const own = socket(person.accessToken);
    await own.ask('mutation { logout { sessionId } }').catch(() => undefined);
    expect((await own.whenClosed()).code).toBe(4403);
    expect(await person.http.codeOf(ME)).toBe('UNAUTHENTICATED');
  });
});

describe('sessions', () => {
  it('are listed, revoked one by one, and all at once', async () => {
    const person = await register(node);
    const [phone, tablet] = [await person.secondDevice(), await person.secondDevice()];
    const { sessions } = await person.http.run(SESSIONS);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
    expect(sessions[0].address).toMatch(/127\.0\.0\.1|::1/);

    const own = (await phone.http.run(SESSIONS)).sessions.find((session: { current: boolean }) => session.current);
    const open = socket(phone.accessToken);
    await open.run(ME);
    const revoke = { input: { sessionId: own.id } };
    expect(await stranger.http.codeOf(REVOKE, revoke)).toBe('NOT_FOUND');
    expect(await http().codeOf(REVOKE, revoke)).toBe('UNAUTHENTICATED');
    expect(await person.http.run(REVOKE, revoke)).toEqual({ revokeSession: { sessionId: own.id } });
    expect(await person.http.codeOf(REVOKE, revoke)).toBeNull();
    expect((await open.whenClosed()).code).toBe(4403);
    expect(await phone.http.codeOf(ME)).toBe('UNAUTHENTICATED');

    expect(await person.http.run(EVERYWHERE, { input: { exceptCurrent: true } })).toEqual({
      logoutEverywhere: { endedSessions: 1 },
    });
    expect(await tablet.http.codeOf(ME)).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf(ME)).toBeNull();
    await person.http.run(EVERYWHERE, { input: {} });
    expect(await person.http.codeOf(ME)).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf(SESSIONS)).toBe('UNAUTHENTICATED');
  });

  it('ended on one node are ended on every node', async () => {
    if (!world.isShared) return;
    const other = await world.startNode();
    const person = await register(node);
    const there = person.socket({ node: other });
    await there.run(ME);
    await person.http.run('mutation { logout { sessionId } }');
    expect(await person.on(other).http.codeOf(ME)).toBe('UNAUTHENTICATED');
    expect((await there.whenClosed()).code).toBe(4403);
    await person.close();
    await other.close();
  });
});

describe('loginHistory', () => {
  it('tells the owner of right and wrong attempts, the latest first, page by page', async () => {
    const person = await register(node);
    await http(null, { 'user-agent': 'burglar' }).ask(LOGIN, {
      input: { identifier: person.accountNumber, password: 'not the password' },
    });
    const read = async (variables: object) => (await person.http.run(HISTORY, { ...variables })).loginHistory;
    await expect.poll(async () => (await read({})).edges.length, { timeout: 5000 }).toBe(2);
    const first = await read({ first: 1 });
    expect(first.edges[0].node).toMatchObject({ succeeded: false, userAgent: 'burglar' });
    const second = await read({ first: 5, after: first.pageInfo.endCursor });
    expect(second.edges.map((edge: { node: { succeeded: boolean } }) => edge.node.succeeded)).toEqual([true]);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('needs a sign-in and a sane page', async () => {
    expect(await http().codeOf(HISTORY)).toBe('UNAUTHENTICATED');
    expect(await stranger.http.codeOf(HISTORY, { first: 101 })).toBe('INVALID_INPUT');
    expect(await stranger.http.codeOf(HISTORY, { after: 'x' })).toBe('INVALID_CURSOR');
  });
});

describe('extendSession', () => {
  it('lets an open socket live as long as the fresh token', async () => {
    const person = await register(node);
    const open = socket(person.accessToken);
    await open.run(ME);
    const { refreshSession } = await http().run(REFRESH, { input: { refreshToken: person.refreshToken } });
    const { extendSession } = await open.run(EXTEND, { input: { accessToken: refreshSession.accessToken } });
    expect(Date.parse(extendSession.expiresAt)).toBe(Date.parse(refreshSession.expiresAt));
    await person.http.run('mutation { logout { sessionId } }');
    expect((await open.whenClosed()).code).toBe(4403);
  });

  it('refuses HTTP, other people’s tokens and bad ones, and leaves the socket as it was', async () => {
    const person = await register(node);
    const open = socket(person.accessToken);
    const codeOf = (door: Door, accessToken: string) => door.codeOf(EXTEND, { input: { accessToken } });
    expect(await codeOf(person.http, person.accessToken)).toBe('FORBIDDEN');
    expect(await codeOf(open, stranger.accessToken)).toBe('FORBIDDEN');
    expect(await codeOf(open, 'x.y.z')).toBe('UNAUTHENTICATED');
    expect(await codeOf(open, person.refreshToken)).toBe('UNAUTHENTICATED');
    expect(await codeOf(socket(), person.accessToken)).toBe('UNAUTHENTICATED');
    expect(await open.codeOf(ME)).toBeNull();
  });
});

describe('an access token that has expired', () => {
  it('is refused, and its socket closed, within moments; the refresh token goes on', async () => {
    const short = await world.startNode({ ACCESS_TOKEN_TTL_SECONDS: '5' });
    const person = await register(short);
    const open = person.socket();
    await open.run(ME);
    expect((await open.whenClosed(9000)).code).toBe(4403);
    const { errors } = await person.http.ask(ME);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'expired' });
    const { refreshSession } = await new HttpDoor(short.url).run(REFRESH, {
      input: { refreshToken: person.refreshToken },
    });
    expect(await new HttpDoor(short.url, refreshSession.accessToken).codeOf(ME)).toBeNull();
    await person.close();
    await short.close();
  });
});

describe('throttles', () => {
  it('hold for signing in and registering, and say when to come back', async () => {
    const strict = await world.startNode({ RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1,::1,::ffff:127.0.0.1' });
    const from = (address: string) => new HttpDoor(strict.url, null, { 'x-forwarded-for': address });
    const guess = { input: { identifier: stranger.accountNumber, password: 'not the password' } };
    const codes: (string | null)[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) codes.push(await from('192.0.2.7').codeOf(LOGIN, guess));
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('INVALID_CREDENTIALS'));
    const { errors } = await from('192.0.2.7').ask(LOGIN, guess);
    expect(errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    expect(errors?.[0]?.extensions.retryAfterSeconds).toBeGreaterThan(0);
    const right = { input: { identifier: stranger.accountNumber, password: PASSWORD } };
    expect(await from('192.0.2.8').codeOf(LOGIN, right)).toBeNull();
    await strict.close();
  });
});
