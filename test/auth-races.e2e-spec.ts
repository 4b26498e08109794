import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountsService } from '../src/modules/auth/accounts.service.js';
import { NewPasswordService } from '../src/modules/auth/passwords/new-password.service.js';
import { PasswordChangeService } from '../src/modules/auth/passwords/password-change.service.js';
import { PasswordResetService } from '../src/modules/auth/passwords/password-reset.service.js';
import { SessionListService } from '../src/modules/auth/sessions/session-list.service.js';
import { SessionRefreshService } from '../src/modules/auth/sessions/session-refresh.service.js';
import { SignInService, type SignedIn } from '../src/modules/auth/sign-in/sign-in.service.js';
import { ProfilesService } from '../src/modules/users/profiles.service.js';
import { AuthWorld, CLIENT, codeOf, PASSWORD } from './support/auth-world.js';
import { createWorld, type World } from './support/server.js';

const NEW_PASSWORD = 'an entirely new one';

let services: World;
let world: AuthWorld;
beforeAll(async () => {
  services = await createWorld();
  world = await AuthWorld.open(services.settings);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await services.close();
});

const login = ({ user }: SignedIn, password = PASSWORD) =>
  world.get(SignInService).login(user.accountNumber, password, CLIENT);
const refresh = (token: string) => world.get(SessionRefreshService).refresh(token, CLIENT);
const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const tally = (codes: readonly string[]) =>
  Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((other) => other === code).length]));

async function linkFor(person: SignedIn): Promise<string> {
  await world.get(PasswordResetService).request(person.user.accountNumber, '::1');
  const mail = (await world.mails()).findLast(({ to }) => to === person.user.email);
  return /token=([\w-]+)/.exec(mail!.text)![1]!;
}

describe('at the same instant', () => {
  it('a name is taken once', async () => {
    expect(tally(await times(10, () => codeOf(world.register({ username: 'wanted' }))))).toEqual({
      USERNAME_TAKEN: 9,
      ok: 1,
    });
    expect(tally(await times(10, () => codeOf(world.register({ accountNumber: '123456' }))))).toEqual({
      ACCOUNT_NUMBER_TAKEN: 9,
      ok: 1,
    });
    const people = await times(8, async () => world.viewer((await world.register()).pair.accessToken));
    const update = (index: number) => world.get(ProfilesService).update(people[index]!, { email: 'one@example.org' });
    expect(tally(await times(8, (index) => codeOf(update(index))))).toEqual({ EMAIL_TAKEN: 7, ok: 1 });
  });

  it('refreshes give one chain of tokens, round after round', async () => {
    let token = (await world.register()).pair.refreshToken;
    for (let round = 0; round < 4; round += 1) {
      const answers = await times(6, () => refresh(token));
      const successors = new Set(answers.map(({ pair }) => pair.refreshToken));
      expect(successors.size).toBe(1);
      [token] = [...successors] as [string];
    }
  });

  it('a mailed link is used once', async () => {
    const person = await world.register({ email: 'linked@example.org' });
    const token = await linkFor(person);
    const reset = (index: number) => world.get(NewPasswordService).reset(token, `${NEW_PASSWORD} ${index}`, '::1');
    expect(tally(await times(6, (index) => codeOf(reset(index))))).toEqual({ INVALID_TOKEN: 5, ok: 1 });
  });

  it('no session survives a reset, whatever was signing in or refreshing meanwhile', async () => {
    const person = await world.register({ email: 'raced@example.org' });
    const token = await linkFor(person);
    const [, signedIn, refreshed] = await Promise.all([
      world.get(NewPasswordService).reset(token, NEW_PASSWORD, '::1'),
      times(6, () => login(person).catch(() => null)),
      times(3, () => refresh(person.pair.refreshToken).catch(() => null)),
    ]);
    for (const session of [...signedIn, ...refreshed])
      if (session) expect(await codeOf(world.viewer(session.pair.accessToken))).toBe('UNAUTHENTICATED');
    expect(await codeOf(login(person, NEW_PASSWORD))).toBe('ok');
  });

  it('only one of two who change the password has changed it', async () => {
    const person = await world.register();
    const viewer = await world.viewer(person.pair.accessToken);
    const change = (index: number) =>
      world.get(PasswordChangeService).change(viewer, PASSWORD, `${NEW_PASSWORD} ${index}`);
    expect(tally(await times(4, (index) => codeOf(change(index))))).toEqual({ INVALID_CREDENTIALS: 3, ok: 1 });
  });

  it('a deleted account keeps no session, whatever was signing in meanwhile', async () => {
    const person = await world.register();
    const viewer = await world.viewer(person.pair.accessToken);
    const [deleted, signedIn] = await Promise.all([
      codeOf(world.get(AccountsService).deleteOwn(viewer, PASSWORD)),
      times(6, () => login(person).catch(() => null)),
      times(3, () => codeOf(world.get(ProfilesService).update(viewer, { nickname: 'Late' }))),
    ]);
    expect(deleted).toBe('ok');
    for (const session of signedIn)
      if (session) expect(await codeOf(world.viewer(session.pair.accessToken))).toBe('UNAUTHENTICATED');
    const left = await world.query('SELECT user_id FROM credentials WHERE user_id = ?', [person.user.id]);
    expect(left).toEqual([]);
  });

  it('ending sessions from all sides ends them once', async () => {
    const person = await world.register();
    const others = await times(5, () => login(person));
    const viewer = await world.viewer(person.pair.accessToken);
    const list = world.get(SessionListService);
    const ids = await Promise.all(others.map(async ({ pair }) => (await world.viewer(pair.accessToken)).sessionId));
    await Promise.all([
      list.endAll(viewer, true),
      list.endAll(viewer, true),
      ...ids.map((id) => list.revoke(viewer, id)),
      ...others.map(({ pair }) => refresh(pair.refreshToken).catch(() => null)),
    ]);
    expect((await list.list(viewer)).map(({ id }) => id)).toEqual([viewer.sessionId]);
  });
});
