import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { createWorkspace } from '../support/services/workspace.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';

const NEW_PASSWORD = 'another horse, another staple';
/** What the browser itself says of an answer that is a refusal. */
const REFUSED = /UNAUTHENTICATED|status of 40[01]|^40[01] /;

describe.skipIf(browserIsMissing())('an account', () => {
  let stage: Stage;
  let folder: string;

  beforeAll(() => {
    folder = createWorkspace('account');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  holdStage(
    (opened) => (stage = opened),
    () => ({ DATA_DIR: folder }),
  );

  const signIn = async (page: Page, name: string, password: string): Promise<void> => {
    await page.getByLabel('Username, e-mail address or account number').fill(name);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' });

  /** The token of the newest mail to an address. */
  const mailedToken = async (address: string): Promise<string> => {
    const mails = join(folder, 'mail');
    const find = (): string | undefined =>
      readdirSync(mails, { withFileTypes: true })
        .filter(({ name }) => name.endsWith('.eml'))
        .map(({ name }) => readFileSync(join(mails, name), 'utf8'))
        .filter((text) => text.includes(address))
        .map((text) => /reset-password\?token=([\w-]+)/.exec(text)?.[1])
        .at(-1);
    await expect.poll(() => find(), { timeout: 10_000 }).toBeTruthy();
    return find() as string;
  };

  it('is made on one page, which says what is wrong beside the field', async () => {
    const taken = await stage.person('Taken');
    const { page } = await stage.window(null);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Your name').fill('Newcomer');
    await page.getByLabel('Username').fill(taken.username);
    await page.getByLabel('Password', { exact: true }).fill(taken.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Username').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Username').fill('');
    await page.getByRole('button', { name: 'Create account' }).click();
    await navigation(page).waitFor();
    await page.getByText(/Welcome, Newcomer! Your account number is \d+/).waitFor();
  });

  it('whose password was forgotten is opened again by the link of the mail', async () => {
    const ann = await stage.person('Ann');
    const email = `${ann.username}@example.org`;
    await ann.door.run('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { me { id } } }', {
      input: { email },
    });
    const { page } = await stage.window(null);
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await page.getByLabel('Username, e-mail address or account number').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();

    await page.goto(`${stage.origin}/reset-password?token=${await mailedToken(email)}`);
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, email, ann.password);
    await page.getByRole('alert').filter({ hasText: 'The name or the password is wrong.' }).waitFor();
    await signIn(page, email, NEW_PASSWORD);
    await navigation(page).waitFor();
  });

  it('whose session has ended is signed in again in place, by nobody else', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    const { page } = await stage.window(ann, { path: `/c/${id}`, tolerate: REFUSED });
    await page.getByLabel('Message to Ben').waitFor();
    await ann.door.run('mutation { logoutEverywhere(input: { exceptCurrent: false }) { endedSessions } }', {});
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    await signIn(page, ben.username, ben.password);
    await dialog.getByRole('alert').filter({ hasText: 'That is another account.' }).waitFor();
    await signIn(page, ann.username, ann.password);
    await dialog.waitFor({ state: 'detached' });
    expect(page.url()).toBe(`${stage.origin}/c/${id}`);
    await stage.write(ben, id, ['welcome back']);
    await page.getByRole('main').getByText('welcome back').waitFor();
  });

  it('is signed out elsewhere from the list of its sessions', async () => {
    const ann = await stage.person('Ann');
    const other = await stage.window(null, { tolerate: REFUSED });
    await signIn(other.page, ann.username, ann.password);
    await navigation(other.page).waitFor();
    const { page } = await stage.window(ann, { path: '/settings/security' });
    await page.getByRole('button', { name: 'Sign out Chrome on Linux' }).click();
    await other.page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    await page.getByRole('button', { name: 'Sign out Chrome on Linux' }).waitFor({ state: 'detached' });
  });

  it('leaves nothing behind when it signs out', async () => {
    const ann = await stage.person('Ann');
    const { page } = await stage.window(ann, { path: '/settings' });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${stage.origin}/sign-in`);
    expect(
      await page.evaluate((key) => localStorage.getItem(key), `wireside:session:${stage.origin}/graphql`),
    ).toBeNull();
    expect(await page.title()).toBe('Wireside');
  });

  it('without a birthday shows none, until there is one', async () => {
    const ann = await stage.person('Ann');
    const { page } = await stage.window(ann, { path: '/settings/profile' });
    const birthday = page.getByLabel('Birthday');
    const colour = (): Promise<string> => birthday.evaluate((field) => getComputedStyle(field).color);
    await birthday.waitFor();
    expect(await birthday.inputValue()).toBe('');
    // Browsers write "dd/mm/yyyy" into it, which nobody is to see.
    expect(await colour()).toBe('rgba(0, 0, 0, 0)');
    await birthday.focus();
    expect(await colour()).not.toBe('rgba(0, 0, 0, 0)');
    await birthday.fill('1990-05-17');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();
    await page.getByLabel('Name', { exact: true }).focus();
    expect(await colour()).not.toBe('rgba(0, 0, 0, 0)');
    expect(await birthday.inputValue()).toBe('1990-05-17');
  });

  it('is shown as its owner has chosen, from the first paint on', async () => {
    const ann = await stage.person('Ann');
    const { page } = await stage.window(ann, { path: '/settings/preferences', colorScheme: 'light' });
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByRole('radio', { name: '简体中文' }).check();
    await page.getByRole('heading', { level: 1, name: '偏好' }).waitFor();
    // What the blocking script alone has made of the page, before any of the application runs.
    await page.route('**/assets/index-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await page.reload();
    const { theme, language, scheme } = await page.evaluate(() => ({
      theme: document.documentElement.dataset.theme,
      language: document.documentElement.lang,
      scheme: getComputedStyle(document.documentElement).colorScheme,
    }));
    expect({ theme, language, scheme }).toEqual({ theme: 'dark', language: 'zh-CN', scheme: 'dark' });
  });
});
