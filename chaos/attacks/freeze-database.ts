import { setTimeout as wait } from 'node:timers/promises';
import { atMost, exactly, type Attack } from '../attack.js';
import { Samples } from '../samples.js';
import { underLoad, untyped, wordsFor } from '../under-load.js';
import { MemoryWatch } from '../watch.js';

/** The database answers nobody for a while; then its connections are killed one a second. */
export const freezeDatabase: Attack = {
  name: 'freeze-database',
  title: 'the database frozen, and its connections killed one a second',
  run(context) {
    const { count, log } = context;
    const frozenMs = count(30_000, 7000);
    const killsOfConnections = count(30, 3);
    const wish = { writers: count(64, 20), followers: count(24, 8), others: 7, timeoutMs: 60_000 };
    return underLoad(context, { load: wish }, async ({ stage, load }) => {
      await load.more(wish.writers * 4);
      const memory = new MemoryWatch(stage.nodes);
      const frozenAt = performance.now();
      stage.mariadb?.freeze();
      await wait(frozenMs);
      const thawedAt = performance.now();
      stage.mariadb?.thaw();
      await load.more(1);
      const recovered = performance.now() - thawedAt;
      log(`acknowledging again ${Math.round(recovered)} ms after ${frozenMs / 1000} s`);
      for (let kill = 0; kill < killsOfConnections; kill += 1) {
        await wait(1000);
        const connections = await stage.sql<{ ID: number }>(
          "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = 'chaos' AND ID <> CONNECTION_ID() ORDER BY RAND() LIMIT 1",
        );
        for (const { ID } of connections) await stage.sql(`KILL CONNECTION ${Number(ID)}`).catch(() => []);
      }
      await load.more(wish.writers);
      const grown = memory.stop();
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `mariadbd stopped (SIGSTOP) for ${frozenMs / 1000} s; then ${killsOfConnections} of its connections killed, one a second`,
        figures: (_, history) => {
          const refusals = new Samples();
          for (const { attempts } of history.sends)
            for (const { why, invokedAt, endedAt } of attempts)
              if (why !== undefined && endedAt > frozenAt) refusals.add((endedAt - invokedAt) / 1000);
          return [
            exactly('errors that are not UNAVAILABLE and retryable', untyped(history), 'none'),
            atMost('time', `until told to try again, longest of ${refusals.count}`, refusals.max, 5, 's'),
            atMost('time', 'memory gained', grown, 128, 'MiB'),
            atMost('time', 'acknowledging again after the thaw', recovered / 1000, 3, 's'),
          ];
        },
        void: (history) =>
          history.sends.some(({ attempts }) => attempts.some(({ why }) => why === 'UNAVAILABLE'))
            ? []
            : ['nobody noticed'],
      };
    });
  },
};
