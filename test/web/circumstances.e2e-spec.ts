/** Networks that say nothing, long absences, and browsers that keep nothing. */
import type { Page, WebSocketRoute } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';

/** What a browser says while the network is away on purpose. */
const AWAY = /ERR_|WebSocket|Failed to fetch|50[23] /;
const MISSED = 500;
const WRITERS = 8;

/** As in a browser that was told to keep nothing. */
const BLOCK_STORAGE = `
  const refuse = () => { throw new DOMException('blocked', 'SecurityError'); };
  for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse });
  IDBFactory.prototype.open = refuse;
`;

/** Believes that nobody looks, notes notifications, and counts how often the messages change. */
const STAND_INS = `
  window.notices = 0;
  window.Notification = class {
    static permission = 'granted';
    constructor() { window.notices += 1; }
    close() {}
  };
  Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
  localStorage.setItem('wireside:settings', JSON.stringify({ notifications: true }));
  window.commits = 0;
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.closest?.('[role=log]'))) window.commits += 1;
  }).observe(document, { childList: true, subtree: true });
`;

interface Counted {
  notices: number;
  commits: number;
}
const counted = (page: Page): Promise<Counted> =>
  page.evaluate(() => {
    const { notices, commits } = window as unknown as Counted;
    return { notices, commits };
  });

describe.skipIf(browserIsMissing())('whatever happens', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened));

  it('a connection that has fallen silent is found when the network is said to be back', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['before']);
    const { page } = await stage.window(ann, { path: pathOf(id), tolerate: AWAY });
    const screen = new ConversationOnScreen(page);
    await screen.has('before');
    stage.server.proxy.set({ blackHole: true });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await screen.isCut();
    stage.server.proxy.heal();
    await stage.write(ben, id, ['after']);
    await screen.has('after');
    await screen.isWell();
    expect(await screen.texts()).toEqual(['before', 'after']);
  });

  it('a connection that has fallen silent is found within twenty seconds, though nothing says so', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['before']);
    const { page } = await stage.window(ann, { path: pathOf(id), tolerate: AWAY });
    const screen = new ConversationOnScreen(page);
    await screen.has('before');
    await page.evaluate(() => {
      for (const name of ['online', 'focus', 'pageshow'])
        window.addEventListener(name, () => document.documentElement.setAttribute('data-woken', name));
    });
    const silentAt = Date.now();
    stage.server.proxy.set({ blackHole: true });
    await screen.isCut();
    const foundAfter = Date.now() - silentAt;
    console.info(`web: a silent connection is found, and said to be, after ${(foundAfter / 1000).toFixed(1)} s`);
    expect(foundAfter).toBeLessThan(20_000 * 1.5);
    expect(await page.locator('html').getAttribute('data-woken')).toBeNull();
    stage.server.proxy.heal();
    await stage.write(ben, id, ['after']);
    await screen.has('after');
    await screen.isWell();
    expect(await screen.texts()).toEqual(['before', 'after']);
  });

  it('people are told that there is no network, and are back with it', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['before']);
    const { page, context } = await stage.window(ann, { path: pathOf(id), tolerate: AWAY });
    const screen = new ConversationOnScreen(page);
    await screen.has('before');
    await context.setOffline(true);
    stage.server.proxy.cutAll();
    await page.getByRole('status').getByText('You are offline').waitFor();
    await screen.send('written without a network');
    await screen.row('written without a network').waitFor();
    await context.setOffline(false);
    await screen.has('written without a network');
    await screen.isWell();
  });

  it(`${MISSED} missed messages come in few steps and with one notification at most`, async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['before']);
    let isAway = false;
    let present: WebSocketRoute | undefined;
    const { page } = await stage.window(ann, {
      path: pathOf(id),
      tolerate: AWAY,
      before: async (made) => {
        await made.addInitScript({ content: STAND_INS });
        await made.routeWebSocket(/graphql/, async (socket) => {
          if (isAway) return socket.close({ code: 1013 });
          present = socket;
          socket.connectToServer();
        });
      },
    });
    const screen = new ConversationOnScreen(page);
    await screen.has('before');
    isAway = true;
    await present?.close({ code: 1013 });
    let next = 0;
    const write = async (): Promise<void> => {
      while (next < MISSED) await stage.write(ben, id, [`missed ${(next += 1)}`]);
    };
    await Promise.all(Array.from({ length: WRITERS }, write));
    await stage.write(ben, id, ['the very last']);
    const before = await counted(page);
    isAway = false;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect
      .poll(() => page.locator(`[data-conversation-id="${id}"]`).innerText(), { timeout: 30_000 })
      .toContain('the very last');
    const after = await counted(page);
    console.info(
      `web: ${MISSED} missed messages: ${after.commits - before.commits} changes of the page, ${after.notices} notices`,
    );
    expect(after.notices).toBeLessThanOrEqual(1);
    expect(after.commits).toBeGreaterThan(before.commits);
    expect(after.commits - before.commits).toBeLessThanOrEqual(60);
    // What comes from then on is told.
    await stage.write(ben, id, ['live']);
    await expect.poll(async () => (await counted(page)).notices).toBe(after.notices + 1);
  });

  it('people chat in a browser that keeps nothing, and are told', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['before']);
    const { page } = await stage.window(null, {
      path: pathOf(id),
      before: (made) => void made.addInitScript({ content: BLOCK_STORAGE }),
    });
    await page.getByLabel(/^Username/).fill(ann.username);
    await page.getByLabel('Password', { exact: true }).fill(ann.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    const screen = new ConversationOnScreen(page);
    await screen.has('before');
    await page.getByRole('status').getByText('This browser keeps nothing').waitFor();
    await screen.send('from memory alone');
    await screen.has('from memory alone');
    await stage.write(ben, id, ['heard']);
    await screen.has('heard');
  });
});
