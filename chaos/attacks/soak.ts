import { readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { atMost, exactly, type Attack } from '../attack.js';
import type { ChaosNode } from '../node.js';
import { underLoad, wordsFor } from '../under-load.js';
import { metricOf, residentMiB } from '../watch.js';

const GAUGES = ['wireside_sockets_open', 'wireside_feeds_live'];

/** A long time with followers who come and go all the while. */
export const soak: Attack = {
  name: 'soak',
  title: 'soak with churn',
  run(context) {
    const { random, count, log } = context;
    const minutes = count(30, 0.5);
    const wish = { writers: count(64, 16), followers: count(50, 20), others: 20, thinkMs: 1000, hotShare: 0.2 };
    return underLoad(context, { load: wish }, async ({ stage, load }) => {
      const memory: number[] = [];
      const inUse: number[] = [];
      const handles: number[] = [];
      const looks = 20;
      for (let look = 0; look < looks; look += 1) {
        const until = performance.now() + (minutes * 60_000) / looks;
        const lowest = stage.nodes.map(() => Infinity);
        while (performance.now() < until) {
          random.pick(load.followers).cut();
          await wait(count(500, 100));
          const used = await Promise.all(stage.nodes.map(heapMiB));
          for (const [index, now] of used.entries()) lowest[index] = Math.min(lowest[index] ?? now, now);
        }
        inUse.push(Math.max(...lowest));
        memory.push(Math.max(...stage.nodes.map(residentMiB)));
        handles.push(Math.max(...stage.nodes.map(handlesOf)));
        log(
          `${look + 1} of ${looks}: ${Math.round(memory.at(-1) ?? 0)} MiB resident, ${Math.round(inUse.at(-1) ?? 0)} in use, ${handles.at(-1)} handles`,
        );
      }
      await load.quiet();
      await wait(2000);
      for (const follower of load.followers) follower.pauseFollowing();
      const left = await untilNobody(stage.nodes);
      for (const follower of load.followers) follower.resumeFollowing();
      return {
        load: `${wordsFor(wish)}; two nodes; ${minutes} minutes`,
        faults: 'a follower cut every half a second',
        figures: () => [
          atMost('time', 'memory in use after collections: last quarter above the second', growth(inUse), 32, 'MiB'),
          atMost('time', 'resident memory: last quarter above the second, medians', growth(memory), 32, 'MiB'),
          atMost('time', 'handles: last quarter above the second, medians', growth(handles), 10),
          exactly(`gauges ${GAUGES.join(', ')} with nobody connected`, left, 0),
        ],
        void: () => [],
      };
    });
  },
};

/** The highest of the gauges, once all are back at zero or have had the time for it. */
async function untilNobody(nodes: readonly ChaosNode[]): Promise<number> {
  for (let look = 1; ; look += 1) {
    await wait(500);
    const left = await Promise.all(nodes.flatMap((node) => GAUGES.map((gauge) => metricOf(node, gauge))));
    const highest = Math.max(...left);
    if (highest === 0 || look === 60) return highest;
  }
}

/** What a node's heap holds, garbage with it: the lowest of a while is what was left by a collection. */
const heapMiB = async (node: ChaosNode): Promise<number> =>
  (await metricOf(node, 'nodejs_heap_size_used_bytes')) / 2 ** 20;

const handlesOf = (node: ChaosNode): number => readdirSync(`/proc/${node.process.pid}/fd`).length;

/** The first quarter warms up. */
function growth(values: readonly number[]): number {
  const quarter = Math.floor(values.length / 4);
  const median = (part: readonly number[]): number => [...part].sort((a, b) => a - b)[part.length >> 1] ?? NaN;
  return median(values.slice(-quarter)) - median(values.slice(quarter, 2 * quarter));
}
