import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { holdStage } from './support/hold-stage.js';
import { makeRoom } from './support/rooms.js';
import type { Stage } from './support/stage.js';

describe.skipIf(browserIsMissing())('the list of conversations', () => {
  let stage: Stage;

  holdStage((opened) => (stage = opened));

  const rows = (page: Page): Locator => page.locator('[data-conversation-id]');
  const rowOf = (page: Page, id: string): Locator => page.locator(`[data-conversation-id="${id}"]`);
  const idsOf = (page: Page): Promise<(string | null)[]> =>
    rows(page).evaluateAll((all) => all.map((one) => one.getAttribute('data-conversation-id')));
  const focusedId = (page: Page): Promise<string | null | undefined> =>
    page.evaluate(() =>
      document.activeElement?.closest('[data-conversation-id]')?.getAttribute('data-conversation-id'),
    );
  const choose = async (page: Page, id: string, ...names: (string | RegExp)[]): Promise<void> => {
    await rowOf(page, id).getByRole('link').click({ button: 'right' });
    for (const name of names) await page.getByRole('menuitem', { name }).click();
  };

  it('leads whoever is new to their first conversation', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Benedict')];
    const { page } = await stage.window(ann);
    await page.getByRole('heading', { name: 'No conversations yet' }).waitFor();
    await page.locator('#list').getByRole('button', { name: 'New chat' }).last().click();
    const dialog = page.getByRole('dialog', { name: 'New chat' });
    await dialog.waitFor();
    await page.keyboard.type(ben.username);
    await dialog.getByRole('button', { name: new RegExp(ben.username) }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/c\//);
    expect(await rows(page).count()).toBe(1);
    await rows(page).getByText('Benedict').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('tells live what is new: the message, how many are unread, and who is named', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const room = await makeRoom(ben, 'Design', [ann]);
    const direct = await stage.direct(ann, ben);
    await stage.write(ann, direct, ['Are you there?']);
    const { page } = await stage.window(ann);
    await rowOf(page, direct).getByText('You: Are you there?').waitFor();

    await ben.door.run('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }', {
      input: {
        conversationId: room.conversationId,
        text: '@Ann have a look',
        mentions: [ann.id],
        clientMessageId: randomUUID(),
      },
    });
    const row = rowOf(page, room.conversationId);
    await row.getByText('Ben: @Ann have a look').waitFor();
    await row.getByText('1 unread message').waitFor();
    await row.getByRole('img', { name: '1 mentions you' }).waitFor();
    expect((await idsOf(page))[0]).toBe(room.conversationId);

    await ben.door.run('mutation ($input: SetTypingInput!) { setTyping(input: $input) { conversationId } }', {
      input: { conversationId: room.conversationId, isTyping: true },
    });
    await row.getByText('Ben is typing…').waitFor();
    await choose(page, room.conversationId, 'Mark as read');
    await row.getByText('1 unread message').waitFor({ state: 'detached' });
    await choose(page, room.conversationId, 'Mark as unread');
    await row.getByText('1 unread message').waitFor();
  });

  it('shows a draft that is written in another window', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const direct = await stage.direct(ann, ben);
    const { page } = await stage.window(ann);
    await rowOf(page, direct).waitFor();
    await ann.door.run('mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { version } }', {
      input: { conversationId: direct, text: 'Dear Ben' },
    });
    await rowOf(page, direct).getByText('Draft: Dear Ben').waitFor();
  });

  it('pins, mutes and archives in all windows, and takes back what was a slip', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const older = await stage.direct(ann, ben);
    const { conversationId: newer } = await makeRoom(ann, 'Newer');
    const [{ page }, { page: other }] = [await stage.window(ann), await stage.window(ann)];
    await rowOf(other, older).waitFor();
    await choose(page, older, 'Pin');
    await rowOf(other, older).getByRole('img', { name: 'Pinned' }).waitFor();
    expect(await idsOf(page)).toEqual([older, newer]);
    expect(await idsOf(other)).toEqual([older, newer]);

    await choose(page, older, 'Mute notifications', 'For 8 hours');
    await rowOf(other, older).getByRole('img', { name: 'Muted' }).waitFor();

    await choose(page, older, 'Archive');
    await rowOf(other, older).waitFor({ state: 'detached' });
    // What has come to its place has the focus.
    await expect.poll(() => focusedId(page)).toBe(newer);
    await page.getByRole('button', { name: 'Undo' }).click();
    await rowOf(other, older).waitFor();

    await choose(page, older, 'Archive');
    await page.getByRole('button', { name: 'Archived', exact: true }).click();
    await rowOf(page, older).waitFor();
    expect(await idsOf(page)).toEqual([older]);
  });

  it('is used by keys alone, and gives the focus back', async () => {
    const ann = await stage.person('Ann');
    const ids: string[] = [];
    for (const name of ['Three', 'Two', 'One']) ids.unshift((await makeRoom(ann, name)).conversationId);
    const { page } = await stage.window(ann);
    await rows(page).nth(2).waitFor();
    await page.getByRole('textbox', { name: /^Search/ }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await focusedId(page)).toBe(ids[0]);
    await page.keyboard.press('End');
    await expect.poll(() => focusedId(page)).toBe(ids[2]);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focusedId(page)).toBe(ids[1]);

    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedId(page)).toBe(ids[1]);

    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Leave room…' }).click();
    await page.getByRole('dialog', { name: 'Leave this room?' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedId(page)).toBe(ids[1]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/c/${ids[1]}`);
    expect(
      await rowOf(page, ids[1] ?? '')
        .getByRole('link')
        .getAttribute('aria-current'),
    ).toBe('page');
  });

  it('finds conversations, and people with whom there is none yet', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Zoë Stranger')];
    const { conversationId } = await makeRoom(ann, 'Zoology');
    await makeRoom(ann, 'Kitchen');
    const { page } = await stage.window(ann);
    await rows(page).nth(1).waitFor();
    await page.getByRole('textbox', { name: /^Search/ }).fill('zo');
    await page.getByRole('heading', { name: 'People' }).waitFor();
    expect(await idsOf(page)).toEqual([conversationId]);
    await page.locator(`[data-user-id="${ben.id}"]`).click();
    await page.waitForURL(/\/c\//);
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: /^Search/ }).fill('nothing is called so');
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await page.keyboard.press('Escape');
    await rows(page).nth(2).waitFor();
  });

  it('is as light with a hundred conversations as with ten', async () => {
    const ann = await stage.person('Ann');
    const made: string[] = [];
    for (let at = 0; at < 100; at += 1) made.unshift((await makeRoom(ann, `Room ${at}`)).conversationId);
    const { page } = await stage.window(ann);
    await rows(page).nth(5).waitFor();
    expect(await rows(page).count()).toBeLessThan(40);
    await rows(page).first().getByRole('link').focus();
    await page.keyboard.press('End');
    await expect.poll(() => focusedId(page)).toBe(made[99]);
    expect(await rows(page).count()).toBeLessThan(40);
    expect(await rowOf(page, made[99] ?? '').getAttribute('aria-setsize')).toBe('100');
  });
});
