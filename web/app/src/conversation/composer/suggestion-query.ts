export interface SuggestionQuery {
  readonly kind: 'mention' | 'emoji';
  readonly text: string;
  /** Where the sign before it stands. */
  readonly start: number;
}

/** A word that begins with @ or :, up to the caret. A colon needs two more characters, or 10:30 would ask for emoji. */
const WORD = /(?:^|[\s(（，。])(@[^\s@:]{0,32}|[:：][^\s:：@]{2,32})$/u;

/** What is being looked for where the caret stands; null when nothing is. */
export function suggestionQuery(text: string, caret: number): SuggestionQuery | null {
  const match = WORD.exec(text.slice(Math.max(0, caret - 40), caret));
  const word = match?.[1];
  if (!word) return null;
  return { kind: word.startsWith('@') ? 'mention' : 'emoji', text: word.slice(1), start: caret - word.length };
}

export interface Searched {
  readonly label: string;
  readonly tags?: readonly string[];
}

/** Those that begin with what is looked for come first, then those with a word that does, then those that contain it. */
export function bestMatches<T extends Searched>(all: readonly T[], wanted: string, most: number): T[] {
  const needle = wanted.toLocaleLowerCase().replaceAll('_', ' ');
  const ranked: T[][] = [[], [], [], []];
  for (const one of all) {
    const rank = rankOf(one, needle);
    if (rank >= 0) ranked[rank]?.push(one);
  }
  return ranked.flat().slice(0, most);
}

function rankOf({ label, tags = [] }: Searched, needle: string): number {
  const name = label.toLocaleLowerCase();
  if (name.startsWith(needle)) return 0;
  if (name.includes(` ${needle}`)) return 1;
  if (tags.some((tag) => tag.toLocaleLowerCase().startsWith(needle))) return 2;
  return needle.length > 1 && name.includes(needle) ? 3 : -1;
}
