/** Every view in both themes and both languages, under the eyes of axe. */
import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage, Window } from './support/stage.js';
import { makeCompany, settingsScript, VIEWS, type Company } from './support/views.js';

/** `--bg` of tokens.css, so that each theme is what is looked at. */
const BACKGROUND = { light: 'rgb(241, 244, 244)', dark: 'rgb(14, 18, 19)' };

describe.skipIf(browserIsMissing())('accessibility', () => {
  let stage: Stage;
  let company: Company;

  holdStage(async (opened) => {
    stage = opened;
    company = await makeCompany(stage, { hasPhotograph: true });
  });

  it.each(['en', 'zh'] as const)(
    'has no violation in any view, light or dark, %s',
    async (language) => {
      const windows = new Map<string, Window>();
      const found: string[] = [];
      const judge = async (page: Window['page'], what: string): Promise<void> => {
        // There are no frames within, for which it would open a second page each time.
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
        for (const { id, nodes } of violations)
          found.push(
            `${what}: ${id}: ${nodes
              .map(({ html }) => html.slice(0, 150))
              .slice(0, 3)
              .join(' | ')}`,
          );
      };
      for (const view of VIEWS) {
        const person = view.of(company);
        const before = (page: Window['page']): void => void page.addInitScript(settingsScript('system', language));
        const key = person?.id ?? '';
        const window =
          windows.get(key) ??
          (await stage.window(person, { path: view.path(company), before, reducedMotion: 'reduce' }));
        const { page } = window;
        if (windows.has(key)) await page.goto(`${stage.origin}${view.path(company)}`);
        windows.set(key, window);
        await view.open(page);
        expect(await page.locator('html').getAttribute('lang')).toMatch(new RegExp(`^${language}`));
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          // A busy machine takes its time to draw the other colours.
          await page.waitForFunction(
            (colour) => getComputedStyle(document.documentElement).backgroundColor === colour,
            BACKGROUND[colorScheme],
          );
          await judge(page, `${view.name}, ${colorScheme}`);
        }
        if (language === 'zh') continue;
        // In colours that the system has chosen.
        await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
        await page.waitForFunction(() => matchMedia('(forced-colors: active)').matches);
        await judge(page, `${view.name}, forced colours`);
        await page.emulateMedia({ forcedColors: 'none' });
      }
      expect(found).toEqual([]);
    },
    240_000,
  );
});
