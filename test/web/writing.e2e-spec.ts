/** Two people in two windows, and all that can happen to what they write on its way. */
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import { Sockets } from './support/sockets.js';
import type { Stage, Person, Window } from './support/stage.js';

/** What the console says while the network is away on purpose. */
const AWAY =
  /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket connection to|Failed to load resource|Failed to fetch|50[23] /;

interface Side {
  readonly person: Person;
  readonly window: Window;
  readonly screen: ConversationOnScreen;
}

describe.skipIf(browserIsMissing())('two people', () => {
  let stage: Stage;

  holdStage((opened) => (stage = opened));

  async function side(person: Person, conversationId: string, tolerate?: RegExp): Promise<Side> {
    const path = pathOf(conversationId);
    const window = await stage.window(person, { path, ...(tolerate ? { tolerate } : {}) });
    const screen = new ConversationOnScreen(window.page);
    await screen.composer.waitFor();
    return { person, window, screen };
  }

  async function pair(tolerate?: RegExp): Promise<{ ann: Side; bob: Side; id: string }> {
    const [annPerson, bobPerson] = await Promise.all([stage.person('Ann'), stage.person('Bob')]);
    const id = await stage.direct(annPerson, bobPerson);
    await stage.write(annPerson, id, ['first']);
    const [ann, bob] = await Promise.all([side(annPerson, id, tolerate), side(bobPerson, id, tolerate)]);
    await Promise.all([ann.screen.has('first'), bob.screen.has('first')]);
    return { ann, bob, id };
  }

  it('send and receive, and both see the same', async () => {
    const { ann, bob } = await pair();
    await ann.screen.send('Hello Bob');
    await bob.screen.has('Hello Bob');
    await bob.screen.send('Hello Ann');
    await ann.screen.has('Hello Ann');
    for (const { screen } of [ann, bob]) expect(await screen.texts()).toEqual(['first', 'Hello Bob', 'Hello Ann']);
  });

  it('see what is written within a moment of Enter', async () => {
    const { ann, bob } = await pair();
    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const text = `round ${round} is over`;
      const arrives = bob.window.page.evaluate(arrivalOf, text);
      await ann.screen.composer.fill(text);
      const pressed = ann.window.page.evaluate(nextEnter);
      await ann.screen.composer.press('Enter');
      times.push((await arrives) - (await pressed));
    }
    times.sort((one, other) => one - other);
    console.info(`web: from Enter to the other window's text: median ${times[10]} ms, longest ${times.at(-1)} ms`);
    expect(times[10]).toBeLessThan(2000);
  });

  it('K4: keep the row of an own message when it becomes a fact', async () => {
    const { ann } = await pair();
    stage.server.proxy.set({ mute: true });
    await ann.screen.send('not heard yet');
    const row = ann.screen.row('not heard yet');
    await row.evaluate((element) => (element.dataset.mark = 'same'));
    expect(await row.getAttribute('data-message-id')).toBeNull();
    stage.server.proxy.heal();
    await ann.screen.has('not heard yet');
    expect(await row.count()).toBe(1);
    expect(await row.getAttribute('data-mark')).toBe('same');
  });

  it('lose nothing when the socket is cut while they send', async () => {
    const { ann, bob } = await pair(AWAY);
    const texts = Array.from({ length: 12 }, (_, number) => `cut ${number} over`);
    for (const [number, text] of texts.entries()) {
      await ann.screen.send(text);
      if (number % 4 === 1) stage.server.proxy.cutAll();
    }
    await Promise.all([bob.screen.hasAll(texts), ann.screen.hasAll(texts)]);
    for (const { screen } of [ann, bob]) expect(await screen.texts()).toEqual(['first', ...texts]);
  });

  it('send once what was carried out and whose answer was lost', async () => {
    const { ann, bob } = await pair(AWAY);
    let lost = 0;
    const isAnswer = (piece: Buffer): boolean => lost < 3 && piece.includes('"sendMessage"') && (lost += 1) > 0;
    stage.server.proxy.set({ dropReply: isAnswer });
    await ann.screen.send('unheard answer');
    await bob.screen.has('unheard answer');
    await ann.screen.has('unheard answer');
    await ann.screen.send('the next one');
    await bob.screen.has('the next one');
    expect(lost).toBeGreaterThan(0);
    for (const { screen } of [ann, bob])
      expect(await screen.texts()).toEqual(['first', 'unheard answer', 'the next one']);
  });

  it('go on when the server is killed under both and comes back, without a reload', async () => {
    const { ann, bob } = await pair(AWAY);
    await stage.server.kill();
    stage.server.proxy.set({ refuse: true });
    stage.server.proxy.cutAll();
    await ann.screen.send('while it was dead');
    await ann.screen.isCut();
    await stage.server.restart();
    stage.server.proxy.heal();
    for (const { window } of [ann, bob])
      await window.page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    await bob.screen.has('while it was dead');
    await ann.screen.has('while it was dead');
    await ann.screen.isWell();
    expect(await bob.screen.texts()).toEqual(['first', 'while it was dead']);
  });

  it('find what they wrote offline after a reload, and it leaves in order', async () => {
    const { ann, bob, id } = await pair(AWAY);
    const texts = ['one of three', 'two of three', 'three of three'];
    // The page itself is to be had, the API is not.
    await ann.window.context.routeWebSocket(/graphql/, (socket) => socket.close({ code: 1013 }));
    await ann.window.context.route(/\/graphql$/, (route) => route.abort());
    stage.server.proxy.cutAll();
    for (const text of texts) await ann.screen.send(text);
    await ann.screen.row('three of three').waitFor();
    await ann.window.page.reload();
    await ann.screen.row('three of three').waitFor();
    expect((await ann.screen.texts()).slice(-3)).toEqual(texts);
    await ann.window.context.unrouteAll();
    // A route for sockets can't be taken away; the next page has none.
    const again = await ann.window.context.newPage();
    await again.goto(`${stage.origin}${pathOf(id)}`);
    await bob.screen.hasAll(texts);
    expect(await bob.screen.texts()).toEqual(['first', ...texts]);
  });

  it('have one socket and one inbox each, and keep them between conversations', async () => {
    const { ann, id } = await pair();
    const other = await stage.person('Cleo');
    const otherId = await stage.direct(ann.person, other);
    const path = pathOf(id);
    let sockets!: Sockets;
    const { page } = await stage.window(ann.person, { path, before: (made) => (sockets = new Sockets(made)) });
    const screen = new ConversationOnScreen(page);
    await screen.has('first');
    await page
      .locator(`a[href="${pathOf(otherId)}"]`)
      .first()
      .click();
    await screen.row('first').waitFor({ state: 'detached' });
    await page.goBack();
    await screen.has('first');
    expect(sockets.open).toHaveLength(1);
    expect(sockets.subscriptions.filter(({ operation }) => operation === 'Inbox')).toHaveLength(1);
  });

  it('write Chinese: Enter that ends a composition sends nothing', async () => {
    const { ann, bob } = await pair();
    const { page, context } = ann.window;
    await ann.screen.composer.focus();
    const input = await context.newCDPSession(page);
    await input.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    await input.send('Input.insertText', { text: '你好' });
    expect(await ann.screen.composer.inputValue()).toContain('你好');
    expect(await ann.screen.texts()).toEqual(['first']);
    // Safari tells the end of the composition first, and then an Enter that is only known by its number.
    await ann.screen.composer.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    expect(await ann.screen.texts()).toEqual(['first']);
    await ann.screen.composer.press('Enter');
    await bob.screen.has('你好');
    expect(await bob.screen.texts()).toEqual(['first', '你好']);
  });

  it('use three tabs: each message leaves once, and signing out reaches all', async () => {
    const { ann, bob, id } = await pair();
    const { context } = ann.window;
    const tabs = [ann.screen];
    for (let count = 0; count < 2; count += 1) {
      const page = await context.newPage();
      await page.goto(`${stage.origin}${pathOf(id)}`);
      tabs.push(new ConversationOnScreen(page));
      await tabs.at(-1)?.has('first');
    }
    for (const [number, tab] of tabs.entries()) await tab.send(`from tab ${number} of ann`);
    const texts = [0, 1, 2].map((number) => `from tab ${number} of ann`);
    for (const screen of [...tabs, bob.screen]) await screen.hasAll(texts);
    // The tab that sends for all is closed; another takes its place.
    await tabs[0]?.page.close();
    await tabs[1]?.send('after one was closed');
    for (const screen of [tabs[1], tabs[2], bob.screen]) await screen?.has('after one was closed');
    expect((await bob.screen.texts()).sort()).toEqual([...texts, 'after one was closed', 'first'].sort());
    await tabs[1]?.page.goto(`${stage.origin}/settings`);
    await tabs[1]?.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await tabs[1]?.page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
    for (const tab of tabs.slice(1)) await tab.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});

/** When the text appears on the page, in milliseconds since 1970. Runs in the page. */
const arrivalOf = (text: string): Promise<number> =>
  new Promise((resolve) => {
    const look = (): boolean => {
      const isThere = document.querySelector('[role=log]')?.textContent?.includes(text) ?? false;
      if (isThere) resolve(Date.now());
      return isThere;
    };
    if (look()) return;
    const observer = new MutationObserver(() => {
      if (look()) observer.disconnect();
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });

/** When Enter is pressed next. Runs in the page. */
const nextEnter = (): Promise<number> =>
  new Promise((resolve) => {
    document.addEventListener('keydown', ({ key }) => key === 'Enter' && resolve(Date.now()), {
      capture: true,
      once: true,
    });
  });
