import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProfilesService } from '../../users/profiles.service.js';
import { AuthWorld, CLIENT, codeOf, PASSWORD } from '../../../../test/support/auth-world.js';
import { SignInService, type SignedIn } from '../sign-in/sign-in.service.js';
import { NewPasswordService } from './new-password.service.js';
import { PasswordChangeService } from './password-change.service.js';
import { PasswordResetService } from './password-reset.service.js';
import { passwordFault } from './password.policy.js';

const NEW_PASSWORD = 'an entirely new one';

let world: AuthWorld;
beforeAll(async () => (world = await AuthWorld.open({ PASSWORD_RESET_URL: 'https://chat.example.org/set?lang=en' })));
afterAll(() => world[Symbol.asyncDispose]());

const login = ({ user }: SignedIn, password: string) =>
  world.get(SignInService).login(user.accountNumber, password, CLIENT);
const reset = (token: string, password = NEW_PASSWORD) => world.get(NewPasswordService).reset(token, password, '::1');

let people = 0;

async function personWithLink(): Promise<{ person: SignedIn; email: string; token: string }> {
  people += 1;
  const email = `person${people}@example.org`;
  const person = await world.register({ email });
  await world.get(PasswordResetService).request(email.toUpperCase(), '::1');
  const mail = (await world.mails()).find(({ to }) => to === email);
  const link = new URL(/https:\S+/.exec(mail!.text)![0]);
  expect(`${link.origin}${link.pathname}`).toBe('https://chat.example.org/set');
  expect(link.searchParams.get('lang')).toBe('en');
  return { person, email, token: link.searchParams.get('token')! };
}

describe('a password reset', () => {
  it('mails a link that sets a new password once and ends all sessions', async () => {
    const { person, token } = await personWithLink();
    await reset(token);
    expect(await codeOf(world.viewer(person.pair.accessToken))).toBe('UNAUTHENTICATED');
    expect(await codeOf(login(person, PASSWORD))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(login(person, NEW_PASSWORD))).toBe('ok');
    expect(await codeOf(reset(token))).toBe('INVALID_TOKEN');
  });

  it('lets one of many who race with a link use it', async () => {
    const { token } = await personWithLink();
    const codes = await Promise.all(
      Array.from({ length: 5 }, (_, index) => codeOf(reset(token, `${NEW_PASSWORD} ${index}`))),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect(codes.filter((code) => code === 'INVALID_TOKEN')).toHaveLength(4);
  });

  it('says the same, and mails nothing, for nobody and for people without an address', async () => {
    const { user } = await world.register();
    const before = (await world.mails()).length;
    await world.get(PasswordResetService).request(user.accountNumber, '::1');
    await world.get(PasswordResetService).request('nobody@example.org', '::1');
    expect(await world.mails()).toHaveLength(before);
  });

  it('keeps the link good when the new password is refused', async () => {
    const { person, email, token } = await personWithLink();
    expect(await codeOf(reset(token, email))).toBe('INVALID_INPUT');
    expect(await codeOf(reset(token))).toBe('ok');
    expect(await codeOf(login(person, NEW_PASSWORD))).toBe('ok');
  });

  it('dies with time, and when the account gets another address, which the former one is told', async () => {
    const expired = await personWithLink();
    await world.execute('UPDATE password_resets SET expires_at = 1 WHERE user_id = ?', [expired.person.user.id]);
    expect(await codeOf(reset(expired.token))).toBe('INVALID_TOKEN');

    const moved = await personWithLink();
    const viewer = await world.viewer(moved.person.pair.accessToken);
    await world.get(ProfilesService).update(viewer, { email: 'elsewhere@example.org' });
    expect(await codeOf(reset(moved.token))).toBe('INVALID_TOKEN');
    expect((await world.mails()).at(-1)).toMatchObject({ to: moved.email, subject: 'Your e-mail address was changed' });
  });

  it('refuses garbage', async () => {
    for (const token of ['', 'x', '💥'.repeat(100)]) expect(await codeOf(reset(token))).toBe('INVALID_TOKEN');
  });
});

describe('changing the password', () => {
  it('asks for the present one, ends the other sessions and kills links that were mailed', async () => {
    const { person, token } = await personWithLink();
    const other = await login(person, PASSWORD);
    const viewer = await world.viewer(person.pair.accessToken);
    const change = world.get(PasswordChangeService);
    expect(await codeOf(change.change(viewer, 'not the password', NEW_PASSWORD))).toBe('INVALID_CREDENTIALS');
    expect(await change.change(viewer, PASSWORD, NEW_PASSWORD)).toBe(1);
    expect(await codeOf(world.viewer(other.pair.accessToken))).toBe('UNAUTHENTICATED');
    expect(await codeOf(world.viewer(person.pair.accessToken))).toBe('ok');
    expect(await codeOf(reset(token))).toBe('INVALID_TOKEN');
    expect(await codeOf(login(person, NEW_PASSWORD))).toBe('ok');
  });

  it('leaves no session that was opened with the old password while it was being changed', async () => {
    const { person, token } = await personWithLink();
    const attempts = Array.from({ length: 6 }, () => login(person, PASSWORD).catch(() => null));
    const [, ...signedIn] = await Promise.all([reset(token), ...attempts]);
    for (const session of signedIn.filter((result): result is SignedIn => result !== null))
      expect(await codeOf(world.viewer(session.pair.accessToken))).toBe('UNAUTHENTICATED');
  });
});

describe('the password policy', () => {
  it('counts characters, not units, and takes any', () => {
    expect(passwordFault('1234567')).toBe('minLength');
    expect(passwordFault('🍣'.repeat(7))).toBe('minLength');
    expect(passwordFault('🍣'.repeat(256))).toBeNull();
    expect(passwordFault('🍣'.repeat(257))).toBe('maxLength');
    expect(passwordFault(' \t\u0000 \u202e   ')).toBeNull();
    expect(passwordFault('abcdefgh\ud800')).toBe('text');
  });
});
