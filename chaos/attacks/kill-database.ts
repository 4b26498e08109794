import { setTimeout as wait } from 'node:timers/promises';
import { lieInWait, momentOf, release } from '../ambush.js';
import { atMost, exactly, type Attack } from '../attack.js';
import { Samples } from '../samples.js';
import { underLoad, untyped, wordsFor } from '../under-load.js';

/** kill -9 mariadbd under load; nobody restarts the servers. */
export const killDatabase: Attack = {
  name: 'kill-database',
  title: 'kill -9 mariadbd under load',
  run(context) {
    const { random, count, log } = context;
    const kills = count(50, 3);
    const wish = { writers: count(64, 20), followers: count(24, 8), others: 7 };
    return underLoad(context, { load: wish }, async ({ stage, load, bite }) => {
      const recovery = new Samples();
      for (let kill = 0; kill < kills; kill += 1) {
        await load.more(wish.writers * 4);
        await wait(random.between(0, 100));
        const links = stage.nodes.map(({ network }) => network.database);
        bite.kill(undefined, await lieInWait(momentOf(kill), { load, random, links, muteAfter: 'COMMIT' }));
        // Those who come back meet a dead database, and have something to catch up with.
        for (const [index, follower] of load.followers.entries()) if (index % 2 === kill % 2) follower.cut();
        await stage.mariadb?.kill();
        release(links);
        // Clients meet the dead database for a while.
        await wait(random.between(0, 1500));
        await stage.mariadb?.restart();
        const ready = performance.now();
        await load.more(1);
        recovery.add(performance.now() - ready);
        log(`${kill + 1} of ${kills} kills, acknowledging again after ${Math.round(performance.now() - ready)} ms`);
      }
      await load.more(wish.writers);
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `${bite.kills} × SIGKILL of mariadbd (${bite.hits} with sends in flight), back after up to 1.5 s`,
        figures: (_, history) => [
          atMost('time', 'acknowledging again after it is ready, longest', recovery.max / 1000, 2, 's'),
          exactly(
            'servers that were started again',
            stage.nodes.reduce((sum, { starts }) => sum + starts - 1, 0),
            0,
          ),
          exactly('errors that are not UNAVAILABLE and retryable', untyped(history), 'none'),
        ],
      };
    });
  },
};
