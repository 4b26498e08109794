import type { Column, Entry, Group } from './results.js';
import { spreadOf, type Spread } from './statistics.js';

/** A table of Markdown for each case. */
export function tablesOf(group: Group): string {
  const cases = [...new Set(group.entries.map((entry) => entry.case))];
  return cases
    .map((name) => {
      const entries = group.entries.filter((entry) => entry.case === name);
      return `**${name}**\n\n${tableOf(entries, group.columns)}`;
    })
    .join('\n\n');
}

function tableOf(entries: readonly Entry[], columns: readonly Column[]): string {
  const bare = entries.find(({ peer }) => peer.startsWith('bare'));
  const shown = columns.filter(({ key }) => entries.some((entry) => spread(entry, key) !== null));
  const header = ['', ...shown.flatMap(({ title, ratio }) => (ratio && bare ? [title, '× bare'] : [title]))];
  const rows = entries.map((entry) => [
    entry.title,
    ...shown.flatMap((column) => {
      const own = spread(entry, column.key);
      if (!column.ratio || !bare) return [cell(own, column)];
      return [cell(own, column), ratioOf(own, spread(bare, column.key))];
    }),
  ]);
  return aligned([header, header.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]);
}

const spread = (entry: Entry, key: string): Spread | null =>
  spreadOf(entry.samples.map((sample) => sample[key] ?? null));

function cell(value: Spread | null, { digits }: Column): string {
  if (value === null) return '–';
  const text = (number: number): string =>
    number.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [median, min, max] = [text(value.median), text(value.min), text(value.max)];
  return min === max ? median : `${median} (${min}–${max})`;
}

function ratioOf(own: Spread | null, bare: Spread | null): string {
  if (own === null || bare === null || bare.median === 0) return '–';
  return (own.median / bare.median).toFixed(2);
}

/** Columns of equal width, as the formatter of the repository wants them. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length), 3));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, column) => padded(text, widths[column] as number, column)).join(' | ')} |`;
  return rows.map(line).join('\n');
}

function padded(text: string, width: number, column: number): string {
  if (text === '---') return '-'.repeat(width);
  if (text === '--:') return `${'-'.repeat(width - 1)}:`;
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}
