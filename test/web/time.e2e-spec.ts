/** What is said of times, and what becomes of it while somebody looks. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';
import { zoneWhereItIs } from './support/zones.js';

/** Lets the page's own clock run to a moment after its next midnight. */
async function passMidnight(page: Page): Promise<void> {
  const left = await page.evaluate(() => new Date().setHours(24, 0, 0, 0) - Date.now());
  await page.clock.fastForward(left + 2000);
}

describe.skipIf(browserIsMissing())('what is said of times', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened));

  it('follows the day at midnight, while somebody looks', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['said at noon']);
    const { page } = await stage.window(ann, {
      path: pathOf(id),
      // So that no test comes near a midnight of its own.
      timezoneId: zoneWhereItIs(12),
      before: (made) => made.clock.install(),
    });
    const screen = new ConversationOnScreen(page);
    await screen.has('said at noon');
    const days = screen.log.locator('time[datetime]:not(article time)');
    const inList = page.locator(`[data-conversation-id="${id}"] time`);
    expect(await days.allInnerTexts()).toEqual(['Today']);
    expect(await inList.innerText()).toMatch(/^12:\d\d$/);

    await passMidnight(page);
    await expect.poll(() => days.allInnerTexts()).toEqual(['Yesterday']);
    await expect.poll(() => inList.innerText()).toBe('yesterday');
    await passMidnight(page);
    await expect.poll(async () => (await days.allInnerTexts()).join()).toMatch(/^\w+day,? \d+ \w+$/);
    await expect.poll(() => inList.innerText()).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/);
  });

  it('grows older minute by minute', async () => {
    const ann = await stage.person('Ann');
    await ann.door.run(`mutation ($input: LoginInput!) { login(input: $input) { accessToken } }`, {
      input: { identifier: ann.username, password: ann.password },
    });
    const { page } = await stage.window(ann, { path: '/settings/security', before: (made) => made.clock.install() });
    const used = page.locator('time', { hasText: 'Used' });
    await expect.poll(() => used.allInnerTexts()).toEqual(['Used now']);
    await page.clock.fastForward('05:30');
    await expect.poll(() => used.allInnerTexts()).toEqual([expect.stringMatching(/^Used [56] minutes ago$/)]);
    await page.clock.fastForward('02:00:00');
    await expect.poll(() => used.allInnerTexts()).toEqual(['Used 2 hours ago']);
  });

  it('is told in full to whoever points at it, or comes to it by the keys', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['when was this?', 'and this?']);
    const { page } = await stage.window(ann, { path: pathOf(id), timezoneId: 'Asia/Shanghai' });
    const screen = new ConversationOnScreen(page);
    await screen.has('and this?');
    const time = screen.row('when was this?').locator('time');
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    const format = new Intl.DateTimeFormat('en-GB', {
      ...{ dateStyle: 'full', timeStyle: 'medium', timeZone: 'Asia/Shanghai' },
    });
    const full = format.format(at);
    expect(await time.getAttribute('title')).toBe(full);
    expect(await time.innerText()).toMatch(/^\d\d:\d\d$/);
    const shown = (): Promise<string> => time.evaluate((one) => getComputedStyle(one, '::after').content);
    expect(await shown()).toBe('none');
    await screen.composer.press('Shift+Tab');
    await screen.row('and this?').focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(shown).toContain(full);
  });
});
