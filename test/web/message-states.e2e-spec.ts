/** How far one's own messages have come, and what was not to be. */
import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';

describe.skipIf(browserIsMissing())('an own message', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened));

  it('is sent, delivered to a device, and read, by a sign and in words', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    const { page } = await stage.window(ann, { path: pathOf(id) });
    const screen = new ConversationOnScreen(page);
    await screen.composer.waitFor();
    await screen.send('how far?');
    await screen.has('how far?');
    const mark = screen.row('how far?').locator('[data-status]');
    const state = async (): Promise<unknown> => ({
      status: await mark.getAttribute('data-status'),
      words: await mark.innerText(),
      hasSign: (await mark.locator('svg').count()) === 1,
    });
    await expect.poll(state).toEqual({ status: 'sent', words: 'Sent', hasSign: true });
    const there = await stage.window(ben, { path: '/contacts' });
    await expect.poll(state).toEqual({ status: 'delivered', words: 'Delivered', hasSign: true });
    await there.page.goto(`${stage.origin}${pathOf(id)}`);
    await expect.poll(state).toEqual({ status: 'read', words: 'Read', hasSign: true });
  });

  it('that was refused can be copied, and deleted for good', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    const { page, context } = await stage.window(ann, { path: pathOf(id) });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await ben.door.run('mutation ($input: BlockUserInput!) { blockUser(input: $input) { __typename } }', {
      input: { userId: ann.id },
    });
    const screen = new ConversationOnScreen(page);
    await screen.composer.waitFor();
    await screen.send('not wanted');
    const bar = page.getByRole('group', { name: 'This message was not sent' });
    await bar.getByRole('button', { name: 'Copy text' }).click();
    await page.getByText('Copied').first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('not wanted');
    await bar.getByRole('button', { name: 'Delete' }).click();
    await bar.waitFor({ state: 'detached' });
    await page.reload();
    await screen.composer.waitFor();
    await page.locator(`[data-conversation-id="${id}"]`).waitFor();
    expect(await screen.row('not wanted').count()).toBe(0);
  });

  it('keeps no reaction, and no change of its text, that the server has refused', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const id = await stage.direct(ann, ben);
    await stage.write(ann, id, ['as it was']);
    const { page } = await stage.window(ann, { path: pathOf(id) });
    const screen = new ConversationOnScreen(page);
    await screen.has('as it was');
    const waiting: Route[] = [];
    await page.route(/\/graphql$/, async (route) => {
      if (/AddReaction|EditMessage/.test(route.request().postData() ?? '')) waiting.push(route);
      else await route.fallback();
    });
    const refuse = async (): Promise<void> => {
      await expect.poll(() => waiting.length).toBe(1);
      const errors = [{ message: 'no', extensions: { code: 'FORBIDDEN' } }];
      await waiting.pop()?.fulfill({ json: { errors, data: null } });
      await page.getByText('You may not do this.').first().waitFor();
    };
    const row = screen.log.locator('article[data-own="true"]');
    await row.hover();
    await row.getByRole('button', { name: 'Add a reaction' }).click();
    await page.getByRole('group', { name: 'Often used' }).getByRole('button').first().click();
    const mine = row.getByRole('button', { name: /Take it back/ });
    // Before the server has said anything.
    await mine.waitFor();
    await refuse();
    await mine.waitFor({ state: 'detached' });
    expect(await row.getByRole('listitem').count()).toBe(0);

    await screen.composer.press('ArrowUp');
    await screen.send('as it is not');
    await screen.row('as it is not').waitFor();
    await refuse();
    await screen.row('as it was').waitFor();
    expect(await screen.row('as it is not').count()).toBe(0);
    // Nobody has to write it twice.
    expect(await screen.composer.inputValue()).toBe('as it is not');
  });
});
