import type { Page } from 'playwright-core';
import { en } from '../../../web/app/src/i18n/en.js';

type Texts = { readonly [key: string]: string | Texts };

const PLAIN = 'aceinosuyACEINOSUY';
const ACCENTED = 'åçéîñöšûýÅÇÉÎÑÖŠÛÝ';
/** How much longer the longest of usual translations are. */
const LONGER = 0.4;

/** In brackets, with accents and 40 % longer, as a translation may be; placeholders stay. */
function lengthened(text: string): string {
  const accented = text
    .split(/({{.*?}}|<.*?>)/)
    .map((part, place) =>
      place % 2 ? part : part.replace(/\w/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter),
    )
    .join('');
  const words = text.replace(/{{.*?}}|<.*?>/g, '').length;
  // No words longer than there are: a language that has them breaks them by hyphens.
  const more = ' övér'.repeat(Math.ceil((words * LONGER) / 5)).slice(0, Math.ceil(words * LONGER));
  return `⟦${accented}${more.trimEnd()}⟧`;
}

/** Without singulars: it comes in the place of Chinese. */
const pseudo = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts)
      .filter(([key]) => !key.endsWith('_one'))
      .map(([key, text]) => [key, typeof text === 'string' ? lengthened(text) : pseudo(text)]),
  );

/** Whoever asks for the Chinese texts gets these: nothing of them is in the application. */
export async function speakPseudo(page: Page): Promise<void> {
  await page.route(/\/zh-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch();
    const exported = /export\s*{\s*\w+ as (\w+)\s*}/.exec(await response.text())?.[1] ?? 'zh';
    const body = `const texts = ${JSON.stringify(pseudo(en))};\nexport { texts as ${exported} };`;
    await route.fulfill({ response, body });
  });
}
