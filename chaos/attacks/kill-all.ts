import { setTimeout as wait } from 'node:timers/promises';
import { lieInWait, momentOf, release } from '../ambush.js';
import { atMost, type Attack } from '../attack.js';
import { Samples } from '../samples.js';
import { underLoad, wordsFor } from '../under-load.js';

/** Nodes, database and Redis die within 50 ms, as in a power cut, and all start again at once. */
export const killAll: Attack = {
  name: 'kill-all',
  title: 'nodes, database and Redis killed within 50 ms',
  run(context) {
    const { random, count, log } = context;
    const rounds = count(20, 2);
    const wish = { writers: count(64, 20), followers: count(24, 8), others: 7 };
    return underLoad(context, { load: wish }, async ({ stage, load, bite }) => {
      const whole = new Samples();
      load.watchesGaps = false;
      for (let round = 0; round < rounds; round += 1) {
        await load.more(wish.writers * 8);
        const links = stage.nodes.map(({ network }) => network.front);
        bite.kill(undefined, await lieInWait(momentOf(round), { load, random, links }));
        const deaths = [...stage.nodes, stage.mariadb, stage.redis].map(async (victim) => {
          await wait(random.between(0, 50));
          await victim?.kill();
        });
        await Promise.all(deaths);
        release(links);
        const began = performance.now();
        await Promise.all([
          stage.mariadb?.restart(),
          stage.redis?.restart(),
          ...stage.nodes.map((node) => node.start()),
        ]);
        await Promise.all([load.more(1), ...load.followers.map((follower) => follower.untilLive())]);
        whole.add(performance.now() - began);
        log(`${round + 1} of ${rounds} rounds, whole again after ${Math.round(performance.now() - began)} ms`);
      }
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `${bite.kills} × SIGKILL of both nodes, mariadbd and redis-server within 50 ms (${bite.hits} with sends in flight); all started again at once`,
        figures: () => [
          atMost('time', 'every follower live and a send acknowledged after, longest', whole.max / 1000, 10, 's'),
        ],
      };
    });
  },
};
