import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen } from './support/conversation.js';
import { HeldRequests } from './support/files.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage, Person } from './support/stage.js';

describe.skipIf(browserIsMissing())('writing', () => {
  let stage: Stage;
  let ann: Person;
  let ben: Person;
  let id: string;

  holdStage((opened) => (stage = opened));

  async function open(tolerate?: RegExp): Promise<{ page: Page; chat: ConversationOnScreen }> {
    [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
    id = await stage.direct(ann, ben);
    await stage.write(ben, id, ['first']);
    const { page } = await stage.window(ann, { path: `/c/${id}`, ...(tolerate ? { tolerate } : {}) });
    const chat = new ConversationOnScreen(page);
    await chat.has('first');
    return { page, chat };
  }

  it('leaves Enter to whoever composes a character', async () => {
    const { page, chat } = await open();
    await chat.composer.focus();
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Input.imeSetComposition', { text: '你好', selectionStart: 2, selectionEnd: 2 });
    await devTools.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    await devTools.send('Input.insertText', { text: '你好' });
    expect(await chat.composer.inputValue()).toBe('你好');
    // Safari tells of the key after the composition has ended; what is not sent by then was left alone.
    const isLeft = await chat.composer.evaluate((field) => {
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '好' }));
      return field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
    expect(isLeft).toBe(true);
    expect(await chat.composer.inputValue()).toBe('你好');
    await expect
      .poll(async () => {
        await chat.composer.press('Enter');
        return chat.composer.inputValue();
      })
      .toBe('');
    await chat.has('你好');
    expect(await chat.row('你好').count()).toBe(1);
  });

  it('sends with Enter, begins a line with Shift and Enter, and edits the last message with the arrow up', async () => {
    const { chat } = await open();
    await chat.composer.pressSequentially('one');
    await chat.composer.press('Shift+Enter');
    await chat.composer.pressSequentially('two');
    await chat.composer.press('Enter');
    await chat.composer.press('Enter');
    await chat.has('one\ntwo');
    expect(await chat.log.locator('article[data-own="true"]').count()).toBe(1);
    await chat.composer.press('ArrowUp');
    expect(await chat.composer.inputValue()).toBe('one\ntwo');
    await chat.composer.press('Escape');
    expect(await chat.composer.inputValue()).toBe('');
    await chat.composer.press('ArrowUp');
    await chat.composer.fill('changed');
    await chat.composer.press('Enter');
    await chat.row('changed').getByText('edited').waitFor();
  });

  it('sends with Ctrl and Enter for those who want it so, and Enter begins a line', async () => {
    const { page, chat } = await open();
    await page.goto(`${stage.origin}/settings/preferences`);
    await page.getByRole('radio', { name: 'Ctrl+Enter' }).check();
    await page.goto(`${stage.origin}/c/${id}`);
    await chat.composer.pressSequentially('one');
    await chat.composer.press('Enter');
    await chat.composer.pressSequentially('two');
    expect(await chat.composer.inputValue()).toBe('one\ntwo');
    await chat.composer.press('Control+Enter');
    await chat.has('one\ntwo');
    expect(await chat.composer.inputValue()).toBe('');
  });

  it('suggests people and emoji, and can be undone', async () => {
    const { page, chat } = await open();
    await chat.composer.pressSequentially('hi @be');
    await page.getByRole('option', { name: 'Ben' }).waitFor();
    expect(await chat.composer.getAttribute('aria-activedescendant')).not.toBeNull();
    await chat.composer.press('Enter');
    expect(await chat.composer.inputValue()).toBe('hi @Ben ');
    await chat.composer.press('Control+z');
    expect(await chat.composer.inputValue()).toBe('hi @be');
    await chat.composer.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
    await chat.composer.fill('');
    await chat.composer.pressSequentially(':party');
    await page.getByRole('option').first().waitFor();
    await chat.composer.press('Enter');
    expect(await chat.composer.inputValue()).toMatch(/^\p{Extended_Pictographic}/u);
  });

  it('shows why a message was refused, loses none of it, and sends it again', async () => {
    const { page, chat } = await open();
    const block = (field: string): Promise<unknown> =>
      ben.door.run(
        `mutation ($input: ${field === 'blockUser' ? 'BlockUserInput' : 'UnblockUserInput'}!) {
        ${field}(input: $input) { __typename }
      }`,
        { input: { userId: ann.id } },
      );
    await block('blockUser');
    await chat.send('refused');
    const bar = page.getByRole('group', { name: 'This message was not sent' });
    await bar.getByText('One of you has blocked the other').waitFor();
    await chat.row('refused').waitFor();
    await block('unblockUser');
    const row = await chat.row('refused').elementHandle();
    await bar.getByRole('button', { name: 'Try again' }).click();
    await chat.has('refused');
    expect(await row?.evaluate((element) => element.isConnected)).toBe(true);
  });

  it('gives a reaction, and takes it back', async () => {
    const { page, chat } = await open();
    const row = chat.row('first');
    await row.hover();
    await row.getByRole('button', { name: 'Add a reaction' }).click();
    await page.getByRole('group', { name: 'Often used' }).getByRole('button').first().click();
    const mine = row.getByRole('button', { name: /Take it back/ });
    await mine.waitFor();
    await mine.click();
    await mine.waitFor({ state: 'detached' });
  });

  it('says "Sending…" only of what takes longer than a second', async () => {
    const { page, chat } = await open();
    const sends = await HeldRequests.on(page, /\/graphql$/, (request) => !!request.postData()?.includes('SendMessage'));
    await chat.composer.fill('slow');
    const after = page.evaluate(
      () =>
        new Promise<{ bubble: number; word: number }>((resolve) => {
          let pressedAt = 0;
          let bubble = 0;
          document.addEventListener('keydown', () => (pressedAt = performance.now()), { capture: true, once: true });
          new MutationObserver((_changes, observer) => {
            const own = document.querySelector('[role=log] article[data-own=true]');
            if (own && bubble === 0) bubble = performance.now() - pressedAt;
            if (!own?.textContent.includes('Sending…')) return;
            observer.disconnect();
            resolve({ bubble, word: performance.now() - pressedAt });
          }).observe(document.body, { childList: true, subtree: true, characterData: true });
        }),
    );
    await chat.composer.press('Enter');
    const { bubble, word } = await after;
    console.info(`web: from Enter to the own bubble: ${bubble.toFixed(0)} ms`);
    expect(word).toBeGreaterThanOrEqual(990);
    expect(bubble).toBeLessThan(word);
    await sends.letGo();
    await chat.has('slow');
    await chat.row('slow').getByText('Sending…').waitFor({ state: 'detached' });
    await chat.row('slow').getByText('Sent', { exact: true }).waitFor({ state: 'attached' });
  });

  it('grows to two fifths of the window, takes a very long text and sends no more than is allowed', async () => {
    const { page, chat } = await open();
    const box = (): Promise<{ height: number; inside: number }> =>
      chat.composer.evaluate(({ offsetHeight: height, scrollHeight: inside }: HTMLElement) => ({ height, inside }));
    const { height: single } = await box();
    await chat.composer.fill('a line\n'.repeat(5));
    await expect.poll(async () => (await box()).height).toBeGreaterThan(single * 2);
    await chat.composer.fill('a line\n'.repeat(100));
    await expect.poll(async () => (await box()).height).toBe(Math.round(800 * 0.4));
    expect((await box()).inside).toBeGreaterThan(1000);
    await chat.composer.fill('');
    await expect.poll(async () => (await box()).height).toBe(single);

    const longest = await page.evaluate(async () => {
      const blocked: number[] = [];
      const observer = new PerformanceObserver((list) =>
        blocked.push(...list.getEntries().map(({ duration }) => duration)),
      );
      observer.observe({ type: 'longtask' });
      document.querySelector<HTMLElement>('main textarea')?.focus();
      document.execCommand('insertText', false, 'long words '.repeat(9091).slice(0, 100_000));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await new Promise((resolve) => setTimeout(resolve));
      blocked.push(...observer.takeRecords().map(({ duration }) => duration));
      observer.disconnect();
      return Math.max(0, ...blocked);
    });
    console.info(`web: 100,000 characters pasted: the longest task took ${longest.toFixed(0)} ms`);
    await page.getByText('90000 characters too many').waitFor();
    await chat.composer.press('Enter');
    expect((await chat.composer.inputValue()).length).toBe(100_000);
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);

    await chat.composer.fill('x'.repeat(10_000));
    await page.getByText('0 characters left').waitFor();
    await chat.composer.press('Enter');
    await chat.has('x'.repeat(100));
    expect(await chat.composer.inputValue()).toBe('');
  });
});
