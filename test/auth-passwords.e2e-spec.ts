import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackgroundWork } from '../src/modules/auth/background-work.js';
import { HttpDoor } from './support/clients.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const REQUEST = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { accepted } }';
const RESET = 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { changed } }';
const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { endedSessions } }';
const DELETE = 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { userId } }';
const ADMIN_DELETE = 'mutation ($input: AdminDeleteUserInput!) { adminDeleteUser(input: $input) { userId } }';
const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';
const ME = '{ me { id } }';
const NEW_PASSWORD = 'an entirely new one';

let world: World;
let node: ServerNode;
let anybody: HttpDoor;

beforeAll(async () => {
  world = await createWorld({ ADMIN_ACCOUNTS: '10000' });
  node = await world.startNode();
  anybody = new HttpDoor(node.url);
});
afterAll(() => world.close());

/** The mails that were written to a person's address, in no order. */
async function mailsTo(email: string): Promise<string[]> {
  await node.app.get(BackgroundWork, { strict: false }).settled();
  const folder = join(world.settings.DATA_DIR!, 'mail');
  const files = await readdir(folder).catch(() => []);
  const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return mails.filter((mail) => mail.includes(email)).map((mail) => mail.replace(/=\r?\n/g, '').replaceAll('=3D', '='));
}

const canLogIn = async ({ accountNumber }: Person, password: string) =>
  (await anybody.codeOf(LOGIN, { input: { identifier: accountNumber, password } })) ?? 'ok';

describe('a forgotten password', () => {
  it('is replaced by way of a mailed link, once, and all sessions end', async () => {
    const person = await register(node, 'Forgetful', { email: 'forgetful@example.org', username: 'forgetful' });
    const open = person.socket();
    await open.run(ME);
    const request = { input: { identifier: 'FORGETFUL' } };
    expect(await anybody.run(REQUEST, request)).toEqual({ requestPasswordReset: { accepted: true } });
    const [mail] = await mailsTo('forgetful@example.org');
    const token = /reset-password\?token=([\w-]+)/.exec(mail!)![1]!;

    expect(await anybody.codeOf(RESET, { input: { token, newPassword: 'short' } })).toBe('INVALID_INPUT');
    const reset = { input: { token, newPassword: NEW_PASSWORD } };
    expect(await anybody.run(RESET, reset)).toEqual({ resetPassword: { changed: true } });
    expect(await anybody.codeOf(RESET, reset)).toBe('INVALID_TOKEN');
    expect(await person.http.codeOf(ME)).toBe('UNAUTHENTICATED');
    expect((await open.whenClosed()).code).toBe(4403);
    expect(await canLogIn(person, PASSWORD)).toBe('INVALID_CREDENTIALS');
    expect(await canLogIn(person, NEW_PASSWORD)).toBe('ok');
    await person.close();
  });

  it('gets the same answer for accounts that don’t exist or have no address', async () => {
    const person = await register(node);
    for (const identifier of [person.accountNumber, '999999999999', 'nobody', 'nobody@example.org', '%'])
      expect(await anybody.run(REQUEST, { input: { identifier } })).toEqual({
        requestPasswordReset: { accepted: true },
      });
    expect(await mailsTo('nobody@example.org')).toEqual([]);
  });

  it('refuses forged tokens', async () => {
    for (const token of ['', 'x', 'null', "' OR 1=1 --"])
      expect(await anybody.codeOf(RESET, { input: { token, newPassword: NEW_PASSWORD } })).toBe('INVALID_TOKEN');
  });
});

describe('changePassword', () => {
  it('needs the present password, and ends all other sessions', async () => {
    const person = await register(node);
    const phone = await person.secondDevice();
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect(await anybody.codeOf(CHANGE, { input: change })).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf(CHANGE, { input: { ...change, currentPassword: 'no' } })).toBe(
      'INVALID_CREDENTIALS',
    );
    expect(await person.http.codeOf(CHANGE, { input: { ...change, newPassword: 'short' } })).toBe('INVALID_INPUT');
    expect(await person.http.run(CHANGE, { input: change })).toEqual({ changePassword: { endedSessions: 1 } });
    expect(await person.http.codeOf(CHANGE, { input: change })).toBe('INVALID_CREDENTIALS');
    expect(await phone.http.codeOf(ME)).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf(ME)).toBeNull();
    expect(await canLogIn(person, NEW_PASSWORD)).toBe('ok');
  });
});

describe('deleting an account', () => {
  const userOf = async (door: HttpDoor, id: string) =>
    (await door.run('query ($id: ID) { user(id: $id) { id } }', { id })).user;

  it('needs the password; then nobody can sign in, and the names are free but not the number', async () => {
    const witness = await register(node);
    const person = await register(node, 'Leaving', { username: 'leaving', email: 'leaving@example.org' });
    const open = person.socket();
    await open.run(ME);
    expect(await anybody.codeOf(DELETE, { input: { password: PASSWORD } })).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf(DELETE, { input: { password: 'no' } })).toBe('INVALID_CREDENTIALS');
    expect(await person.http.run(DELETE, { input: { password: PASSWORD } })).toEqual({
      deleteAccount: { userId: person.id },
    });
    expect((await open.whenClosed()).code).toBe(4403);
    expect(await person.http.codeOf(DELETE, { input: { password: PASSWORD } })).toBe('UNAUTHENTICATED');
    expect(await canLogIn(person, PASSWORD)).toBe('INVALID_CREDENTIALS');
    expect(await userOf(witness.http, person.id)).toBeNull();
    expect(
      await anybody.run(
        `query ($number: String!) {
          isAccountNumberAvailable(accountNumber: $number)
          isUsernameAvailable(username: "leaving") isEmailAvailable(email: "leaving@example.org")
        }`,
        { number: person.accountNumber },
      ),
    ).toEqual({ isAccountNumberAvailable: false, isUsernameAvailable: true, isEmailAvailable: true });
    await person.close();
  });

  it('is also done by administrators, and by nobody else', async () => {
    const admin = await register(node, 'Admin', { accountNumber: '10000' });
    const person = await register(node);
    const input = { input: { userId: person.id } };
    expect(await anybody.codeOf(ADMIN_DELETE, input)).toBe('UNAUTHENTICATED');
    expect(await person.http.codeOf(ADMIN_DELETE, { input: { userId: admin.id } })).toBe('FORBIDDEN');
    expect(await admin.http.run(ADMIN_DELETE, input)).toEqual({ adminDeleteUser: { userId: person.id } });
    expect(await admin.http.codeOf(ADMIN_DELETE, input)).toBe('NOT_FOUND');
    expect(await admin.http.codeOf(ADMIN_DELETE, { input: { userId: 'x' } })).toBe('NOT_FOUND');
    expect(await person.http.codeOf(ME)).toBe('UNAUTHENTICATED');
    expect(await userOf(admin.http, person.id)).toBeNull();
  });
});
