import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from './settings.js';

const main = join(import.meta.dirname, '../../dist/server/main.js');

/** The built server as a process of its own, started as an operator does, and what it writes. */
export class Program {
  output = '';
  private readonly wakers = new Set<() => void>();
  private readonly child: ChildProcess;
  private readonly exited: Promise<number | null>;

  private constructor(
    settings: Settings,
    private readonly folder: string,
  ) {
    // Nothing of the test runner's environment: an operator has none of it.
    const env = { PATH: process.env.PATH ?? '', HOME: folder, HOST: '127.0.0.1', PORT: '0', ...settings };
    this.child = spawn(process.execPath, [main], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.wake();
      });
    }
    this.exited = once(this.child, 'close').then(() => {
      this.wake();
      return this.child.exitCode;
    });
  }

  /** Starts it in an empty folder. */
  static start(settings: Settings): Program {
    return new Program(settings, mkdtempSync(join(tmpdir(), 'wireside-program-')));
  }

  /** Starts it and waits until it says where it listens. */
  static async listening(settings: Settings): Promise<Program> {
    const program = Program.start(settings);
    await program.says(/graphql \(HTTP and WebSocket\)/);
    return program;
  }

  /** `http://127.0.0.1:port` */
  get url(): string {
    const port = /http:\/\/localhost:(\d+)\/graphql \(HTTP/.exec(this.output)?.[1];
    if (port === undefined) throw new Error(`does not say its port:\n${this.output}`);
    return `http://127.0.0.1:${port}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The exit code; null when a signal ended it. */
  ended(): Promise<number | null> {
    return this.exited;
  }

  /** Waits until its output fits. */
  says(pattern: RegExp, timeoutMs = 25_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error): void => {
        clearTimeout(timer);
        this.wakers.delete(look);
        if (error) reject(error);
        else resolve();
      };
      const timer = setTimeout(() => done(new Error(`does not say ${pattern} but:\n${this.output}`)), timeoutMs);
      const look = (): void => {
        if (pattern.test(this.output)) done();
        else if (this.child.exitCode !== null) done(new Error(`ended without saying ${pattern} but:\n${this.output}`));
      };
      this.wakers.add(look);
      look();
    });
  }

  async dispose(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private wake(): void {
    for (const waker of [...this.wakers]) waker();
  }
}
