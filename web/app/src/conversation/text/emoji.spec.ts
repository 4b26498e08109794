import { expect, it } from 'vitest';
import { countOnlyEmoji } from './emoji.js';

it.each<[text: string, count: number]>([
  ['😀', 1],
  [' 😀 😀\n', 2],
  ['👨‍👩‍👧‍👦', 1],
  ['👋🏽', 1],
  ['🇩🇪🇨🇳', 2],
  ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', 1],
  ['1️⃣', 1],
  ['❤️', 1],
  ['🏳️‍🌈', 1],
  ['😀😀😀😀😀😀😀😀', 8],
  ['😀😀😀😀😀😀😀😀😀', 0],
  ['😀 ok', 0],
  ['12', 0],
  ['©', 0],
  ['', 0],
])('%s has %i', (text, count) => {
  expect(countOnlyEmoji(text)).toBe(count);
});
