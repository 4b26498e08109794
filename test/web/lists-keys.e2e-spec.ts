import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { holdStage } from './support/hold-stage.js';
import { makeRoom } from './support/rooms.js';
import type { Stage } from './support/stage.js';

describe.skipIf(browserIsMissing())('keys of the whole application', () => {
  let stage: Stage;

  holdStage((opened) => (stage = opened));

  const switcher = (page: Page) => page.getByRole('dialog', { name: 'Go to' });

  it('lead to a conversation by its name, and to people and rooms where there is none yet', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Quentin')];
    const { conversationId } = await makeRoom(ann, 'Quartet');
    await makeRoom(ann, 'Other');
    await makeRoom(ben, 'Quarry');
    const { page } = await stage.window(ann);
    await page.locator('[data-conversation-id]').nth(1).waitFor();
    await page.keyboard.press('Control+k');
    await switcher(page).waitFor();
    await page.keyboard.type('qu');
    const option = (name: string) => switcher(page).getByRole('option', { name: new RegExp(name) });
    for (const name of ['Quartet', 'Quentin', 'Quarry']) await option(name).waitFor();
    expect(await option('Quartet').getAttribute('aria-selected')).toBe('true');
    const field = switcher(page).getByRole('combobox');
    expect(await field.getAttribute('aria-activedescendant')).toBe(await option('Quartet').getAttribute('id'));
    await page.keyboard.press('ArrowDown');
    expect(await option('Quentin').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/c/${conversationId}`);
    expect(await switcher(page).count()).toBe(0);
  });

  it('close what they opened and give the focus back', async () => {
    const ann = await stage.person('Ann');
    const { conversationId } = await makeRoom(ann, 'Room');
    const { page } = await stage.window(ann);
    const link = page.locator(`[data-conversation-id="${conversationId}"]`).getByRole('link');
    await link.focus();
    await page.keyboard.press('Control+k');
    await switcher(page).waitFor();
    await page.keyboard.press('Escape');
    await switcher(page).waitFor({ state: 'detached' });
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('go from one conversation to the next, past what is archived', async () => {
    const ann = await stage.person('Ann');
    const ids: string[] = [];
    for (const name of ['Three', 'Two', 'One']) ids.unshift((await makeRoom(ann, name)).conversationId);
    await ann.door.run(
      'mutation ($input: UpdateConversationSettingsInput!) { updateConversationSettings(input: $input) { conversation { id } } }',
      { input: { conversationId: ids[1], archived: true } },
    );
    const { page } = await stage.window(ann, { path: `/c/${ids[0]}` });
    await page.locator('[data-conversation-id]').nth(1).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.waitForURL(`**/c/${ids[2]}`);
    await page.keyboard.press('Alt+ArrowUp');
    await page.waitForURL(`**/c/${ids[0]}`);
  });

  it('mean nothing while somebody types or composes', async () => {
    const ann = await stage.person('Ann');
    await makeRoom(ann, 'Room');
    const { page, context } = await stage.window(ann);
    await page.locator('[data-conversation-id]').first().waitFor();
    const field = page.getByRole('textbox', { name: /^Search/ });
    await field.fill('ro');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('?');
    expect(await field.inputValue()).toBe('ro?');
    await field.fill('');
    const session = await context.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'ㄓ', selectionStart: 1, selectionEnd: 1 });
    await page.keyboard.press('Control+k');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await session.send('Input.insertText', { text: '' });
    await session.detach();
  });
});
