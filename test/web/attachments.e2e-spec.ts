/** Files on their way to the other window, opened by another name than the server's own. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen } from './support/conversation.js';
import { giveFiles, HeldRequests, picture, textFile } from './support/files.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';

const UPLOADS = /\/files\/upload\//;
const DOWNLOADS = /\/files\/(?!upload\/)/;

/** Sums up what moves on the page from now on. */
const watchShifts = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const noted = window as unknown as { shifts: number };
    noted.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) noted.shifts += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift' });
  });

describe.skipIf(browserIsMissing())('attachments', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened));

  async function pair() {
    const [ann, ben] = await Promise.all([stage.person('Ann'), stage.person('Ben')]);
    const path = `/c/${await stage.direct(ann, ben)}`;
    // Neither name is that of PUBLIC_URL, which the server's addresses of files begin with.
    const [anns, bens] = await Promise.all([
      stage.window(ann, { path, host: 'localhost' }),
      stage.window(ben, { path }),
    ]);
    const screens = [new ConversationOnScreen(anns.page), new ConversationOnScreen(bens.page)] as const;
    await Promise.all(screens.map(({ composer }) => composer.waitFor()));
    return { ann: screens[0], ben: screens[1] };
  }

  it('are pasted, shown with how far they are, taken back, and have their place in the other window at once', async () => {
    const { ann, ben } = await pair();
    const tray = ann.page.getByRole('list', { name: 'Files to be sent' });
    const uploads = await HeldRequests.on(ann.page, UPLOADS);
    const pixels = await HeldRequests.on(ben.page, DOWNLOADS);

    await ann.composer.focus();
    await giveFiles(ann.page, 'paste', [await picture('wrong.png', 40, 30), await picture('beach.png', 640, 480)]);
    await tray.getByRole('img', { name: 'Picture beach.png' }).waitFor();
    await tray.getByRole('progressbar', { name: 'Uploading beach.png' }).waitFor();
    await expect.poll(() => uploads.count).toBe(2);
    expect(await ann.page.getByRole('button', { name: 'Files are still being uploaded' }).isDisabled()).toBe(true);
    await tray.getByRole('button', { name: 'Cancel the upload of wrong.png' }).click();
    expect(await tray.getByRole('listitem').count()).toBe(1);
    await uploads.letGo();
    await tray.getByRole('button', { name: 'Remove beach.png' }).waitFor();
    await ann.composer.fill('From the beach');
    await ann.composer.press('Enter');
    await ann.has('From the beach');

    await ben.has('From the beach');
    const place = ben.log.getByRole('button', { name: 'Open picture beach.png' });
    const image = place.getByRole('img');
    await expect.poll(() => pixels.count).toBeGreaterThan(0);
    const before = await place.boundingBox();
    expect(before?.width).toBeCloseTo(320, 0);
    expect(before?.height).toBeCloseTo(240, 0);
    await watchShifts(ben.page);
    await pixels.letGo();
    await expect
      .poll(() => image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth))
      .toBe(640);
    expect(await place.boundingBox()).toEqual(before);
    expect(await ben.page.evaluate(() => (window as unknown as { shifts: number }).shifts)).toBe(0);
    await place.click();
    await ben.page.getByRole('dialog').getByRole('img', { name: 'Picture beach.png' }).waitFor();
  });

  it('are dropped, and refused before anything leaves when they are empty or too large', async () => {
    const { ann, ben } = await pair();
    const asked: string[] = [];
    ann.page.on('request', (request) => {
      if (request.postData()?.includes('CreateAttachmentUpload')) asked.push(request.postData() ?? '');
    });
    await giveFiles(ann.page, 'drop', [textFile('nothing.txt', '')]);
    await ann.page.getByText('nothing.txt is empty.').first().waitFor();
    await ann.page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(50 * 2 ** 20 + 1)], 'film.mp4', { type: 'video/mp4' }));
      const options = { bubbles: true, cancelable: true, dataTransfer: data };
      document.querySelector('main textarea')?.dispatchEvent(new DragEvent('drop', options));
    });
    await ann.page
      .getByText(/film\.mp4 is too large/)
      .first()
      .waitFor();
    await giveFiles(ann.page, 'drop', [textFile('notes.txt', 'what was said')]);
    await ann.page.getByRole('button', { name: 'Remove notes.txt' }).waitFor();
    expect(asked).toHaveLength(1);
    await ann.page.getByRole('button', { name: 'Send', exact: true }).click();

    const link = ben.log.getByRole('link', { name: /^Download notes\.txt/ });
    await link.waitFor();
    const [download] = await Promise.all([ben.page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('notes.txt');
    expect(new URL(download.url()).origin).toBe(stage.origin);
  });
});
