import { startNodeProcess, type NodeProcess } from '../test/support/node-process.js';
import type { Settings } from '../test/support/settings.js';
import { FaultProxy } from './fault-proxy.js';

/** Stretches of network around one node. */
interface Surroundings {
  /** Between clients and the node. */
  readonly front: FaultProxy;
  /** Between the node and the database; null on SQLite, and where nodes go straight to it. */
  readonly database: FaultProxy | null;
  readonly redis: FaultProxy | null;
}

/** A place for a server process: its address and its network stay when the process is killed and another started. */
export class ChaosNode {
  private current: NodeProcess | null = null;
  /** How many processes this place has seen. */
  starts = 0;

  constructor(
    readonly index: number,
    readonly network: Surroundings,
    private readonly settings: Settings,
  ) {}

  /** Where clients reach it, through the network in front of it. */
  get url(): string {
    return this.network.front.url;
  }

  /** Where it listens itself, for looks at its metrics. */
  get directUrl(): string {
    return this.process.url;
  }

  get isUp(): boolean {
    return this.current !== null;
  }

  get process(): NodeProcess {
    if (!this.current) throw new Error(`node ${this.index} is not running`);
    return this.current;
  }

  async start(more: Settings = {}): Promise<void> {
    const started = await startNodeProcess(
      { ...this.settings, ...more },
      // A fault is planted into one file of the product; what is shipped has joined them.
      this.settings.CHAOS_PLANT === undefined ? 'dist/server/main.js' : 'dist/src/main.js',
    );
    this.network.front.target = Number(new URL(started.url).port);
    this.current = started;
    this.starts += 1;
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const { process } = this;
    this.current = null;
    await process.kill();
    await process.stop();
  }

  /** SIGTERM; answers the exit code (null: it had to be killed) and how long it took, in milliseconds. */
  async terminate(): Promise<{ readonly exitCode: number | null; readonly ms: number }> {
    const { process } = this;
    const began = performance.now();
    process.signal('SIGTERM');
    await process.ended();
    this.current = null;
    const ended = { exitCode: process.exitCode, ms: performance.now() - began };
    await process.stop();
    return ended;
  }

  async close(): Promise<void> {
    await this.current?.kill();
    await this.current?.stop();
    this.current = null;
    const { front, database, redis } = this.network;
    await Promise.all([front.close(), database?.close(), redis?.close()]);
  }
}
