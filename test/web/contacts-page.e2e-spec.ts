import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage, Person } from './support/stage.js';

describe.skipIf(browserIsMissing())('the contacts', () => {
  let stage: Stage;

  holdStage((opened) => (stage = opened));

  const add = (person: Person, other: Person, groupName: string) =>
    person.door.run('mutation ($input: AddContactInput!) { addContact(input: $input) { contact { id } } }', {
      input: { userId: other.id, groupName },
    });
  const contact = (page: Page, { id }: Person): Locator => page.locator(`main [data-user-id="${id}"]`);
  const choose = async (page: Page, name: string, ...items: (string | RegExp)[]): Promise<void> => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    for (const item of items) await page.getByRole('menuitem', { name: item }).click();
  };

  it('are found, put into a new group and called as one likes, in all windows', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    const direct = await stage.direct(ann, ben);
    const [{ page }, { page: other }] = [
      await stage.window(ann, { path: '/contacts' }),
      await stage.window(ann, { path: '/' }),
    ];
    await page.getByRole('heading', { name: 'No contacts yet' }).waitFor();
    await page.getByRole('button', { name: 'Add a contact' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Add a contact' });
    await dialog.waitFor();
    await page.keyboard.type(ben.username);
    await dialog.getByRole('button', { name: new RegExp(ben.username) }).click();
    await dialog.getByLabel('Group', { exact: true }).selectOption({ label: 'New group…' });
    await dialog.getByLabel('Name of the new group').fill('Climbers');
    await dialog.getByLabel('Remark (optional)').fill('Benny');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Climbers, 1 contacts' }).waitFor();
    await contact(page, ben).getByText('Benny').waitFor();
    // The list calls people as the viewer does.
    await other.locator(`[data-conversation-id="${direct}"]`).getByText('Benny').waitFor();

    await stage.write(ben, direct, ['Hello']);
    await page.getByText('1 unread message').first().waitFor();
    await contact(page, ben).click();
    await page.waitForURL(`**/c/${direct}`);
  });

  it('move between groups, are removed and come back', async () => {
    const [ann, ben, cy] = [await stage.person('Ann'), await stage.person('Ben'), await stage.person('Cy')];
    await add(ann, ben, 'Work');
    await add(ann, cy, 'Home');
    const { page } = await stage.window(ann, { path: '/contacts' });
    await choose(page, 'Ben', 'Move to group', 'Home');
    await page.getByRole('button', { name: 'Home, 2 contacts' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Home, 1 contacts' }).waitFor();

    await choose(page, 'Ben', 'Remove contact…');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await contact(page, ben).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await contact(page, ben).waitFor();
    await page.getByRole('button', { name: 'Work, 1 contacts' }).waitFor();
  });

  it('have groups that are made, named, ordered, folded and deleted', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    await add(ann, ben, 'Work');
    const { page } = await stage.window(ann, { path: '/contacts' });
    const names = (): Promise<(string | null)[]> =>
      page.locator('[data-group-id]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    await page.getByRole('button', { name: 'New group' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Club');
    await page.keyboard.press('Enter');
    await expect.poll(names).toEqual(['Work, 1 contacts', 'Club, 0 contacts']);

    await choose(page, 'group Club', 'Move up');
    await expect.poll(names).toEqual(['Club, 0 contacts', 'Work, 1 contacts']);
    await choose(page, 'group Club', 'Rename…');
    await page.getByLabel('Name of the group').fill('Chess');
    await page.keyboard.press('Enter');
    await expect.poll(names).toEqual(['Chess, 0 contacts', 'Work, 1 contacts']);

    await page.getByRole('button', { name: 'Work, 1 contacts' }).click();
    await contact(page, ben).waitFor({ state: 'detached' });
    await choose(page, 'group Work', 'Delete…');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(async () => (await names()).filter((name) => name?.includes('1 contacts'))).toHaveLength(1);
    await contact(page, ben).waitFor();
  });

  it('are blocked and unblocked', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    await add(ann, ben, 'Work');
    const { page } = await stage.window(ann, { path: '/contacts' });
    await choose(page, 'Ben', 'Block…');
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByText('Blocked Ben').waitFor();
    // Whoever is blocked can't be written to; the reason is said in words.
    await contact(page, ben).click();
    await page.getByText('One of you has blocked the other.').waitFor();
    await page.getByRole('button', { name: 'Blocked people' }).click();
    await page.getByRole('button', { name: 'Unblock Ben' }).click();
    await page.getByRole('heading', { name: 'Nobody is blocked' }).waitFor();
    await page.keyboard.press('Escape');
    await contact(page, ben).click();
    await page.waitForURL(/\/c\//);
  });

  it('say in the dialog what the server refuses, and keep what was typed', async () => {
    const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    await add(ann, ben, 'Work');
    const { page } = await stage.window(ann, { path: '/contacts' });
    await page.getByRole('button', { name: 'New group' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('work');
    await page.keyboard.press('Enter');
    await page.getByText('There is a group of this name already.').waitFor();
    expect(await page.getByLabel('Name of the group').inputValue()).toBe('work');
  });
});
