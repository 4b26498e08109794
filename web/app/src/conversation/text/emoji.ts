import { graphemesOf } from '../../i18n/graphemes.js';

/** More than these are a text like any other. */
const MOST_LARGE = 8;
const EMOJI = new RegExp(
  [
    '^(?:\\p{Regional_Indicator}{2}',
    '[0-9#*]\\ufe0f?\\u20e3',
    '\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|\\p{Extended_Pictographic}|\\u200d|\\ufe0f|[\\u{e0020}-\\u{e007f}])*)$',
  ].join('|'),
  'u',
);

/** How many emoji a message consists of; 0 when there is anything else in it, or too many. */
export function countOnlyEmoji(text: string): number {
  // Nearly every message has a letter; the rules of Unicode are slow to load.
  if (text.length > MOST_LARGE * 40 || /[a-z]/i.test(text)) return 0;
  let count = 0;
  for (const segment of graphemesOf(text.trim())) {
    if (/^\s+$/.test(segment)) continue;
    // The text form of a sign that also has a coloured one, as ©, is a letter among others.
    if (!EMOJI.test(segment) || /^[\u00a9\u00ae\u2122]$/.test(segment)) return 0;
    count += 1;
  }
  return count <= MOST_LARGE ? count : 0;
}
