/** What messages look like, however odd they are, and how the page keeps its form around them. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import { makeRoom } from './support/rooms.js';
import type { Person, Stage } from './support/stage.js';

const LONG = [
  `word ${'x'.repeat(400)}`,
  `https://example.org/${'path/'.repeat(60)}?q=${'y'.repeat(200)}`,
  '这是一段没有空格的很长的中文文字'.repeat(12),
  `const answer = { ${'deeply_nested_name.'.repeat(20)}value: 42 };`,
];
const LINES = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`).join('\n');
const LINKS = [
  'see https://example.org/a, mailto:ann@example.org',
  'and https://пример.рф/ but not javascript:alert(1)',
  'nor data:text/html,hello nor <img src=x onerror="alert(1)"> <b>bold</b>',
].join('\n');
const FAMILY = '👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿👍🏽';

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.skipIf(browserIsMissing())('a message', () => {
  let stage: Stage;
  let ann: Person;
  let direct: string;
  let room: string;

  holdStage((opened) => (stage = opened));
  beforeAll(async () => {
    ann = await stage.person('Ann');
    const ben = await stage.person('Ben');
    direct = await stage.direct(ann, ben);
    await stage.write(ben, direct, [...LONG, LINES, LINKS, FAMILY, 'the last']);
    ({ conversationId: room } = await makeRoom(ann, 'Release 12', [ben]));
    await stage.write(ben, room, ['one of two', 'two of two']);
  });

  it('of any length and any script stays within the narrowest of windows', async () => {
    const viewport = { width: 320, height: 640 };
    const { page } = await stage.window(ann, { path: pathOf(direct), viewport });
    const screen = new ConversationOnScreen(page);
    await screen.has('the last');
    await screen.log.hover();
    for (const text of [...LONG].reverse()) {
      const row = screen.row(text.slice(0, 30));
      await expect
        .poll(async () => {
          await page.mouse.wheel(0, -300);
          return row.count();
        })
        .toBe(1);
      const { right, inside } = await row.evaluate((one) => {
        const { right } = one.getBoundingClientRect();
        return { right, inside: one.scrollWidth - one.clientWidth };
      });
      expect(right).toBeLessThanOrEqual(viewport.width);
      expect(inside).toBeLessThanOrEqual(0);
    }
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it.each([
    ['text is twice as large', { width: 640, height: 800 }, '200%'],
    ['everything is four times as large', { width: 320, height: 256 }, '100%'],
  ])('leaves room for the page when %s', async (_what, viewport, fontSize) => {
    const pages = [pathOf(direct), '/', '/contacts', '/rooms', '/settings/preferences', '/settings/profile'];
    const { page } = await stage.window(ann, { path: '/', viewport });
    for (const address of pages) {
      await page.goto(`${stage.origin}${address}`);
      await page.getByRole('heading').first().waitFor();
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
      }, fontSize);
      expect([address, await overflow(page)]).toEqual([address, 0]);
    }
  });

  it('of many lines is folded, and opens where it is', async () => {
    const { page } = await stage.window(ann, { path: pathOf(direct) });
    const screen = new ConversationOnScreen(page);
    await screen.has('the last');
    const more = page.getByRole('button', { name: 'Show more' });
    await more.scrollIntoViewIfNeeded();
    const beginning = screen.log.locator('article', { has: more });
    const top = (await beginning.boundingBox())?.y ?? NaN;
    expect(await screen.log.innerText()).not.toContain('line 60');
    await more.click();
    await page.getByText('line 60').waitFor({ state: 'attached' });
    const opened = screen.log.locator('article', { hasText: 'line 60' });
    expect(Math.abs(((await opened.boundingBox())?.y ?? NaN) - top)).toBeLessThanOrEqual(1);
  });

  it('becomes text and safe links, and never HTML', async () => {
    const { page } = await stage.window(ann, { path: pathOf(direct) });
    const screen = new ConversationOnScreen(page);
    const row = screen.row('see https://example.org');
    await row.scrollIntoViewIfNeeded();
    const links = await row
      .locator('a[href]')
      .evaluateAll((all) => all.map((link) => ({ href: link.getAttribute('href'), rel: link.getAttribute('rel') })));
    expect(links.map(({ href }) => href)).toEqual([
      'https://example.org/a',
      'mailto:ann@example.org',
      expect.stringMatching(/^https:\/\/(xn--e1afmkfd\.xn--p1ai|пример\.рф)\/$/),
    ]);
    for (const { rel } of links.filter(({ href }) => href?.startsWith('https'))) {
      expect(rel).toContain('noopener');
      expect(rel).toContain('noreferrer');
    }
    const body = row.locator('[id$="-body"]');
    expect(await body.innerText()).toContain('xn--e1afmkfd.xn--p1ai');
    expect(await body.innerText()).toContain('<img src=x onerror="alert(1)"> <b>bold</b>');
    expect(await body.locator('img, b').count()).toBe(0);
  });

  it('of emoji alone is large, and none of them is taken apart', async () => {
    const { page } = await stage.window(ann, { path: pathOf(direct) });
    const screen = new ConversationOnScreen(page);
    await screen.has('the last');
    const sizeOf = (text: string): Promise<number> =>
      screen
        .row(text)
        .locator('[dir=auto]', { hasText: text })
        .last()
        .evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
    expect(await screen.row(FAMILY).locator('[dir=auto]', { hasText: FAMILY }).last().innerText()).toBe(FAMILY);
    expect(await sizeOf(FAMILY)).toBeGreaterThan((await sizeOf('the last')) * 1.5);
  });

  it('says when it was written, and who wrote it once for those that belong together', async () => {
    const { page } = await stage.window(ann, { path: pathOf(room) });
    const screen = new ConversationOnScreen(page);
    await screen.has('two of two');
    // For those who can't see the group each message names its author.
    const names = await screen.log
      .getByText('Ben', { exact: true })
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().width > 1).length);
    expect(names).toBe(1);
    const times = await screen.log
      .locator('article time')
      .evaluateAll((all) => all.map((time) => Date.parse(time.getAttribute('datetime') ?? '')));
    expect(times.length).toBeGreaterThanOrEqual(2);
    for (const time of times) expect(Math.abs(Date.now() - time)).toBeLessThan(600_000);
  });
});
