import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { recordServer } from './workspace.js';

const stopDeadlineMs = 15_000;

/**
 * One running database or Redis server in a workspace folder.
 *
 * It can't outlive the process that started it: a watcher holds the reading end of a pipe from us, and when the pipe closes,
 * for whatever reason (also SIGKILL), the watcher kills the server and removes the folder.
 */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly logPath: string,
    readonly pid: number,
  ) {}

  static async spawn(program: string, args: string[], folder: string): Promise<ServerProcess> {
    const logPath = join(folder, 'server.log');
    const log = openSync(logPath, 'a');
    // Detached: Ctrl-C in a terminal must reach us alone, so that tests end before their servers do.
    const child = spawn(program, args, { cwd: folder, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    await once(child, 'spawn');
    const pid = child.pid;
    if (pid === undefined) throw new Error(`${program} did not start`);
    child.unref();
    recordServer(folder, pid);
    const watcher = watch(pid, folder);
    // Once the server is gone its pid may be reused: a watcher that stayed might kill a stranger.
    child.once('exit', () => watcher.kill('SIGKILL'));
    return new ServerProcess(child, logPath, pid);
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Null while it runs, and when a signal ended it. */
  get exitCode(): number | null {
    return this.child.exitCode;
  }

  /** The end of what the server wrote: the place where it says why it refused to start. */
  logTail(): string {
    return readFileSync(this.logPath, 'utf8').split('\n').slice(-20).join('\n');
  }

  /** Ends it as a power cut of the process would: nothing is flushed. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
  }

  /** Ends it in order; by force when it takes longer than 15 s. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const ended = await Promise.race([this.ended().then(() => true), delay(stopDeadlineMs, false, { ref: false })]);
    if (!ended) await this.kill();
  }

  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  /** Resolves when it has ended, for whatever reason. */
  async ended(): Promise<void> {
    if (this.hasEnded) return;
    this.child.ref();
    await once(this.child, 'exit');
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.hasEnded) this.child.kill(signal);
  }
}

function watch(pid: number, folder: string): ChildProcess {
  const watcher = spawn('sh', ['-c', 'read -r _; kill -9 "$1"; rm -rf "$2"', 'watch', String(pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => undefined);
  watcher.stdin?.on('error', () => undefined);
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return watcher;
}
