import { setTimeout as wait } from 'node:timers/promises';
import { linesOf, type Picture } from './pictures.js';
import type { Person } from './person.js';
import { padded, widthOf, wrapped, type Paint, type Screen } from './terminal.js';

/** What a person's column shows in a line. */
export type Cell =
  | { readonly kind: 'acts' }
  /** Saw it on their socket, so long after it began. */
  | { readonly kind: 'saw'; readonly ms: number }
  /** Was told of it on coming back. */
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused' };

export type Cells = ReadonlyMap<Person, Cell>;

const MARGIN = 2;
const WIDE_CELL = 9;
const NARROW_CELL = 3;
const LEAST_TEXT = 38;

/** Puts the play on the terminal: a column for each person, a line for each thing that happens. */
export class Stage {
  private readonly cellWidth: number;
  private readonly textWidth: number;

  constructor(
    readonly screen: Screen,
    private readonly cast: readonly Person[],
    private readonly fast: boolean,
  ) {
    const room = screen.columns - MARGIN - LEAST_TEXT;
    this.cellWidth = room >= WIDE_CELL * cast.length ? WIDE_CELL : NARROW_CELL;
    this.textWidth = screen.columns - MARGIN - this.cellWidth * cast.length - 2;
  }

  get isNarrow(): boolean {
    return this.cellWidth === NARROW_CELL;
  }

  line(text = ''): void {
    this.screen.write(`${text}\n`);
  }

  /** A paragraph across the screen. */
  say(text: string, paint: Paint = this.screen.colours.plain): void {
    for (const line of wrapped(text, this.screen.columns - MARGIN * 2)) this.line(`  ${paint(line)}`);
  }

  async scene(number: number, title: string, about: string): Promise<void> {
    const { bold, dim } = this.screen.colours;
    this.line();
    this.line(`  ${bold(`${number}  ${title}`)}`);
    this.say(about, dim);
    this.line();
    this.line(`  ${this.cast.map((person) => person.role.paint(bold(this.head(person)))).join('')}`);
    await this.pause(1200);
  }

  /** A line of the play. Resolves after the time that it takes to read it. */
  async row(cells: Cells, text: string, paint: Paint = this.screen.colours.plain): Promise<void> {
    const columns = this.cast.map((person) => person.role.paint(this.cell(cells.get(person)))).join('');
    const [first = '', ...rest] = wrapped(text, this.textWidth);
    this.line(`  ${columns}  ${paint(first)}`);
    const indent = ' '.repeat(MARGIN + this.cellWidth * this.cast.length + 2);
    for (const line of rest) this.line(`${indent}${paint(line)}`);
    await this.pause(500 + 18 * widthOf(text));
  }

  /** Shows a picture where there are colours to show it in. */
  async picture(picture: Picture): Promise<void> {
    if (!this.screen.colours.on || this.textWidth < picture.width / 2) return;
    const indent = ' '.repeat(MARGIN + this.cellWidth * this.cast.length + 2);
    for (const line of linesOf(picture)) this.line(`${indent}${line}`);
    await this.pause(1200);
  }

  async pause(ms: number): Promise<void> {
    if (!this.fast) await wait(ms);
  }

  private head(person: Person): string {
    return padded(this.isNarrow ? [...person.name].slice(0, 2).join('') : person.name, this.cellWidth);
  }

  private cell(cell: Cell | undefined): string {
    const text = padded(this.isNarrow ? shortOf(cell) : longOf(cell), this.cellWidth);
    return cell ? text : this.screen.colours.dim(text);
  }
}

function longOf(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case undefined:
      return '·';
    case 'acts':
      return '▶';
    case 'saw':
      return cell.ms < 1000 ? `● ${Math.round(cell.ms)} ms` : `● ${(cell.ms / 1000).toFixed(1)} s`;
    case 'caught-up':
      return '↻';
    case 'offline':
      return '╳';
    case 'refused':
      return '✗';
  }
}

const shortOf = (cell: Cell | undefined): string => longOf(cell).split(' ', 1)[0] ?? '';
