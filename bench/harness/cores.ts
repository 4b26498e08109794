import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** On two cores: one for the server that is measured, the other for the generator and the database. */
export interface Cores {
  readonly server: string | null;
  readonly others: string | null;
}

/** Null on a machine that has one core, or no `taskset`. */
export function coresOf(): Cores {
  const isPinnable = spawnSync('taskset', ['-p', String(process.pid)]).status === 0 && cpus().length > 1;
  return isPinnable ? { server: '0', others: '1' } : { server: null, others: null };
}

/** The command that runs a program on a core. */
export const pinned = (core: string | null, program: string, args: readonly string[]): [string, string[]] =>
  core === null ? [program, [...args]] : ['taskset', ['-c', core, program, ...args]];

/** Moves a process that runs, with all its threads. */
export function pin(core: string | null, pid: number): void {
  if (core !== null) spawnSync('taskset', ['-acp', core, String(pid)]);
}
