import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import { firstSeq, gapOf, longTexts, spread, trackedTops } from './support/scrolling.js';
import type { Stage, Person } from './support/stage.js';

describe.skipIf(browserIsMissing())('a long conversation', () => {
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

  const scrollUp = async (page: Page, by: number): Promise<void> => {
    await page.getByRole('log').hover();
    await page.mouse.wheel(0, -by);
    await expect.poll(() => gapOf(page)).toBeGreaterThan(by / 2);
  };

  it('opens at the first message that was not read', async () => {
    const { page } = await open(200, 100);
    await expect.poll(() => firstSeq(page)).toBe(101);
    const line = page.getByRole('separator', { name: 'New messages' });
    const top = async (): Promise<number> => (await line.boundingBox())?.y ?? NaN;
    const logTop = (await page.getByRole('log').boundingBox())?.y ?? NaN;
    await expect.poll(async () => Math.abs((await top()) - logTop)).toBeLessThanOrEqual(1);
  });

  it('opens at its end, and stays there when something comes or grows', async () => {
    const { page, chat } = await open(120, 120);
    await expect.poll(() => gapOf(page)).toBe(0);
    await stage.write(ben, id, ['another', `and ${'a long '.repeat(100)}one`]);
    await chat.hasAll(['another', 'one']);
    await expect.poll(() => gapOf(page)).toBeLessThanOrEqual(1);
    await page
      .getByRole('article')
      .last()
      .evaluate((row) => {
        row.style.paddingBlockEnd = '220px';
      });
    await expect.poll(() => gapOf(page)).toBeLessThanOrEqual(1);
  });

  it('does not move whoever reads further up, counts what comes, and leads there', async () => {
    const { page } = await open(120, 120);
    await scrollUp(page, 1500);
    const seq = await firstSeq(page);
    const tops = trackedTops(page, seq);
    await stage.write(ben, id, ['while reading']);
    expect(spread(await tops)).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: '1 new message' }).click();
    await expect.poll(() => gapOf(page)).toBeLessThanOrEqual(1);
  });

  it('keeps the place when earlier messages come, also at the very top', async () => {
    const { page } = await open(300, 300);
    for (const _time of [1, 2, 3]) {
      await page.getByRole('log').evaluate(async (log) => {
        log.scrollTop = 0;
        // What is there now is drawn with the next frame.
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      });
      const seq = await firstSeq(page);
      expect(spread(await trackedTops(page, seq))).toBeLessThanOrEqual(1);
    }
  });

  it('goes to its end when one writes', async () => {
    const { page, chat } = await open(120, 120);
    await scrollUp(page, 2500);
    await chat.send('mine');
    await chat.has('mine');
    await expect.poll(() => gapOf(page)).toBeLessThanOrEqual(1);
  });

  it('goes to a message that is quoted and not here, and back', async () => {
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
    await chat
      .row('about long ago')
      .getByRole('button', { name: /Go to the message/ })
      .click();
    const target = page.locator('article[data-seq="10"]');
    await target.waitFor();
    await expect.poll(() => target.evaluate((row) => row === document.activeElement)).toBe(true);
    await page.goBack();
    await expect.poll(() => gapOf(page)).toBeLessThanOrEqual(2);
  });

  it('is where one left it after a look at another one', async () => {
    const { page } = await open(200, 200);
    const cat = await stage.person('Cat');
    const other = await stage.direct(ann, cat);
    await stage.write(cat, other, ['hello']);
    await scrollUp(page, 2345);
    await expect.poll(async () => spread(await trackedTops(page, await firstSeq(page)))).toBe(0);
    const seq = await firstSeq(page);
    const [before = NaN] = await trackedTops(page, seq);
    await page.locator(`[data-conversation-id="${other}"]`).getByRole('link').click();
    await page.getByRole('log').getByText('hello').waitFor();
    await page.locator(`[data-conversation-id="${id}"]`).getByRole('link').click();
    await page.locator(`article[data-seq="${seq}"]`).waitFor();
    await expect
      .poll(async () => Math.abs(((await trackedTops(page, seq)).at(-1) ?? NaN) - before))
      .toBeLessThanOrEqual(1);
  });
});
