/** What stays where it is while one reads, and what lies between two places of a long conversation. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import { firstSeq, gapOf, longTexts, spread, trackedTops } from './support/scrolling.js';
import type { Stage, Person } from './support/stage.js';

/** The numbers of the rows on the screen, in order; null stands for what is not here yet. */
const onScreen = (page: Page): Promise<(number | null)[]> =>
  page.getByRole('log').evaluate((log) => {
    const { top, bottom } = log.getBoundingClientRect();
    return [...log.querySelectorAll<HTMLElement>('article[data-seq], [data-gap]')]
      .map((row) => ({ row, box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > top && box.top < bottom)
      .sort((one, other) => one.box.top - other.box.top)
      .map(({ row }) => (row.hasAttribute('data-gap') ? null : Number(row.dataset.seq)));
  });

describe.skipIf(browserIsMissing())('the place in a long conversation', () => {
  let stage: Stage;
  let ann: Person;
  let ben: Person;
  let id: string;

  holdStage((opened) => (stage = opened));

  async function open(count: number, readTo: number): Promise<{ page: Page; chat: ConversationOnScreen }> {
    [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    id = await stage.direct(ann, ben);
    await stage.write(ben, id, longTexts(count));
    await ann.door.run('mutation ($input: MarkReadInput!) { markRead(input: $input) { conversation { id } } }', {
      input: { conversationId: id, seq: readTo },
    });
    const { page } = await stage.window(ann, { path: `/c/${id}` });
    await page.getByRole('log').getByRole('article').first().waitFor();
    return { page, chat: new ConversationOnScreen(page) };
  }

  it('is kept when a row above grows', async () => {
    const { page } = await open(120, 120);
    await page.getByRole('log').hover();
    await page.mouse.wheel(0, -1500);
    await expect.poll(() => gapOf(page)).toBeGreaterThan(750);
    await expect.poll(async () => spread(await trackedTops(page, await firstSeq(page)))).toBe(0);
    const seq = await firstSeq(page);
    const tops = trackedTops(page, seq);
    const above = page.locator(`article[data-seq="${seq - 2}"]`);
    await above.evaluate((row) => {
      row.style.paddingBlockEnd = '220px';
    });
    expect(spread(await tops)).toBeLessThanOrEqual(1);
    expect((await above.boundingBox())?.height).toBeGreaterThan(220);
  });

  it('moves by as much as the wheel turns, whatever comes above meanwhile', async () => {
    const { page } = await open(300, 300);
    await page.getByRole('log').hover();
    const beginning = async (): Promise<number> => Math.min(...(await onScreen(page)).map((seq) => seq ?? Infinity));
    const first = await beginning();
    for (let turn = 0; turn < 28; turn += 1) {
      const seq = await firstSeq(page);
      const top = async (): Promise<number> => (await trackedTops(page, seq, 2)).at(-1) ?? NaN;
      const before = await top();
      await page.mouse.wheel(0, -150);
      await expect.poll(async () => Math.abs((await top()) - before - 150)).toBeLessThanOrEqual(1);
    }
    expect(await beginning()).toBeLessThan(first - 40);
  });

  it('far up joins the live end, with everything in between and nothing that only seems to follow', async () => {
    const { page, chat } = await open(300, 300);
    const { conversation } = await ann.door.run(
      'query ($id: ID!) { conversation(id: $id) { messages(first: 10) { edges { node { id } } } } }',
      { id },
    );
    await ben.door.run('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }', {
      input: {
        conversationId: id,
        clientMessageId: 'a-reply',
        text: 'about long ago',
        replyToId: conversation.messages.edges[9].node.id,
      },
    });
    const quote = chat.row('about long ago').getByRole('button', { name: /Go to the message/ });
    await quote.click();
    await page.locator('article[data-seq="10"]').waitFor();
    await stage.write(ben, id, ['said meanwhile']);
    await page.getByRole('button', { name: /^1 new message/ }).waitFor();

    const met = new Set<number>();
    await page.getByRole('log').hover();
    await expect
      .poll(
        async () => {
          const rows = await onScreen(page);
          for (const [index, seq] of rows.entries()) {
            const previous = rows[index - 1];
            if (seq === null) continue;
            met.add(seq);
            // What follows another on the screen follows it in fact.
            if (typeof previous === 'number') expect(seq).toBe(previous + 1);
          }
          await page.mouse.wheel(0, 300);
          return met.has(302) && (await gapOf(page)) <= 1;
        },
        { timeout: 45_000, interval: 20 },
      )
      .toBe(true);
    const missed = Array.from({ length: 293 }, (_, index) => index + 10).filter((seq) => !met.has(seq));
    expect(missed).toEqual([]);
    await chat.has('said meanwhile');
  });

  it('of the line of new messages stays while one is here, and is another at the next visit', async () => {
    const { page, chat } = await open(60, 50);
    const other = await stage.direct(ann, await stage.person('Cat'));
    const line = page.getByRole('separator', { name: 'New messages' });
    const seqOfLine = (): Promise<number> =>
      line.evaluate((mark) => Number(mark.parentElement?.querySelector('article')?.dataset.seq));
    await line.waitFor();
    expect(await seqOfLine()).toBe(51);
    const toEnd = (): Promise<void> =>
      expect
        .poll(async () => {
          await page.mouse.wheel(0, 400);
          return gapOf(page);
        })
        .toBeLessThanOrEqual(1);
    const rowOf = (conversationId: string) => page.locator(`[data-conversation-id="${conversationId}"]`);
    await page.getByRole('log').hover();
    await toEnd();
    await page.waitForFunction(() => document.title === 'Wireside');
    await stage.write(ben, id, ['while here']);
    await chat.has('while here');
    await page.waitForFunction(() => document.title === 'Wireside');
    await page.locator('article[data-seq="51"]').scrollIntoViewIfNeeded();
    expect(await seqOfLine()).toBe(51);

    await rowOf(other).getByRole('link').click();
    await page.waitForURL(`**/c/${other}`);
    await stage.write(ben, id, ['while away', 'and again']);
    await page.waitForFunction(() => document.title === '(2) Wireside');
    await rowOf(id).getByRole('link').click();
    await chat.has('while away');
    await expect.poll(seqOfLine).toBe(62);
  });
});
