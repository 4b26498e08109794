/** Makes docs/screenshots: each main view, light, dark, on a phone, and in Chinese. `npm run screenshots` */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Stage } from './support/stage.js';
import { makeCompany, settingsScript, VIEWS } from './support/views.js';
import { zoneWhereItIs } from './support/zones.js';

const folder = join(import.meta.dirname, '../../docs/screenshots');
const PHONE = { width: 390, height: 844 };

const KINDS = [
  { suffix: '', theme: 'light', language: 'en', size: { width: 1280, height: 800 } },
  { suffix: '-dark', theme: 'dark', language: 'en', size: { width: 1280, height: 800 } },
  { suffix: '-phone', theme: 'light', language: 'en', size: PHONE },
  { suffix: '-zh', theme: 'light', language: 'zh', size: { width: 1280, height: 800 } },
] as const;

/** Views that are worth a picture in every kind. */
const SHOWN = new Set(['sign-in', 'conversations', 'conversation', 'room-details', 'contacts', 'rooms', 'preferences']);

const stage = await Stage.open();
try {
  const company = await makeCompany(stage, { hasPhotograph: true });
  await mkdir(folder, { recursive: true });
  for (const { suffix, theme, language, size } of KINDS) {
    for (const view of VIEWS) {
      if (!SHOWN.has(view.name)) continue;
      const { page, context } = await stage.window(view.of(company), {
        path: view.path(company),
        viewport: size,
        deviceScaleFactor: 1,
        reducedMotion: 'reduce',
        timezoneId: zoneWhereItIs(9),
        hasTouch: size === PHONE,
        before: (made) => void made.addInitScript(settingsScript(theme, language)),
      });
      if (size === PHONE && view.name === 'conversation')
        await page.locator('article[data-message-id]').last().waitFor();
      else await view.open(page);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForFunction(isComplete);
      const path = join(folder, `${view.name}${suffix}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      console.info(path);
      await context.close();
    }
  }
} finally {
  await stage.close();
}

/** Whether everything is there that was to come: pictures, lists, and the end of a conversation. Runs in the page. */
function isComplete(): boolean {
  const log = document.querySelector('[role=log]');
  return (
    Array.from(document.images).every(({ complete, naturalWidth }) => complete && naturalWidth > 0) &&
    document.querySelector('[class*=skeleton]') === null &&
    (!log || log.scrollHeight - log.scrollTop - log.clientHeight <= 1)
  );
}
