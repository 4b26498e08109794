import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { faultsOf, type Result } from './run-attack.js';

export const folder = join(import.meta.dirname, 'results');

export interface Saved extends Result {
  /** On what it was measured. */
  readonly machine: string;
}

/** Keeps a full run, for the report. */
export async function save(result: Result): Promise<void> {
  const memory = Math.round(totalmem() / 2 ** 30);
  const machine = `${availableParallelism()} cores, ${memory} GiB, Node ${process.versions.node}, load average ${loadavg()[1]?.toFixed(1)}`;
  await saveAs(result.name, { ...result, machine } satisfies Saved);
}

export async function saveAs(name: string, what: unknown): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const options = { ...(await resolveConfig(file)), parser: 'json' };
  await writeFile(file, await format(JSON.stringify(what), options));
}

/** What was kept; null when there is none. */
export async function read<T>(name: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as T;
  } catch {
    return null;
  }
}

/** For people who watch. */
export function summaryOf(result: Result): string {
  const { name, title, seed, seconds, error, passed, verdict, figures, isFull } = result;
  const lines = [`${passed ? '✓' : '✗'} ${name} – ${title} (${seconds} s, seed ${seed})`];
  for (const figure of figures)
    lines.push(`    ${figure.met ? ' ' : '!'} ${figure.name}: ${figure.measured} (${figure.bound})`);
  if (verdict) lines.push(`      ${JSON.stringify(verdict.sizes)}`);
  for (const fault of faultsOf(result, isFull)) lines.push(`    ✗ ${fault}`);
  for (const [anomaly, examples] of Object.entries(verdict?.examples ?? {}))
    for (const example of examples) lines.push(`        ${anomaly}: ${example}`);
  if (error) lines.push(`    ✗ ${error}`);
  if (!passed) lines.push(`    again: npm run chaos -- --attack ${name} --seed ${seed}${isFull ? '' : ' --short'}`);
  return `${lines.join('\n')}\n`;
}
