/** Longest emoji of today is 10 code points; what is longer than this many UTF-16 units is none. */
const LONGEST = 32;

// The emoji that Unicode recommends for interchange (UTS #51), sequences of several code points included.
const RECOMMENDED = new RegExp('^\\p{RGI_Emoji}$', 'v');
// A character that is shown as text unless U+FE0F follows, and is followed by neither that nor a skin tone.
const UNQUALIFIED = /(?!\p{Emoji_Presentation})(\p{Emoji})(?!\uFE0F|\p{Emoji_Modifier})/gu;

/**
 * The emoji that a text is, in its one fully qualified form (❤ is stored as ❤️), or null when it is anything but exactly
 * one emoji: empty, two of them, a letter, a digit.
 */
export function emojiOf(text: string): string | null {
  if (text.length > LONGEST) return null;
  if (RECOMMENDED.test(text)) return text;
  const qualified = text.replace(UNQUALIFIED, '$1\uFE0F');
  return RECOMMENDED.test(qualified) ? qualified : null;
}
