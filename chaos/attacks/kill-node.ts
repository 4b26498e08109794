import { setTimeout as wait } from 'node:timers/promises';
import { lieInWait, momentOf, release } from '../ambush.js';
import { atLeast, atMost, type Attack } from '../attack.js';
import { underLoad, wordsFor } from '../under-load.js';

/** kill -9 one of two nodes under load, at random moments; it comes back while the other works on. */
export const killNode: Attack = {
  name: 'kill-node',
  title: 'kill -9 one of two nodes under load',
  run(context) {
    const { random, count, log } = context;
    const kills = count(50, 3);
    const wanted = count(30_000, 600);
    const wish = { writers: count(64, 20), followers: count(24, 8), others: 7 };
    return underLoad(context, { load: wish }, async ({ stage, load, bite }) => {
      for (let kill = 0; kill < kills; kill += 1) {
        await load.more(Math.ceil(wanted / kills));
        await wait(random.between(0, 100));
        const victim = stage.node(random.below(2));
        const links = [victim.network.front];
        const unheard = await lieInWait(momentOf(kill), { load, random, links, node: victim.index });
        bite.kill(victim.index, unheard);
        await victim.kill();
        release(links);
        // The other is alone for a while, also with those who come to it now.
        await wait(random.between(0, 500));
        await victim.start();
        log(`${kill + 1} of ${kills} kills, ${load.acknowledged} acknowledged`);
      }
      await load.more(wish.writers);
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `${bite.kills} × SIGKILL of one node at a random moment (${bite.hits} with sends in flight), started again after up to 0.5 s`,
        figures: ({ sizes }) => [
          atLeast('amount', 'acknowledged', sizes.acknowledged, wanted),
          atMost('time', 'longest time without an acknowledgement', load.longestGapMs / 1000, 5, 's'),
        ],
      };
    });
  },
};
