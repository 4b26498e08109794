import { lieInWait, momentOf, release } from '../ambush.js';
import { exactly, type Attack } from '../attack.js';
import { underLoad, wordsFor } from '../under-load.js';

/** The zero-set-up mode: one process, one file, refused writes among the others, kill -9. */
export const killSqlite: Attack = {
  name: 'kill-sqlite',
  title: 'SQLite: kill -9 with rollbacks among the writes',
  run(context) {
    const { random, count, log } = context;
    const kills = count(50, 3);
    const wish = { writers: 16, followers: 8, others: 7, refusedShare: 0.1 };
    return underLoad(context, { stage: { database: 'sqlite' }, load: wish }, async ({ stage, load, bite }) => {
      const node = stage.node(0);
      for (let kill = 0; kill < kills; kill += 1) {
        await load.more(wish.writers * 10);
        const links = [node.network.front];
        bite.kill(0, await lieInWait(momentOf(kill), { load, random, links, node: 0 }));
        await node.kill();
        release(links);
        await node.start();
        log(`${kill + 1} of ${kills} kills, ${load.acknowledged} acknowledged`);
      }
      await load.more(wish.writers);
      await load.quiet();
      const [integrity] = await stage.sql<{ integrity_check: string }>('PRAGMA integrity_check');
      return {
        load: `${wordsFor(wish)}; one node; 10 % of the operations are refused in their transaction and rolled back`,
        faults: `${bite.kills} × SIGKILL of the server (${bite.hits} with sends in flight)`,
        figures: () => [exactly('PRAGMA integrity_check', integrity?.integrity_check ?? 'no answer', 'ok')],
      };
    });
  },
};
