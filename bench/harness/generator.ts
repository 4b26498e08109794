import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type {
  ClosedCommand,
  Command,
  FanoutCommand,
  LoadResult,
  OpenCommand,
  ReconnectCommand,
  Reply,
} from './commands.js';
import { pinned } from './cores.js';

const script = join(import.meta.dirname, '../generator/main.js');

/** The process that makes the load, on another core than the server. */
export class Generator {
  private constructor(private readonly child: ChildProcess) {}

  static start(core: string | null): Generator {
    const [program, args] = pinned(core, process.execPath, [script]);
    return new Generator(spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  }

  async open(command: Omit<OpenCommand, 'do'>): Promise<void> {
    await this.ask({ do: 'open', ...command });
  }

  fanout(command: Omit<FanoutCommand, 'do'>): Promise<LoadResult> {
    return this.load({ do: 'fanout', ...command });
  }

  closed(command: Omit<ClosedCommand, 'do'>): Promise<LoadResult> {
    return this.load({ do: 'closed', ...command });
  }

  reconnect(command: Omit<ReconnectCommand, 'do'>): Promise<LoadResult> {
    return this.load({ do: 'reconnect', ...command });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  private async load(command: Command): Promise<LoadResult> {
    const result = await this.ask(command);
    if (!result) throw new Error('a load without a result');
    return result;
  }

  private async ask(command: Command): Promise<LoadResult | null> {
    const answer = once(this.child, 'message');
    const ended = once(this.child, 'exit').then(() => Promise.reject(new Error('the generator ended')));
    ended.catch(() => undefined);
    this.child.send(command);
    const [reply] = (await Promise.race([answer, ended])) as [Reply];
    if (!reply.ok) throw new Error(`the generator says: ${reply.error}`);
    return reply.result;
  }
}
