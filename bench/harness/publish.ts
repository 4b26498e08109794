import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Group, Machine, SavedGroup } from './results.js';
import { tablesOf } from './tables.js';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'bench/results');
const document = join(root, 'docs/performance.md');

/** Keeps what a run has measured; a case that was measured before is replaced. */
export function saveResults(groups: readonly Group[], command: string): void {
  mkdirSync(folder, { recursive: true });
  for (const group of groups) {
    const saved: SavedGroup = { ...group, machine: machineOf(command) };
    writeFileSync(join(folder, `${group.id}.json`), `${JSON.stringify(saved, null, 2)}\n`);
  }
}

/** Writes the tables of the documentation, between its marks, from what is kept. */
export function publish(): void {
  const results = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as SavedGroup)
      .map((group) => [group.id, group]),
  );
  if (existsSync(document)) writeFileSync(document, withTables(readFileSync(document, 'utf8'), results));
}

/** The text with everything between `<!-- bench:ID -->` and `<!-- /bench -->` made anew; what is not measured yet is said so. */
export function withTables(text: string, results: ReadonlyMap<string, SavedGroup>): string {
  return text.replaceAll(/(<!-- bench:([\w-]+) -->\n)[\s\S]*?(<!-- \/bench -->)/g, (_, begin, id: string, end) => {
    const group = results.get(id);
    if (!group) return `${begin as string}\nNot published yet.\n\n${end as string}`;
    return `${begin as string}\n${tablesOf(group)}\n\n${provenance(group.machine)}\n\n${end as string}`;
  });
}

const provenance = ({ at, commit, command, cpu, cores, node }: Machine): string =>
  `<sub>${at}, commit ${commit}, ${cores} cores of ${cpu}, Node ${node}: \`npm run bench -- ${command}\`</sub>`;

function machineOf(command: string): Machine {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  return {
    at: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    commit,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.versions.node,
    command,
  };
}
