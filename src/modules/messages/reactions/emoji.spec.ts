import { describe, expect, it } from 'vitest';
import { emojiOf } from './emoji.js';

describe('emojiOf', () => {
  it.each(['🍣', '🍺', '👍', '👍🏽', '❤️', '👩‍👩‍👧‍👦', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '🏳️‍🌈', '👩🏻‍❤️‍💋‍👨🏿'])('takes %s as it is', (emoji) => {
    expect(emojiOf(emoji)).toBe(emoji);
  });

  it.each([
    ['\u2764', '❤️'],
    ['1\u20e3', '1️⃣'],
    ['\u{1F3F3}\u200d🌈', '🏳️‍🌈'],
    ['☝🏽', '☝🏽'],
  ])('gives %s its one form', (text, emoji) => {
    expect(emojiOf(text)).toBe(emoji);
  });

  it.each([
    '',
    ' ',
    'a',
    '1',
    '#',
    '🍣🍺',
    '🍣 ',
    ' 🍣',
    '\ufe0f',
    '\u200d',
    '🇩',
    '🏽🏽',
    '👍a',
    ':-)',
    '好',
    '\ud83c',
    '👩‍👩‍'.repeat(9),
  ])('refuses %j', (text) => {
    expect(emojiOf(text)).toBeNull();
  });
});
