import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { holdStage } from './support/hold-stage.js';
import { makeRoom } from './support/rooms.js';
import type { Stage } from './support/stage.js';

describe.skipIf(browserIsMissing())('rooms', () => {
  let stage: Stage;

  holdStage((opened) => (stage = opened));

  const details = async (page: Page, conversationId: string): Promise<Locator> => {
    await page.locator(`[data-conversation-id="${conversationId}"]`).getByRole('link').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Room details' }).click();
    return page.getByRole('dialog', { name: 'Room details' });
  };

  it('are made with people in them, and found and joined by others', async () => {
    const [ann, ben, cy] = [await stage.person('Ann'), await stage.person('Ben'), await stage.person('Cy')];
    const [{ page }, { page: cys }, { page: bens }] = [
      await stage.window(ann, { path: '/rooms' }),
      await stage.window(cy, { path: '/rooms' }),
      await stage.window(ben),
    ];
    await page.getByRole('button', { name: 'New room' }).first().click();
    await page.getByRole('button', { name: 'Create room' }).click();
    await page.getByText('Give the room a name.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Hikers');
    await page.getByLabel('Description').fill('On Sundays');
    await page.getByRole('textbox', { name: /account number/ }).fill(ben.username);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`@${ben.username}`) })
      .click();
    await page.getByRole('button', { name: 'Take Ben out' }).waitFor();
    await page.getByRole('button', { name: 'Create room' }).click();
    await page.waitForURL(/\/c\//);
    await bens.locator('[data-conversation-id]').getByText('Hikers').waitFor();

    await cys.getByRole('textbox', { name: 'Search rooms' }).fill('hik');
    await cys.getByRole('button', { name: 'Join Hikers' }).click();
    await cys.waitForURL(/\/c\//);
    await cys.locator('[data-conversation-id]').getByText('Hikers').waitFor();
  });

  it('show who comes and goes, live', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const { conversationId } = await makeRoom(ann, 'Lobby', [ben]);
    const [{ page }, { page: bens, context }] = [await stage.window(ann), await stage.window(ben)];
    const dialog = await details(page, conversationId);
    await dialog.getByText('1 here now').waitFor();
    await details(bens, conversationId);
    await dialog.getByText('Ben came in').waitFor();
    await dialog.getByText('2 here now').waitFor();
    await context.close();
    await dialog.getByText('Ben went out').waitFor();
    await dialog.getByText('1 here now').waitFor();
  });

  it('are looked after by their owner', async () => {
    const [ann, ben, cy] = [await stage.person('Ann'), await stage.person('Ben'), await stage.person('Cy')];
    const { conversationId } = await makeRoom(ann, 'Team', [ben, cy]);
    const [{ page }, { page: cys }] = [await stage.window(ann), await stage.window(cy)];
    await cys.locator(`[data-conversation-id="${conversationId}"]`).waitFor();
    const dialog = await details(page, conversationId);
    const member = (id: string): Locator => dialog.locator(`[data-user-id="${id}"]`);
    const act = async (name: string, ...items: string[]): Promise<void> => {
      await dialog.getByRole('button', { name: `Actions for ${name}` }).click();
      for (const item of items) await page.getByRole('menuitem', { name: item, exact: true }).click();
    };
    const seen = (await details(cys, conversationId)).locator(`[data-user-id="${ben.id}"]`);
    await seen.waitFor();
    await act('Ben', 'Make admin');
    await member(ben.id).getByText('Admin').waitFor();
    await seen.getByText('Admin').waitFor();
    await act('Cy', 'Silence', 'For an hour');
    await member(cy.id)
      .getByText(/^silenced until/)
      .waitFor();

    await dialog.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Crew');
    await page.getByRole('button', { name: 'Save' }).click();
    await cys.locator(`[data-conversation-id="${conversationId}"]`).getByText('Crew').waitFor();

    await act('Cy', 'Remove and ban…');
    await page.getByRole('button', { name: 'Ban', exact: true }).click();
    await dialog.getByRole('button', { name: 'Lift the ban of Cy' }).waitFor();
    await cys.locator(`[data-conversation-id="${conversationId}"]`).waitFor({ state: 'detached' });
    // The button that led here is gone; the focus is still in the pane.
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);

    await act('Ben', 'Hand the room over…');
    await page.getByRole('button', { name: 'Hand over' }).click();
    await member(ben.id).getByText('Owner').waitFor();
    await dialog.getByRole('button', { name: 'Leave room' }).click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.locator(`[data-conversation-id="${conversationId}"]`).waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
