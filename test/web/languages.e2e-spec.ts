/** Every view in words of any length: none is cut off, none stands in another's way, and none is left untranslated. */
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { holdStage } from './support/hold-stage.js';
import { speakPseudo } from './support/pseudo-locale.js';
import type { Stage, Window } from './support/stage.js';
import { misfits, untranslated } from './support/text-fit.js';
import { makeCompany, settingsScript, VIEWS, type Company } from './support/views.js';

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
/** What people have written, names of things, and keys. */
const WRITTEN = [
  ...['Ann Archer', 'Ben Okafor', 'Nora', 'Mei Lin 林美', 'Jonas Weber', 'Aïcha Benali', 'Release 12', 'Work'],
  ...['Wireside', 'English', 'Ctrl', 'Enter', 'Shift', 'Esc', 'Alt', 'lake\\.jpg', 'GMT\\S*', 'UTC\\S*'],
  ...['The notes are ready.*', 'Reading them now.*', 'I have changed.*', 'Thank you.*', 'The train.*'],
  ...['Good morning.*', 'It did\\..*', 'The lake.*', 'Beautiful.*', 'Agreed.*'],
  // User names and account numbers.
  '[a-z]*[0-9a-f]{8}',
].join('|');

describe.skipIf(browserIsMissing())('texts of any length', () => {
  let stage: Stage;
  let company: Company;

  holdStage(async (opened) => {
    stage = opened;
    company = await makeCompany(stage);
  });

  it.each(['pseudo', 'zh', 'en'] as const)(
    'have the room that they need, on a phone and on a wide screen, %s',
    async (language) => {
      const windows = new Map<string, Window>();
      const found: string[] = [];
      for (const view of VIEWS) {
        const person = view.of(company);
        const key = person?.id ?? '';
        const before = async (page: Window['page']): Promise<void> => {
          await page.addInitScript(settingsScript('light', language === 'en' ? 'en' : 'zh'));
          if (language === 'pseudo') await speakPseudo(page);
        };
        const window =
          windows.get(key) ??
          (await stage.window(person, {
            path: view.path(company),
            before,
            reducedMotion: 'reduce',
            serviceWorkers: 'block',
          }));
        windows.set(key, window);
        const { page } = window;
        // Opened where all of it is beside one another, and made narrow then.
        await page.setViewportSize(SIZES.desktop);
        await page.goto(`${stage.origin}${view.path(company)}`);
        await view.open(page);
        if (language === 'pseudo') await page.getByText('⟦').first().waitFor({ state: 'attached' });
        for (const [size, viewport] of Object.entries(SIZES)) {
          await page.setViewportSize(viewport);
          await page.evaluate(
            () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))),
          );
          const where = `${view.name}, ${size}`;
          found.push(...(await misfits(page)).map((what) => `${where}: ${what}`));
          if (language === 'pseudo')
            found.push(...(await untranslated(page, WRITTEN)).map((what) => `${where}: untranslated: ${what}`));
        }
      }
      expect(found).toEqual([]);
    },
    240_000,
  );
});
