/** What people see of one another besides what they write: who is there, who was, who is writing. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import type { Person, Stage } from './support/stage.js';

const CUT = /WebSocket|ERR_|Failed to (load|fetch)/;

const headOf = (page: Page): Locator => page.getByRole('main').locator('header').first();
const rowOf = (page: Page, id: string): Locator => page.locator(`[data-conversation-id="${id}"]`);
const isFocused = (field: Locator): Promise<boolean> => field.evaluate((one) => one === document.activeElement);

describe.skipIf(browserIsMissing())('two people', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened), { PRESENCE_EXPIRY_MS: '1000' });

  const meet = async (): Promise<readonly [ann: Person, ben: Person, id: string]> => {
    const [ann, ben] = await Promise.all([stage.person('Ann'), stage.person('Ben')]);
    return [ann, ben, await stage.direct(ann, ben)];
  };

  it('see that the other is there, in the list and above the conversation, and when they left', async () => {
    const [ann, ben, id] = await meet();
    const his = await stage.window(ben);
    await rowOf(his.page, id).waitFor();
    const { page } = await stage.window(ann, { path: pathOf(id) });
    await rowOf(page, id).getByText('online').waitFor({ state: 'attached' });
    await headOf(page).getByText('Online', { exact: true }).waitFor();
    await his.context.close();
    await headOf(page)
      .getByText(/^Last seen /)
      .waitFor();
    await rowOf(page, id).getByText('online').waitFor({ state: 'detached' });
    await stage.window(ben);
    await headOf(page).getByText('Online', { exact: true }).waitFor();
  });

  it('see who is writing, until they stop, or until nobody can tell any more', async () => {
    const [ann, ben, id] = await meet();
    const { page } = await stage.window(ann, { path: pathOf(id), tolerate: CUT });
    const his = new ConversationOnScreen((await stage.window(ben, { path: pathOf(id), tolerate: CUT })).page);
    const line = page.getByRole('main').getByText('Ben is typing…');
    await his.composer.pressSequentially('Let me see');
    await line.waitFor();
    await rowOf(page, id).getByText('typing…').waitFor();
    await his.composer.press('Enter');
    await line.waitFor({ state: 'detached' });
    await his.composer.pressSequentially('And then');
    await line.waitFor();
    stage.server.proxy.set({ blackHole: true });
    stage.server.proxy.cutAll();
    await line.waitFor({ state: 'detached' });
  });

  it('can write as soon as a conversation is open, however they came to it', async () => {
    const [ann, ben, id] = await meet();
    const { page } = await stage.window(ann);
    const { composer } = new ConversationOnScreen(page);
    await rowOf(page, id).getByRole('link').click();
    await expect.poll(() => isFocused(composer)).toBe(true);
    await page.getByRole('link', { name: 'Contacts' }).click();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Ben');
    await page.getByRole('option', { name: 'Ben' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${pathOf(id)}`);
    await expect.poll(() => isFocused(composer)).toBe(true);
    await page.goto(stage.origin);
    await page.getByRole('button', { name: 'New chat' }).first().click();
    await page.getByRole('dialog').getByRole('textbox').fill(ben.username);
    await page.getByRole('dialog').locator(`[data-user-id="${ben.id}"]`).click();
    await page.waitForURL(`**${pathOf(id)}`);
    await expect.poll(() => isFocused(composer)).toBe(true);
  });

  it('are not kept by one conversation when they go from one to the next by keys', async () => {
    const [ann, ben, id] = await meet();
    const other = await stage.direct(ann, await stage.person('Cem'));
    await stage.write(ann, id, ['first']);
    const { page } = await stage.window(ann, { path: pathOf(other) });
    const { composer } = new ConversationOnScreen(page);
    await composer.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.waitForURL(`**${pathOf(id)}`);
    await page.getByRole('heading', { name: ben.nickname }).waitFor();
    expect(await isFocused(composer)).toBe(false);
  });

  it('have no keyboard come up on a phone when they open a conversation', async () => {
    const [ann, , id] = await meet();
    const { page } = await stage.window(ann, { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
    await rowOf(page, id).getByRole('link').tap();
    const { composer } = new ConversationOnScreen(page);
    await composer.waitFor();
    expect(await isFocused(composer)).toBe(false);
  });
});
