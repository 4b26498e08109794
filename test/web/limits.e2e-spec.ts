/** A server that takes less than others, and an application that says so before anything is sent. */
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { giveFiles, picture, textFile } from './support/files.js';
import { holdStage } from './support/hold-stage.js';
import type { Stage } from './support/stage.js';

describe.skipIf(browserIsMissing())('what the server does not take', () => {
  let stage: Stage;
  holdStage((opened) => (stage = opened), {
    ATTACHMENT_TYPES: 'image/png,application/pdf',
    ATTACHMENT_MAX_BYTES: '20000',
    MESSAGE_MAX_CHARACTERS: '200',
  });

  async function open(language: 'en' | 'zh') {
    const [ann, ben] = await Promise.all([stage.person('Ann'), stage.person('Ben')]);
    const path = pathOf(await stage.direct(ann, ben));
    const locale = language === 'en' ? 'en-GB' : 'zh-CN';
    const { page } = await stage.window(ann, { path, locale });
    const sent: string[] = [];
    page.on('request', (request) => {
      if (/CreateAttachmentUpload|SendMessage/.test(request.postData() ?? '')) sent.push(request.postData() ?? '');
      if (request.url().includes('/files/upload/')) sent.push(request.url());
    });
    const screen = new ConversationOnScreen(page);
    await screen.composer.waitFor();
    return { page, screen, sent };
  }

  it.each([
    ['en', /notes\.txt is not accepted here/, /large\.png is too large: at most 20/],
    ['zh', /这里不接受 notes\.txt/, /large\.png 太大，最大 20/],
  ] as const)('is refused before it is uploaded, in words: %s', async (language, wrongType, tooLarge) => {
    const { page, screen, sent } = await open(language);
    const large = { name: 'large.png', type: 'image/png', content: Buffer.alloc(20_001).toString('base64') };
    await giveFiles(page, 'drop', [textFile('notes.txt', 'what was said'), large, await picture('photo.png', 40, 30)]);
    await page.getByText(wrongType).first().waitFor();
    await page.getByText(tooLarge).first().waitFor();
    await page
      .getByRole('main')
      .getByRole('img', { name: /photo\.png/ })
      .waitFor();
    await screen.composer.focus();
    await giveFiles(page, 'paste', [textFile('more.txt', 'by the clipboard')]);
    await page
      .getByText(/more\.txt/)
      .first()
      .waitFor();
    const names = sent.flatMap((one) => /"fileName":"([^"]+)"/.exec(one)?.[1] ?? []);
    expect(names).toEqual(['photo.png']);
  });

  it('is not sent when it is too long for this server', async () => {
    const { page, screen, sent } = await open('en');
    await screen.composer.fill('x'.repeat(201));
    await page.getByText('1 character too many').waitFor();
    await screen.composer.press('Enter');
    expect((await screen.composer.inputValue()).length).toBe(201);
    await screen.composer.fill('x'.repeat(200));
    await page.getByText('0 characters left').waitFor();
    await screen.composer.press('Enter');
    await screen.has('x'.repeat(200));
    expect(sent).toHaveLength(1);
  });

  it('is no picture of a person either', async () => {
    const ann = await stage.person('Ann');
    const { page } = await stage.window(ann, { path: '/settings/profile' });
    const uploads: string[] = [];
    page.on('request', (request) => {
      if (request.postData()?.includes('CreateAttachmentUpload')) uploads.push(request.url());
    });
    const text = { name: 'me.txt', mimeType: 'text/plain', buffer: Buffer.from('me') };
    await page.locator('input[type=file]').first().setInputFiles(text);
    await page.getByText('That is not a picture that browsers show.').first().waitFor();
    expect(uploads).toEqual([]);
  });
});
