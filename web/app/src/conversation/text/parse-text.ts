import { splitLinks, withoutDirectionMarks, type Link } from './links.js';

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'mention'; readonly text: string; readonly userId: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'block'; readonly text: string };

export interface Mentioned {
  readonly id: string;
  readonly nickname: string;
}

const BLOCK = /```(?:[\w+#-]*\n)?([\s\S]+?)```\n?/g;
const CODE = /`([^`\n]+)`/g;

/** Splits a message into what is shown in different ways. It never becomes HTML. */
export function parseText(text: string, mentions: readonly Mentioned[] = []): TextPart[] {
  return splitBy(withoutDirectionMarks(text), BLOCK, 'block', (plain) =>
    splitBy(plain, CODE, 'code', (rest) => splitMentions(rest, mentions).flatMap(withLinks)),
  );
}

function splitBy(
  text: string,
  pattern: RegExp,
  kind: 'block' | 'code',
  others: (text: string) => TextPart[],
): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push(...others(text.slice(end, match.index)));
    parts.push({ kind, text: (match[1] ?? '').replace(/\n$/, '') });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(...others(text.slice(end)));
  return parts;
}

/** The longest name first, so that @Ann Lee is not taken for @Ann. */
function splitMentions(text: string, mentions: readonly Mentioned[]): TextPart[] {
  const names = [...mentions].sort((one, other) => other.nickname.length - one.nickname.length);
  if (names.length === 0) return [{ kind: 'text', text }];
  const pattern = new RegExp(names.map(({ nickname }) => `@${escaped(nickname)}`).join('|'), 'gu');
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const user = names.find(({ nickname }) => `@${nickname}` === found);
    if (!user) continue;
    if (index > end) parts.push({ kind: 'text', text: text.slice(end, index) });
    parts.push({ kind: 'mention', text: found, userId: user.id });
    end = index + found.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const withLinks = (part: TextPart): TextPart[] =>
  part.kind === 'text'
    ? splitLinks(part.text).map(({ text, link }) => (link ? { kind: 'link', link } : { kind: 'text', text }))
    : [part];
