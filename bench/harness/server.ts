import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { pinned } from './cores.js';
import type { Launch } from './peer.js';

const START_TIMEOUT_MS = 60_000;
const LOOK_MS = 5;
const STOP_TIMEOUT_MS = 10_000;

export interface ServerWish {
  readonly launch: Launch;
  readonly databaseUrl: string | null;
  readonly core: string | null;
  /** Node's own options, such as `--cpu-prof`. */
  readonly nodeArgs?: readonly string[];
  /** Without the probe that `memory()` needs. */
  readonly bareNode?: boolean;
}

export interface Memory {
  readonly resident: number;
  /** Heap in use and buffers outside of it. */
  readonly javascript: number;
}

/** A server under measurement: one process, started as an operator starts it, its output in a file. */
export class MeasuredServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly port: number,
    /** From the start of the process to its saying where it listens. */
    readonly startMs: number,
  ) {}

  get pid(): number {
    return this.child.pid as number;
  }

  static async start({
    launch,
    databaseUrl,
    core,
    nodeArgs = [],
    bareNode = false,
  }: ServerWish): Promise<MeasuredServer> {
    const folder = mkdtempSync(join(tmpdir(), 'wireside-bench-'));
    const log = join(folder, 'output.log');
    const file = openSync(log, 'a');
    const env = {
      ...{ PATH: process.env.PATH ?? '', HOME: folder, HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'production' },
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      ...launch.env,
    };
    const probe = join(import.meta.dirname, 'memory-probe.js');
    const probeArgs = bareNode ? [] : ['--expose-gc', '--import', probe];
    const args = [...probeArgs, ...nodeArgs, launch.script, ...(launch.args ?? [])];
    const startedAt = performance.now();
    const [program, programArgs] = pinned(core, process.execPath, args);
    const child = spawn(program, programArgs, { cwd: folder, env, stdio: ['ignore', file, file, 'pipe'] });
    closeSync(file);
    try {
      const port = await portIn(log, launch, child);
      return new MeasuredServer(child, folder, port, performance.now() - startedAt);
    } catch (error) {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** What it holds after a collection of garbage. */
  async memory(): Promise<Memory> {
    const answers = this.child.stdio[3] as Readable;
    const answer = once(answers, 'data');
    this.child.kill('SIGUSR2');
    const [text] = (await answer) as [Buffer];
    return JSON.parse(String(text)) as Memory;
  }

  /** Ends it in order, so that a profile is written; by force when it does not end. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const inOrder = await Promise.race([ended, delay(STOP_TIMEOUT_MS, null, { ref: false })]);
      if (inOrder === null) {
        this.child.kill('SIGKILL');
        await ended;
      }
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function portIn(log: string, { portOf = readyPort, script }: Launch, child: ChildProcess): Promise<number> {
  const giveUpAt = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const output = readFileSync(log, 'utf8');
    for (const line of output.split('\n')) {
      const port = portOf(line);
      if (port !== null) return port;
    }
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error(`${script} does not say that it listens:\n${output.slice(-4000)}`);
    await delay(LOOK_MS);
  }
}

function readyPort(line: string): number | null {
  if (!line.startsWith('{"ready":true')) return null;
  return (JSON.parse(line) as { port: number }).port;
}
