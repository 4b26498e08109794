import { Histogram } from '../harness/histogram.js';
import { cpuMicros } from '../harness/processes.js';
import type { LoadResult, Window } from '../harness/commands.js';

interface Reading {
  readonly at: number;
  readonly server: number;
  readonly database: number;
  readonly generator: number;
}

/** Counts what happens within the measured part of a load, and reads the processor times at its two ends. */
export class Meter {
  private readonly histogram = new Histogram();
  private operations = 0;
  total = 0;
  private lowest = Number.MAX_SAFE_INTEGER;
  private highest = 0;
  private measuring = false;
  private next: number;

  constructor(private readonly window: Window) {
    this.next = window.firstNumber;
  }

  nextNumber(): number {
    return this.next++;
  }

  /** An operation has ended that took so many milliseconds. */
  done(ms: number): void {
    this.total += 1;
    if (!this.measuring) return;
    this.operations += 1;
    this.histogram.record(ms * 1000);
  }

  saw(number: number): void {
    if (number < this.lowest) this.lowest = number;
    if (number > this.highest) this.highest = number;
  }

  /** Resolves when the window is over; the load is expected to be running. */
  async measure(failure: Promise<never>): Promise<LoadResult> {
    await Promise.race([pause(this.window.warmUpMs), failure]);
    const begin = this.read();
    this.measuring = true;
    await Promise.race([pause(this.window.measureMs), failure]);
    // On a machine that stalls, a short window may see nothing end. Whoever never answers is found out by the load.
    while (this.operations === 0) await Promise.race([pause(20), failure]);
    this.measuring = false;
    const end = this.read();
    return {
      seconds: (end.at - begin.at) / 1000,
      operations: this.operations,
      total: this.total,
      serverMicros: end.server - begin.server,
      databaseMicros: end.database - begin.database,
      generatorMicros: end.generator - begin.generator,
      p50: this.histogram.percentile(0.5),
      p99: this.histogram.percentile(0.99),
      nextNumber: this.next,
      lowest: this.lowest,
      highest: this.highest,
    };
  }

  private read(): Reading {
    const { serverPid, databasePid } = this.window;
    const { user, system } = process.cpuUsage();
    return {
      at: performance.now(),
      server: cpuMicros(serverPid),
      database: databasePid === null ? 0 : cpuMicros(databasePid),
      generator: user + system,
    };
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
