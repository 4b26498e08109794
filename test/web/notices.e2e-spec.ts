import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';

/** What a browser says while the server is away on purpose. */
const AWAY = /ERR_|WebSocket|Failed to fetch/;

/** Makes a page believe that it is hidden or seen, and notes notifications instead of showing them. */
const STAND_INS = `
  window.notices = [];
  window.Notification = class {
    static permission = 'granted';
    constructor(title, { body }) { window.notices.push(title + ': ' + body); window.lastNotice = this; }
    close() {}
  };
  let hidden = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
  window.hide = (value) => { hidden = value; document.dispatchEvent(new Event('visibilitychange')); };
  localStorage.setItem('wireside:settings', JSON.stringify({ notifications: true }));
`;

interface StandIns {
  readonly notices: string[];
  readonly lastNotice: { onclick(): void };
  hide(value: boolean): void;
}

const hide = (page: Page, value: boolean): Promise<void> =>
  page.evaluate((hidden) => (window as unknown as StandIns).hide(hidden), value);
const notices = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as StandIns).notices);

describe.skipIf(browserIsMissing())('a window', () => {
  let stage: Stage;

  holdStage((opened) => (stage = opened));

  const banner = (page: Page) => page.getByRole('status').filter({ hasText: /Reconnecting/ });

  it('says after two seconds that the server is away, until when it waits, and tries at once when asked', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    const { page } = await stage.window(ann, { path: `/c/${id}`, tolerate: AWAY });
    await stage.write(ben, id, ['before']);
    await page.getByRole('main').getByText('before').waitFor();
    const parts = [page.getByRole('main').getByText('before'), page.getByLabel('Message to Ben'), page.locator('h1')];
    const places = (): Promise<unknown> => Promise.all(parts.map((part) => part.first().boundingBox()));
    const before = await places();
    const killedAt = Date.now();
    await stage.server.kill();
    await banner(page).waitFor();
    expect(Date.now() - killedAt).toBeGreaterThan(1500);
    await page.getByText(/Reconnecting in \d+ second/).waitFor();
    expect(await places()).toEqual(before);
    await stage.server.restart();
    const retry = page.getByRole('button', { name: 'Retry now' });
    await Promise.race([retry.click().catch(() => undefined), banner(page).waitFor({ state: 'detached' })]);
    await banner(page).waitFor({ state: 'detached' });
    await stage.write(ben, id, ['after']);
    await page.getByRole('main').getByText('after').waitFor();
  });

  it('offers a newer application when it finds one after a reconnection, and keeps what is being written', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    const { page } = await stage.window(ann, { path: `/c/${id}`, tolerate: AWAY });
    const composer = page.getByLabel('Message to Ben');
    await composer.fill('not finished');
    await page.route(`${stage.origin}/`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: (await response.text()).replace(/first-view-[\w-]+\.js/, 'first-view-newer.js'),
      });
    });
    stage.server.proxy.cutAll();
    await page.getByText('There is a new version.').waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.waitForEvent('load');
    await expect.poll(() => composer.inputValue()).toBe('not finished');
  });

  it('shows on its tab how much is unread, and no more once it is read', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['one', 'two', 'three']);
    const { page } = await stage.window(ann);
    await page.waitForFunction(() => document.title === '(3) Wireside');
    const icon = (): Promise<string> =>
      page.evaluate(() => decodeURIComponent(document.querySelector('link[rel=icon]')?.getAttribute('href') ?? ''));
    expect(await icon()).toContain('>3<');
    await page.locator(`[data-conversation-id="${id}"]`).getByRole('link').click();
    await page.waitForFunction(() => document.title === 'Wireside');
    expect(await icon()).not.toContain('<text');
  });

  it('tells of a message while nobody looks, of none that is muted or seen, and leads there', async () => {
    const [ann, ben, cat] = [await stage.person('Ann'), await stage.person('Ben'), await stage.person('Cat')];
    const [id, muted] = [await stage.direct(ann, ben), await stage.direct(ann, cat)];
    await ann.door.run(
      'mutation ($input: UpdateConversationSettingsInput!) { updateConversationSettings(input: $input) { conversation { id } } }',
      { input: { conversationId: muted, mutedUntil: '2999-01-01T00:00:00.000Z' } },
    );
    const { page, context } = await stage.window(null, { path: '/sign-in' });
    await context.addInitScript({ content: STAND_INS });
    await page.evaluate(
      ([key, value]) => localStorage.setItem(key as string, value as string),
      [`wireside:session:${stage.origin}/graphql`, ann.stored],
    );
    await page.goto(`${stage.origin}/contacts`);
    await stage.write(ben, id, ['seen']);
    await page.waitForFunction(() => document.title === '(1) Wireside');
    await hide(page, true);
    await stage.write(cat, muted, ['muted']);
    await page.waitForFunction(() => document.title === '(2) Wireside');
    await stage.write(ben, id, ['Are you there?']);
    await page.waitForFunction(() => (window as unknown as StandIns).notices.length > 0);
    expect(await notices(page)).toEqual(['Ben: Are you there?']);
    await page.evaluate(() => (window as unknown as StandIns).lastNotice.onclick());
    await page.waitForURL(`**/c/${id}`);
  });

  it('is one of several that tells', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    const first = await stage.window(ann);
    await first.context.addInitScript({ content: STAND_INS });
    const pages = [first.page, await first.context.newPage(), await first.context.newPage()];
    for (const page of pages) await page.goto(`${stage.origin}/contacts`);
    await stage.write(ben, id, ['for one']);
    for (const page of pages) await page.waitForFunction(() => document.title === '(1) Wireside');
    // As long as one of them is looked at, none tells.
    for (const page of pages.slice(1)) await hide(page, true);
    await stage.write(ben, id, ['looked at']);
    for (const page of pages) await page.waitForFunction(() => document.title === '(2) Wireside');
    await hide(pages[0] as Page, true);
    await stage.write(ben, id, ['for all']);
    const told = async (): Promise<string[]> => (await Promise.all(pages.map(notices))).flat();
    await expect.poll(told).toEqual(['Ben: for all']);
  });

  it('asks for permission when somebody wants to be told, and not again', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    const { page } = await stage.window(ann, {
      path: `/c/${id}`,
      before: (made) =>
        void made.addInitScript(() => {
          const asked = { times: 0 };
          const Notification = {
            permission: 'default',
            requestPermission: (): Promise<string> => {
              asked.times += 1;
              Notification.permission = 'granted';
              return Promise.resolve('granted');
            },
          };
          Object.assign(window, { Notification, asked });
        }),
    });
    const asked = (): Promise<number> =>
      page.evaluate(() => (window as unknown as { asked: { times: number } }).asked.times);
    await stage.write(ben, id, ['hello']);
    await page.getByRole('main').getByText('hello').waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Preferences' }).click();
    const wanted = page.getByRole('switch', { name: 'Tell me of new messages' });
    await wanted.waitFor();
    expect(await asked()).toBe(0);
    for (const isOn of [true, false, true]) {
      await wanted.click();
      await expect.poll(() => wanted.isChecked()).toBe(isOn);
    }
    expect(await asked()).toBe(1);
  });
});
