import { readFileSync } from 'node:fs';
import type { ChaosNode } from './node.js';

/** Memory that a node holds, in MiB. */
export function residentMiB(node: ChaosNode): number {
  const status = readFileSync(`/proc/${node.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Looks at the memory of nodes twice a second until told to stop. */
export class MemoryWatch {
  private readonly before: number[];
  private peak: number[];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly nodes: readonly ChaosNode[]) {
    this.before = nodes.map(residentMiB);
    this.peak = [...this.before];
    this.timer = setInterval(() => {
      this.peak = nodes.map((node, index) => Math.max(this.peak[index] ?? 0, node.isUp ? residentMiB(node) : 0));
    }, 500);
  }

  /** By how much the node that grew most was above its beginning, in MiB. */
  stop(): number {
    clearInterval(this.timer);
    return Math.max(...this.nodes.map((_, index) => (this.peak[index] ?? 0) - (this.before[index] ?? 0)));
  }
}

/** Looks at a gauge of nodes twice a second until told to stop, and keeps the greatest that it has seen. */
export class PeakWatch {
  private peak = 0;
  private readonly timer: NodeJS.Timeout;
  private last: Promise<unknown> = Promise.resolve();

  constructor(nodes: readonly ChaosNode[], name: string) {
    this.timer = setInterval(() => {
      this.last = Promise.all(
        nodes.map(async (node) => {
          const value = await metricOf(node, name).catch(() => NaN);
          if (value > this.peak) this.peak = value;
        }),
      );
    }, 500);
  }

  async stop(): Promise<number> {
    clearInterval(this.timer);
    await this.last;
    return this.peak;
  }
}

/** A gauge or counter of a node's metrics, by name, with labels where it has some; NaN when there is none. */
export async function metricOf(node: ChaosNode, name: string): Promise<number> {
  const text = await (await fetch(`${node.directUrl}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `) || one.startsWith(`${name}{`));
  return Number(line?.split(' ').at(-1) ?? NaN);
}

/** How many sockets the nodes have closed with a code since they were started. */
export async function closesOf(nodes: readonly ChaosNode[], code: number): Promise<number> {
  const each = nodes.map((node) => metricOf(node, `wireside_sockets_closed_total{code="${code}"}`));
  return (await Promise.all(each)).reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0);
}
