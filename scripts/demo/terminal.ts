const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}|.*\uFE0F)/u;
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
const INVISIBLE = /[\p{Mn}\p{Me}\p{Cf}]/u;

const widthOfPoint = (point: string): number => (INVISIBLE.test(point) ? 0 : WIDE.test(point) ? 2 : 1);

const widthOfOne = (grapheme: string): number =>
  EMOJI.test(grapheme) ? 2 : [...grapheme].reduce((sum, point) => sum + widthOfPoint(point), 0);

/** How many columns of a terminal a text takes. */
export const widthOf = (text: string): number =>
  [...segments.segment(text)].reduce((sum, { segment }) => sum + widthOfOne(segment), 0);

export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** The text in lines of at most `width` columns, broken between words where there are any. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/\S+\s*/gu) ?? []) {
    if (line !== '' && widthOf(line) + widthOf(word.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    for (const { segment } of segments.segment(word)) {
      if (widthOf(line) + widthOfOne(segment) > width && segment.trim() !== '') {
        lines.push(line.trimEnd());
        line = '';
      }
      line += segment;
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

export type Paint = (text: string) => string;

/** Colours, where they are wanted: see https://no-color.org. */
export class Colours {
  constructor(readonly on: boolean) {}

  of(code: string): Paint {
    return this.on ? (text) => `\x1b[${code}m${text}\x1b[0m` : (text) => text;
  }

  readonly plain: Paint = (text) => text;

  get dim(): Paint {
    return this.of('2');
  }

  get bold(): Paint {
    return this.of('1');
  }

  get good(): Paint {
    return this.of('32');
  }

  get bad(): Paint {
    return this.of('1;31');
  }
}

export interface Screen {
  readonly columns: number;
  readonly colours: Colours;
  write(text: string): void;
}

export function screenOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen {
  const wanted = stream.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    columns: Math.max(40, Math.min(stream.columns ?? 100, 120)),
    colours: new Colours(wanted),
    write: (text) => void stream.write(text),
  };
}
