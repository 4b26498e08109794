/** Every view in both themes and both languages, under the eyes of axe. */
import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage, Window } from './support/stage.js';
import { makeCompany, settingsScript, VIEWS, type Company } from './support/views.js';

const themes = ['light', 'dark'] as const;
const languages = ['en', 'zh'] as const;
const matrix = themes.flatMap((theme) => languages.map((language) => ({ theme, language })));

describe.skipIf(browserIsMissing())('accessibility', () => {
  let stage: Stage;
  let company: Company;

  holdStage(async (opened) => {
    stage = opened;
    company = await makeCompany(stage);
  });

  it.each(matrix)(
    'has no violation in any view, $theme, $language',
    async ({ theme, language }) => {
      const windows = new Map<string, Window>();
      const found: string[] = [];
      for (const view of VIEWS) {
        const person = view.of(company);
        const before = (page: Window['page']): void => void page.addInitScript(settingsScript(theme, language));
        const key = person?.id ?? '';
        const window =
          windows.get(key) ??
          (await stage.window(person, { path: view.path(company), before, reducedMotion: 'reduce' }));
        if (windows.has(key)) await window.page.goto(`${stage.origin}${view.path(company)}`);
        windows.set(key, window);
        await view.open(window.page);
        expect(await window.page.locator('html').getAttribute('lang')).toMatch(new RegExp(`^${language}`));
        const { violations } = await new AxeBuilder({ page: window.page }).analyze();
        for (const { id, nodes } of violations)
          found.push(
            `${view.name}: ${id}: ${nodes
              .map(({ html }) => html.slice(0, 150))
              .slice(0, 3)
              .join(' | ')}`,
          );
      }
      expect(found).toEqual([]);
    },
    150_000,
  );
});
