import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hash } from '@node-rs/argon2';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { AuthWorld, CLIENT, codeOf, PASSWORD } from '../../../../test/support/auth-world.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { MAX_SESSIONS, SessionsService } from '../sessions/sessions.service.js';
import { SessionListService } from '../sessions/session-list.service.js';
import { BackgroundWork } from '../background-work.js';
import { LoginLog } from './login-log.js';
import { SignInService } from './sign-in.service.js';

describe('registering', () => {
  let world: AuthWorld;
  beforeAll(async () => (world = await AuthWorld.open()));
  afterAll(() => world[Symbol.asyncDispose]());

  it('assigns a number of 9 to 10 digits when none is chosen, and signs in at once', async () => {
    const { user, pair } = await world.register();
    expect(user.accountNumber).toMatch(/^[1-9]\d{8,9}$/);
    expect(await world.viewer(pair.accessToken)).toMatchObject({ userId: user.id, isAdmin: false, ticket: null });
  });

  it('stores no password and no refresh token in clear', async () => {
    const { user, pair } = await world.register();
    const [credential] = await world.query<{ password_hash: string }>(
      'SELECT password_hash FROM credentials WHERE user_id = ?',
      [user.id],
    );
    expect(credential?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(await world.query('SELECT * FROM refresh_tokens'))).not.toContain(pair.refreshToken);
  });

  it('refuses a name that is taken, in whatever case, and leaves nothing behind', async () => {
    const first = await world.register({ accountNumber: '77001', username: 'Ada', email: 'ada@example.org' });
    const before = await world.query('SELECT id FROM sessions');
    expect(await codeOf(world.register({ accountNumber: '77001' }))).toBe('ACCOUNT_NUMBER_TAKEN');
    expect(await codeOf(world.register({ username: 'aDA' }))).toBe('USERNAME_TAKEN');
    expect(await codeOf(world.register({ email: 'ADA@Example.org' }))).toBe('EMAIL_TAKEN');
    expect(await world.query('SELECT id FROM sessions')).toHaveLength(before.length);
    expect(first.user.username).toBe('Ada');
  });

  it('lets one of many who race for a name have it and tells the others which', async () => {
    const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(world.register({ username: 'racer' }))));
    expect(codes.sort()).toEqual([
      'USERNAME_TAKEN',
      'USERNAME_TAKEN',
      'USERNAME_TAKEN',
      'USERNAME_TAKEN',
      'USERNAME_TAKEN',
      'USERNAME_TAKEN',
      'USERNAME_TAKEN',
      'ok',
    ]);
  });

  it('refuses a confirmation that differs and a password that is a name', async () => {
    expect(await codeOf(world.register({ passwordConfirmation: `${PASSWORD}!` }))).toBe('INVALID_INPUT');
    expect(await codeOf(world.register({ username: 'longusername', password: 'LongUserName' }))).toBe('INVALID_INPUT');
    expect(await codeOf(world.register({ passwordConfirmation: PASSWORD }))).toBe('ok');
  });
});

describe('signing in', () => {
  let world: AuthWorld;
  let signIn: SignInService;
  beforeAll(async () => {
    world = await AuthWorld.open();
    signIn = world.get(SignInService);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('takes account number, username and e-mail address in any case', async () => {
    const { user } = await world.register({ accountNumber: '88001', username: 'Grace', email: 'grace@example.org' });
    for (const identifier of ['88001', 'gRACE', ' GRACE@example.ORG '])
      expect((await signIn.login(identifier, PASSWORD, CLIENT)).user.id).toBe(user.id);
  });

  it('takes a password typed in another Unicode form', async () => {
    const { user } = await world.register({ password: 'sch\u00f6ne Gr\u00fc\u00dfe' });
    const { pair } = await signIn.login(user.accountNumber, 'scho\u0308ne Gru\u0308\u00dfe', CLIENT);
    expect((await world.viewer(pair.accessToken)).userId).toBe(user.id);
  });

  it('answers an unknown account exactly as a wrong password', async () => {
    const { user } = await world.register();
    const refusals = await Promise.all(
      [user.accountNumber, '99999999', 'nobody@example.org', 'no such form!'].map((identifier) =>
        signIn.login(identifier, 'wrong password', CLIENT).catch((error: Error) => JSON.stringify(error)),
      ),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain('INVALID_CREDENTIALS');
  });

  it('keeps both the right and the wrong attempts in the history, the latest first', async () => {
    const { user, pair } = await world.register();
    await codeOf(signIn.login(user.accountNumber, 'wrong password', CLIENT));
    await world.get(BackgroundWork).settled();
    await signIn.login(user.accountNumber, PASSWORD, { ...CLIENT, userAgent: 'phone' });
    const { edges } = await world.get(LoginLog).page(await world.viewer(pair.accessToken), {});
    expect(edges.map(({ node }) => [node.succeeded, node.userAgent])).toEqual([
      [true, 'phone'],
      [false, 'spec'],
      [true, 'spec'],
    ]);
  });

  it('renews a hash that was made with weaker parameters', async () => {
    const { user } = await world.register();
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await world.execute('UPDATE credentials SET password_hash = ? WHERE user_id = ?', [weak, user.id]);
    expect(world.get(PasswordHasher).isOutdated(weak)).toBe(true);
    await signIn.login(user.accountNumber, PASSWORD, CLIENT);
    const [row] = await world.query<{ hash: string }>(
      'SELECT password_hash AS hash FROM credentials WHERE user_id = ?',
      [user.id],
    );
    expect(world.get(PasswordHasher).isOutdated(row!.hash)).toBe(false);
    expect(await codeOf(signIn.login(user.accountNumber, PASSWORD, CLIENT))).toBe('ok');
  });

  it(`ends the least recently used session when there are more than ${MAX_SESSIONS}`, async () => {
    const { user, pair } = await world.register();
    const viewer = await world.viewer(pair.accessToken);
    await world.execute('UPDATE sessions SET last_used_at = 1 WHERE id = ?', [viewer.sessionId]);
    const sessions = world.get(SessionsService);
    for (let count = 0; count < MAX_SESSIONS; count += 1)
      await world.get(UnitOfWork).run((tx) => sessions.open(tx, user.id, CLIENT));
    expect(await world.get(SessionListService).list(viewer)).toHaveLength(MAX_SESSIONS);
    expect(await codeOf(world.viewer(pair.accessToken))).toBe('UNAUTHENTICATED');
  });
});

describe('throttles', () => {
  it('stop guessing at one account, whether or not it exists, and leave other people alone', async () => {
    await using world = await AuthWorld.open({ RATE_LIMITS: 'on' });
    const signIn = world.get(SignInService);
    const { user } = await world.register();
    const { user: other } = await world.register();
    for (const identifier of [user.accountNumber, 'nobody@example.org']) {
      const codes: string[] = [];
      for (let attempt = 0; attempt < 11; attempt += 1)
        codes.push(await codeOf(signIn.login(identifier, 'wrong', CLIENT)));
      expect(codes).toEqual([...Array<string>(10).fill('INVALID_CREDENTIALS'), 'RATE_LIMITED']);
    }
    expect(await codeOf(signIn.login(user.accountNumber, PASSWORD, CLIENT))).toBe('RATE_LIMITED');
    expect(await codeOf(signIn.login(other.accountNumber, PASSWORD, CLIENT))).toBe('ok');
    const elsewhere = { ...CLIENT, address: '192.0.2.2' };
    expect(await codeOf(signIn.login(user.accountNumber, PASSWORD, elsewhere))).toBe('ok');
  });
});
