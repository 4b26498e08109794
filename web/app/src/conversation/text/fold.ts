/** A message of more lines than this is folded. */
const MOST_LINES = 40;
/** How much of a folded message is shown. */
const SHOWN_LINES = 20;
/** About what fits into a line: a long paragraph counts as the lines that it fills. */
const LINE_CHARACTERS = 70;

/** The beginning of a text that is too long to be shown whole; null when it is not. */
export function foldText(text: string): string | null {
  let lines = 0;
  let cut = -1;
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    const filled = Math.max(1, Math.ceil((stop - start) / LINE_CHARACTERS));
    if (cut === -1 && lines + filled >= SHOWN_LINES)
      cut = Math.min(stop, start + (SHOWN_LINES - lines) * LINE_CHARACTERS);
    lines += filled;
    if (end === -1) break;
    start = stop + 1;
  }
  return lines > MOST_LINES ? wholeCharacters(text, cut) : null;
}

/** Not in the middle of a character. */
const wholeCharacters = (text: string, end: number): string =>
  text.slice(0, /[\ud800-\udbff]/.test(text[end - 1] ?? '') ? end - 1 : end);
