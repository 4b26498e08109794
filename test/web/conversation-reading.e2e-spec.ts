/** What counts as read, what is said aloud, and how it looks to those who have asked for it to be otherwise. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';

/** Makes a page believe that nobody looks, notes what the installed application shows on its icon, and what is said aloud. */
const STAND_INS = `
  window.badges = [];
  navigator.setAppBadge = async (count) => void window.badges.push(count);
  navigator.clearAppBadge = async () => void window.badges.push(0);
  let hidden = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
  window.hide = (value) => { hidden = value; document.dispatchEvent(new Event('visibilitychange')); };
  let blurred = false;
  Object.defineProperty(document, 'hasFocus', { value: () => !blurred });
  window.blurTo = (value) => { blurred = value; window.dispatchEvent(new Event(value ? 'blur' : 'focus')); };
  window.said = [];
  new MutationObserver(() => {
    const text = document.querySelector('main p[role=status][aria-live=polite]')?.textContent ?? '';
    if (text !== '' && text !== window.said.at(-1)) window.said.push(text);
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;

/** Notes what moves for longer than the eye can see. */
const NOTE_MOVEMENT = `
  window.moved = [];
  const note = ({ target }) => {
    for (const animation of target.getAnimations())
      if (animation.effect.getTiming().duration > 1)
        window.moved.push(animation.animationName ?? animation.transitionProperty);
  };
  for (const type of ['animationstart', 'transitionrun']) document.addEventListener(type, note, true);
`;

interface StandIns {
  readonly badges: number[];
  readonly said: string[];
  hide(value: boolean): void;
  blurTo(value: boolean): void;
}

const noted = <Name extends 'badges' | 'said'>(page: Page, name: Name): Promise<StandIns[Name]> =>
  page.evaluate((wanted) => (window as unknown as StandIns)[wanted], name) as Promise<StandIns[Name]>;
const hide = (page: Page, value: boolean): Promise<void> =>
  page.evaluate((hidden) => (window as unknown as StandIns).hide(hidden), value);
const blur = (page: Page, value: boolean): Promise<void> =>
  page.evaluate((blurred) => (window as unknown as StandIns).blurTo(blurred), value);
const titled = (page: Page, title: string): Promise<unknown> =>
  page.waitForFunction((wanted) => document.title === wanted, title);
const standIns = (page: Page): void => void page.addInitScript({ content: STAND_INS });

describe.skipIf(browserIsMissing())('reading', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened));

  /** By the time another page has been opened, what was to be told of this one would have been told. */
  const staysAt = async (page: Page, title: string): Promise<void> => {
    const other = await page.context().newPage();
    await other.goto(`${stage.origin}/contacts`);
    await titled(other, title);
    expect(await page.title()).toBe(title);
    await other.close();
    await page.bringToFront();
  };

  const lines = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `line ${index + 1} ${'and so on '.repeat(index % 5)}`);

  it('is what somebody has looked at: not while the page is hidden or another window is in front, and not what is further down', async () => {
    const [ann, ben] = await Promise.all([stage.person('Ann'), stage.person('Ben')]);
    const id = await stage.direct(ann, ben);
    await stage.write(ann, id, lines(40));
    const { page } = await stage.window(ann, { path: `/c/${id}`, before: standIns });
    const chat = new ConversationOnScreen(page);
    await chat.has('line 40');
    await hide(page, true);
    await stage.write(ben, id, ['while nobody looks']);
    await chat.has('while nobody looks');
    await titled(page, '(1) Wireside');
    await expect.poll(async () => (await noted(page, 'badges')).at(-1)).toBe(1);
    await staysAt(page, '(1) Wireside');
    await hide(page, false);
    await titled(page, 'Wireside');
    await expect.poll(async () => (await noted(page, 'badges')).at(-1)).toBe(0);

    await blur(page, true);
    await stage.write(ben, id, ['beside another window']);
    await chat.has('beside another window');
    await titled(page, '(1) Wireside');
    await staysAt(page, '(1) Wireside');
    await blur(page, false);
    await titled(page, 'Wireside');

    await chat.log.evaluate((log) => log.scrollTo({ top: 0 }));
    const pill = page.getByRole('button', { name: 'To the newest message' });
    await pill.waitFor();
    await stage.write(ben, id, ['further down']);
    await titled(page, '(1) Wireside');
    await page.getByRole('button', { name: '1 new message' }).click();
    await chat.has('further down');
    await titled(page, 'Wireside');
  });

  it('is undone from a message on, in every tab, until something new comes', async () => {
    const [ann, ben, cat] = await Promise.all([stage.person('Ann'), stage.person('Ben'), stage.person('Cat')]);
    const [id, other] = [await stage.direct(ann, ben), await stage.direct(ann, cat)];
    await stage.write(ben, id, lines(5));
    const { page, context } = await stage.window(ann, { path: `/c/${id}`, before: standIns });
    const second = await context.newPage();
    standIns(second);
    await second.goto(`${stage.origin}/c/${id}`);
    const chats = [new ConversationOnScreen(page), new ConversationOnScreen(second)] as const;
    for (const chat of chats) await chat.has('line 5');
    for (const one of [page, second]) await titled(one, 'Wireside');

    const row = chats[0].row('line 3');
    await row.hover();
    await row.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Mark unread from here' }).click();
    for (const one of [page, second]) await titled(one, '(3) Wireside');
    // Both look at it, and look again, and it stays so: what else comes is counted beside it.
    for (const one of [page, second]) {
      await hide(one, true);
      await hide(one, false);
    }
    await stage.write(cat, other, ['elsewhere']);
    for (const one of [page, second]) await titled(one, '(4) Wireside');
    // By the time a third has been opened, what was to be told would have been told.
    const third = await context.newPage();
    await third.goto(`${stage.origin}/contacts`);
    await titled(third, '(4) Wireside');
    for (const one of [page, second]) expect(await one.title()).toBe('(4) Wireside');
    await stage.write(ben, id, ['something new']);
    for (const one of [page, second]) await titled(one, '(1) Wireside');
  });

  it('is told aloud of what others write, and of nothing else', async () => {
    const [ann, ben] = await Promise.all([stage.person('Ann'), stage.person('Ben')]);
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, lines(60));
    const { page } = await stage.window(ann, { path: `/c/${id}`, before: standIns });
    const chat = new ConversationOnScreen(page);
    await chat.log.locator('article').first().waitFor();
    await chat.log.evaluate((log) => log.scrollTo({ top: log.scrollHeight }));
    await chat.has('line 60');
    await chat.log.evaluate((log) => log.scrollTo({ top: 0 }));
    await page.locator('article[data-seq="1"]').waitFor();
    await chat.log.evaluate((log) => log.scrollTo({ top: log.scrollHeight }));
    await chat.send('by myself');
    await chat.has('by myself');
    expect(await chat.log.getAttribute('aria-live')).toBe('off');
    expect(await chat.log.getAttribute('aria-label')).toBe('Messages');

    await stage.write(ben, id, ['spoken to you']);
    await expect.poll(() => noted(page, 'said')).toEqual(['Ben: spoken to you']);
    await Promise.all(['a', 'b', 'c'].map((text) => stage.write(ben, id, [text])));
    // As many sentences as it takes: on a slow day they do not all come at once.
    const told = async (): Promise<number> =>
      (await noted(page, 'said')).slice(1).reduce((sum, text) => sum + Number(/^(\d+) new/.exec(text)?.[1] ?? 1), 0);
    await expect.poll(told).toBe(3);
  });

  it('is without movement for those who want none', async () => {
    const [ann, ben] = await Promise.all([stage.person('Ann'), stage.person('Ben')]);
    const id = await stage.direct(ann, ben);
    await stage.write(ann, id, ['long ago', ...lines(40)]);
    await ben.door.run(`mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }`, {
      input: {
        conversationId: id,
        text: 'in reply',
        clientMessageId: 'in-reply',
        replyToId: (
          await ann.door.run(
            `query ($id: ID!) { conversation(id: $id) { messages(first: 1) { edges { node { id } } } } }`,
            {
              id,
            },
          )
        ).conversation.messages.edges[0].node.id,
      },
    });
    const before = (made: Page): void => void made.addInitScript({ content: NOTE_MOVEMENT });
    const { page } = await stage.window(ann, { path: `/c/${id}`, reducedMotion: 'reduce', before });
    const chat = new ConversationOnScreen(page);
    await chat.has('in reply');
    const isStill = (): Promise<void> =>
      expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
    await isStill();
    const behaviour = await chat.log.evaluate((log) => getComputedStyle(log).scrollBehavior);
    expect(behaviour).toBe('auto');
    await chat
      .row('in reply')
      .getByRole('button', { name: /^Go to the message/ })
      .click();
    await chat.has('long ago');
    await isStill();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await isStill();
    expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
  });

  it('goes from right to left where the page does, and keeps apart what is written the other way', async () => {
    const [ann, ben] = await Promise.all([stage.person('Ann'), stage.person('Ben')]);
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['مرحبا Ann, كيف حالك؟']);
    await stage.write(ann, id, ['fine, شكرا!']);
    const { page } = await stage.window(ann, { path: `/c/${id}` });
    const chat = new ConversationOnScreen(page);
    await chat.has('fine');
    const directionOf = (text: string): Promise<string> =>
      chat
        .row(text)
        .locator('[dir=auto]', { hasText: text })
        .last()
        .evaluate((one) => getComputedStyle(one).direction);
    expect(await directionOf('مرحبا')).toBe('rtl');
    expect(await directionOf('fine')).toBe('ltr');

    const boxes = async () => {
      const [navigation, main, list, send, own] = await Promise.all(
        [
          page.getByRole('navigation', { name: 'Main' }),
          page.getByRole('main'),
          page.locator(`[data-conversation-id="${id}"]`),
          page.getByRole('button', { name: 'Send', exact: true }),
          chat.row('fine').locator('bdi').locator('..'),
        ].map(async (part) => (await part.boundingBox()) ?? { x: NaN, width: NaN }),
      );
      return { navigation, main, list, send, own } as Record<string, { x: number; width: number }>;
    };
    const before = await boxes();
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const width = page.viewportSize()?.width ?? 0;
    await expect
      .poll(async () => {
        const after = await boxes();
        return Object.keys(before).filter((name) => {
          const [one, other] = [before[name], after[name]];
          return !one || !other || Math.abs(width - one.x - one.width - other.x) > 1;
        });
      })
      .toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
