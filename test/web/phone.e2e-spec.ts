/** A telephone: what a finger can hit, and what the keyboard leaves. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';
import { makeCompany, VIEWS, type Company } from './support/views.js';

const TARGET_PX = 44;
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

/** What can be pressed and is smaller than a finger. Links within a text are as high as the text. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const reach = least / 2 - 1;
    return [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')].flatMap(
      (control) => {
        const target = control.closest('label') ?? control;
        target.scrollIntoView({ block: 'center' });
        const { width, height, left, top, bottom } = target.getBoundingClientRect();
        const isShown = control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1;
        const isOnScreen = top >= 0 && bottom <= innerHeight;
        const isText = target.matches('p a, [id$="-body"] a');
        if (!isShown || !isOnScreen || isText) return [];
        // What is drawn small may be larger to the finger.
        const isHit = (dx: number, dy: number): boolean => {
          const hit = document.elementFromPoint(left + width / 2 + dx, top + height / 2 + dy);
          return hit !== null && target.contains(hit);
        };
        const isWide = width >= least - 0.5 || (isHit(-reach, 0) && isHit(reach, 0));
        const isHigh = height >= least - 0.5 || (isHit(0, -reach) && isHit(0, reach));
        return isWide && isHigh
          ? []
          : [`${Math.round(width)} × ${Math.round(height)}: ${target.outerHTML.slice(0, 160)}`];
      },
    );
  }, TARGET_PX);

describe.skipIf(browserIsMissing())('a telephone', () => {
  let stage: Stage;
  let company: Company;

  holdStage((opened) => (stage = opened));
  beforeAll(async () => {
    company = await makeCompany(stage, { hasPhotograph: true });
  });

  it.each(['sign-in', 'sign-up', 'conversations', 'room', 'contacts', 'rooms', 'settings', 'preferences'])(
    'has nothing to press in %s that a finger could miss',
    async (name) => {
      const view = VIEWS.find((one) => one.name === name);
      if (!view) throw new Error(`no view ${name}`);
      const { page } = await stage.window(view.of(company), { path: view.path(company), ...PHONE });
      await view.open(page);
      expect(await tooSmall(page)).toEqual([]);
    },
  );

  it('keeps a picture within its message', async () => {
    const { page } = await stage.window(company.ann, { path: pathOf(company.direct), ...PHONE });
    const picture = page.getByRole('log').getByRole('button', { name: /^Open picture/ });
    await picture.waitFor();
    const { left, right } = await picture.evaluate((one) => {
      const inner = one.getBoundingClientRect();
      const outer = one.closest('[id$="-body"]')?.parentElement?.getBoundingClientRect();
      return { left: inner.left - (outer?.left ?? NaN), right: (outer?.right ?? NaN) - inner.right };
    });
    expect(left).toBeGreaterThan(4);
    expect(right).toBeGreaterThan(4);
  });

  it('shows the end of the conversation and what is being written above its keyboard', async () => {
    const { page } = await stage.window(company.ann, { path: pathOf(company.direct), ...PHONE });
    const screen = new ConversationOnScreen(page);
    await screen.has('Agreed');
    await screen.composer.tap();
    await page.setViewportSize({ width: 360, height: 360 });
    const bottomOf = async (part: typeof screen.composer): Promise<number> => {
      const box = await part.boundingBox();
      return (box?.y ?? NaN) + (box?.height ?? NaN);
    };
    await expect.poll(() => bottomOf(screen.composer)).toBeLessThanOrEqual(360);
    await expect
      .poll(async () => (await bottomOf(screen.row('Agreed'))) <= (await bottomOf(screen.composer)))
      .toBe(true);
    await expect
      .poll(() => screen.log.evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight)))
      .toBeLessThanOrEqual(1);
  });
});
