import { setTimeout as wait } from 'node:timers/promises';
import { atLeast, atMost, type Attack } from '../attack.js';
import { underLoad, wordsFor } from '../under-load.js';

/** kill -9 one of two nodes under load, at random moments; it comes back while the other works on. */
export const killNode: Attack = {
  name: 'kill-node',
  title: 'kill -9 one of two nodes under load',
  run(context) {
    const { random, count, log } = context;
    const kills = count(50, 3);
    const wanted = count(30_000, 1200);
    const wish = { writers: count(64, 32), followers: count(24, 8), others: 7 };
    return underLoad(context, { load: wish }, async ({ stage, load, bite }) => {
      for (let kill = 0; kill < kills; kill += 1) {
        await load.more(Math.ceil(wanted / kills));
        await wait(random.between(0, 100));
        const victim = stage.node(random.below(2));
        // Two times in three its answers get stuck first: it commits what nobody hears of.
        victim.network.front.set({ mute: kill % 3 !== 0 });
        await wait(random.between(10, 60));
        bite.kill(victim.index);
        await victim.kill();
        victim.network.front.cutAll();
        victim.network.front.heal();
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
