import { invalidInput } from '../errors/app-error.js';

// Embeddings and overrides (Unicode Bidirectional Algorithm, UAX #9): they make text show other than it reads.
const BIDI_OVERRIDES = /[\u202A-\u202E]/u;
// The isolates as well; they are fine in prose but have no place in a name.
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/u;
const CONTROLS = /\p{Cc}/u;
const CONTROLS_BUT_WHITESPACE = /[^\P{Cc}\t\n\r]/u;
// Zero-width space, word joiner and byte order mark make two names look the same. ZWJ and ZWNJ are needed by scripts and emoji.
const INVISIBLE = /[\u200B\u2060\uFEFF]/u;

/** Number of characters as a person counts code points, not UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * Whether a text has more than so many characters. There are never more of them than UTF-16 units, so that nearly all texts
 * need not be walked through.
 */
export const isLongerThan = (text: string, max: number): boolean => text.length > max && codePoints(text) > max;

/** Which rule a name breaks, or null: `text`, `control`, `bidi`, `invisible`, `minLength`, `maxLength`. */
export function nameFault(text: unknown, min: number, max: number): string | null {
  if (typeof text !== 'string' || !text.isWellFormed()) return 'text';
  if (CONTROLS.test(text)) return 'control';
  if (BIDI_CONTROLS.test(text)) return 'bidi';
  if (INVISIBLE.test(text)) return 'invisible';
  const length = codePoints(tidy(text));
  if (length < min) return 'minLength';
  return length > max ? 'maxLength' : null;
}

/** Which rule a message text breaks, or null. Line breaks, tabs and bidi isolates are fine. */
export function proseFault(text: unknown, max: number): string | null {
  if (typeof text !== 'string' || !text.isWellFormed()) return 'text';
  if (CONTROLS_BUT_WHITESPACE.test(text)) return 'control';
  if (BIDI_OVERRIDES.test(text)) return 'bidi';
  return isLongerThan(text, max) ? 'maxLength' : null;
}

const tidy = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ');

/**
 * A name as it is stored: composed (NFC), trimmed, runs of white space made one.
 * @throws AppError INVALID_INPUT with `field` and `rule`
 */
export function cleanName(text: string, field: string, min: number, max: number): string {
  const fault = nameFault(text, min, max);
  if (fault) throw invalidInput(field, fault);
  return tidy(text);
}

/** What makes two names the same: compatibility composition and case folded away. For uniqueness and search columns. */
export function nameKey(text: string): string {
  return tidy(text).normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** The text with the wildcards of LIKE made literal, for `LIKE ? ESCAPE '!'`. */
export const escapeLike = (text: string): string => text.replace(/[!%_]/g, '!$&');
