/** A conversation by the keys alone, for those who use nothing else. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import { longTexts } from './support/scrolling.js';
import type { Stage } from './support/stage.js';

/** The number of the message that has the focus. */
const focusedSeq = (page: Page): Promise<number> =>
  page.evaluate(() => Number((document.activeElement as HTMLElement | null)?.dataset.seq ?? NaN));

describe.skipIf(browserIsMissing())('a conversation by the keys', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened));

  async function open(count: number): Promise<{ page: Page; chat: ConversationOnScreen }> {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, longTexts(count));
    await ann.door.run('mutation ($input: MarkReadInput!) { markRead(input: $input) { conversation { id } } }', {
      input: { conversationId: id, seq: count },
    });
    const { page } = await stage.window(ann, { path: pathOf(id) });
    const chat = new ConversationOnScreen(page);
    await page.locator(`article[data-seq="${count}"]`).waitFor();
    return { page, chat };
  }

  it('goes from message to message, each of which says which of how many it is', async () => {
    const { page, chat } = await open(120);
    const last = page.locator('article[data-seq="120"]');
    expect(await chat.log.locator('article[tabindex="0"]').count()).toBe(1);
    expect([await last.getAttribute('aria-posinset'), await last.getAttribute('aria-setsize')]).toEqual(['120', '120']);
    await last.focus();
    for (const [key, seq] of [
      ['ArrowUp', 119],
      ['ArrowUp', 118],
      ['ArrowDown', 119],
      ['End', 120],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => focusedSeq(page)).toBe(seq);
    }
    await page.keyboard.press('Home');
    await expect.poll(() => focusedSeq(page)).toBeLessThan(80);
    await page.keyboard.press('Escape');
    expect(await chat.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('keeps the focus on a message, however far one scrolls from it', async () => {
    const { page } = await open(200);
    await page.locator('article[data-seq="200"]').focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focusedSeq(page)).toBe(199);
    const log = page.getByRole('log');
    await log.hover();
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, -600);
        return log.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight);
      })
      .toBeGreaterThan(4000);
    expect(await focusedSeq(page)).toBe(199);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focusedSeq(page)).toBe(198);
    await page.locator('article[data-seq="198"]:focus').waitFor();
  });

  it('answers and reacts, and comes back to where one was', async () => {
    const { page, chat } = await open(5);
    const third = page.locator('article[data-seq="3"]');
    await page.locator('article[data-seq="5"]').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focusedSeq(page)).toBe(3);
    await third.getByRole('button', { name: 'Add a reaction' }).waitFor();
    const reached = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 8; presses += 1) {
        if (await third.getByRole('button', { name }).evaluate((one) => one === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    await reached('More actions');
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(
      await third.getByRole('button', { name: 'More actions' }).evaluate((one) => one === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => chat.composer.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('about the third');
    await page.keyboard.press('Enter');
    await chat
      .row('about the third')
      .getByRole('button', { name: /^Go to the message/ })
      .waitFor();
  });

  it('is reached past the navigation and the list by the first key', async () => {
    const { page } = await open(5);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    await expect.poll(async () => (await skip.boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(true);
    for (const role of ['navigation', 'main'] as const) expect(await page.getByRole(role).count()).toBeGreaterThan(0);
  });
});
