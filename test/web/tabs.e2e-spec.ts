/** One person in several tabs. Times are reported, and judged only where they are far from what is promised (docs/web-application.md). */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage, Window } from './support/stage.js';

const PROMISED_MS = 500;
/** So many times more than is promised is a flaw on any machine. */
const FAR = 6;
const ROUNDS = 5;

interface Wanted {
  readonly title?: string;
  readonly composer?: string;
  /** What a message on the screen contains. */
  readonly message?: string;
  readonly path?: string;
}

/** When all of it first holds on the page, in milliseconds since 1970. A page that is not in front draws no frames to look at. */
const momentOf = (page: Page, wanted: Wanted): Promise<number> =>
  page.evaluate(
    ({ title, composer, message, path }) =>
      new Promise<number>((resolve) => {
        const holds = (): boolean =>
          (title === undefined || document.title === title) &&
          (path === undefined || (location.pathname === path && document.querySelector('form input') !== null)) &&
          (message === undefined || !!document.querySelector('[role=log]')?.textContent.includes(message)) &&
          (composer === undefined || document.querySelector<HTMLTextAreaElement>('main textarea')?.value === composer);
        const look = (): void => {
          if (!holds()) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        look();
      }),
    wanted,
  );

const titleIs = (page: Page, title: string): Promise<number> => momentOf(page, { title });
const composerHas = (page: Page, composer: string): Promise<number> => momentOf(page, { composer });
const isOut = (page: Page): Promise<number> => momentOf(page, { path: '/sign-in' });
/** When the message is on the screen of who reads it. */
const isSeen = (page: Page, message: string): Promise<number> => momentOf(page, { message });

function report(what: string, times: readonly number[]): void {
  const shown = times.map((time) => Math.max(0, time));
  console.info(`web: ${what}, and in all other tabs after ${shown.join(', ')} ms; promised ${PROMISED_MS} ms`);
  expect(shown.toSorted((one, other) => one - other)[Math.floor(shown.length / 2)]).toBeLessThan(PROMISED_MS * FAR);
}

describe.skipIf(browserIsMissing())('several tabs of one person', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened));

  async function tabs(window: Window, path: string, count: number): Promise<Page[]> {
    const pages = await Promise.all(
      Array.from({ length: count }, async () => {
        const page = await window.context.newPage();
        await page.goto(`${stage.origin}${path}`);
        return page;
      }),
    );
    // The others lie behind it, where browsers give them little time.
    await window.page.bringToFront();
    return pages;
  }

  it('have all read what one has read', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const [id, other] = [await stage.direct(ann, ben), await stage.direct(ann, await stage.person('Cat'))];
    const window = await stage.window(ann, { path: pathOf(other) });
    const others = await tabs(window, '/', 2);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await stage.write(ben, id, [`one of ${round}`, `two of ${round}`, `three of ${round}`]);
      for (const page of [window.page, ...others]) await titleIs(page, '(3) Wireside');
      const known = Promise.all(others.map((page) => titleIs(page, 'Wireside')));
      const seen = isSeen(window.page, `three of ${round}`);
      await window.page.locator(`[data-conversation-id="${id}"]`).getByRole('link').click();
      times.push(Math.max(...(await known)) - (await seen));
      await window.page.locator(`[data-conversation-id="${other}"]`).getByRole('link').click();
    }
    report('read in one tab', times);
  });

  it('show what is being written in one, what of it is taken back, and nothing once it is sent', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    const window = await stage.window(ann, { path: pathOf(id) });
    const others = await tabs(window, pathOf(id), 1);
    const [list] = await tabs(window, '/', 1);
    const screen = new ConversationOnScreen(window.page);
    for (const page of [window.page, ...others]) await page.locator('main textarea').waitFor();
    const times: number[] = [];
    // Also what was there before, such as nothing.
    for (const text of ['half a', 'half a sentence', 'half a', '', 'half a thought']) {
      const there = Promise.all(others.map((page) => composerHas(page, text)));
      const here = composerHas(window.page, text);
      await screen.composer.fill(text);
      times.push(Math.max(...(await there)) - (await here));
    }
    report('written in one tab', times);
    const row = list?.locator(`[data-conversation-id="${id}"]`);
    await row?.getByText('Draft: half a thought').waitFor();
    await screen.composer.press('Enter');
    for (const page of others) {
      await composerHas(page, '');
      await new ConversationOnScreen(page).has('half a thought');
    }
    await row?.getByText('You: half a thought').waitFor();
  });

  it('follow a text over devices, one after the other', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const path = pathOf(await stage.direct(ann, ben));
    const [one, other] = [await stage.window(ann, { path }), await stage.window(ann, { path })];
    const [here, there] = [new ConversationOnScreen(one.page), new ConversationOnScreen(other.page)];
    for (const { composer } of [here, there]) await composer.waitFor();
    await here.composer.fill('begun here');
    await composerHas(other.page, 'begun here');
    await there.composer.fill('begun here, ended there');
    await composerHas(one.page, 'begun here, ended there');
    // The same text again, and nothing, are news like any other.
    await there.composer.fill('begun here');
    await composerHas(one.page, 'begun here');
    await there.composer.press('Enter');
    await composerHas(one.page, '');
    await here.has('begun here');
  });

  it('are all signed out when one is', async () => {
    const ann = await stage.person('Ann');
    const window = await stage.window(ann, { path: '/settings' });
    const others = await tabs(window, '/', 2);
    for (const page of others) await page.getByRole('heading').first().waitFor();
    await window.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    const there = Promise.all(others.map(isOut));
    const here = isOut(window.page);
    await window.page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
    report('signed out in one tab', [Math.max(...(await there)) - (await here)]);
    for (const page of others)
      expect(await page.evaluate(() => Object.keys(localStorage).join())).not.toContain('session');
  });
});
