/** Characters that turn the reading direction around: somebody could make `txt.exe` look like `exe.txt` with them. */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Invisible characters that have no business in an address. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;
/** Longer ones no browser takes. */
const CANDIDATE = /(?:https?:\/\/|mailto:|www\.)[^\s<>"`\u3000-\u303f\uff00-\uff65]{1,2000}/giu;
const TRAILING = /[.,;:!?'"*_~…]+$/u;
/** What an address does not follow at once. Where words are written without spaces, a word it does. */
const JOINS = /[\p{Script=Latin}\p{N}_@/-]/u;
const SAFE = new Set(['http:', 'https:', 'mailto:']);
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export interface Link {
  readonly href: string;
  /** What is shown: the host as the network knows it, so that no letter of another alphabet passes for a Latin one. */
  readonly label: string;
}

export interface LinkPart {
  readonly text: string;
  readonly link: Link | null;
}

export const withoutDirectionMarks = (text: string): string => text.replace(DIRECTION_MARKS, '');

/** What a piece of text links to; null when it is no address that may be opened. */
export function linkOf(candidate: string): Link | null {
  const text = candidate.replace(INVISIBLE, '');
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  // A name before the host is there to make the host look like another.
  if (!SAFE.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'mailto:')
    return /^mailto:[^@\s]+@[^@\s]+$/i.test(text) ? { href: url.href, label: text } : null;
  if (!url.hostname.includes('.') && url.hostname !== 'localhost' && !url.hostname.startsWith('[')) return null;
  return { href: url.href, label: labelOf(text, url) };
}

function labelOf(text: string, { host }: URL): string {
  const match = /^((?:https?:\/\/)?)([^/?#\\]*)(.*)$/is.exec(text);
  if (!match) return text;
  const [, scheme = '', shown = '', rest = ''] = match;
  return shown.toLowerCase() === host ? text : `${scheme}${host}${rest}`;
}

/** Splits text into what is linked and what is not. Nothing is lost but marks that turn the direction around. */
export function splitLinks(text: string): LinkPart[] {
  const clean = withoutDirectionMarks(text);
  const parts: LinkPart[] = [];
  let end = 0;
  for (const { 0: found, index } of clean.matchAll(CANDIDATE)) {
    // In the middle of a word it is not the beginning of an address.
    if (JOINS.test(clean[index - 1] ?? '')) continue;
    const address = withoutTrailing(found);
    const link = linkOf(address);
    if (!link) continue;
    if (index > end) parts.push({ text: clean.slice(end, index), link: null });
    parts.push({ text: address, link });
    end = index + address.length;
  }
  if (end < clean.length) parts.push({ text: clean.slice(end), link: null });
  return parts;
}

/** A sentence's full stop is not part of the address, nor a bracket that was opened before it. */
function withoutTrailing(found: string): string {
  let address = found;
  for (;;) {
    const trimmed = address.replace(TRAILING, '');
    const last = trimmed.at(-1) ?? '';
    const opening = PAIRS[last];
    const isUnpaired = opening !== undefined && count(trimmed, last) > count(trimmed, opening);
    const next = isUnpaired ? trimmed.slice(0, -1) : trimmed;
    if (next === address) return address;
    address = next;
  }
}

const count = (text: string, character: string): number => text.split(character).length - 1;
