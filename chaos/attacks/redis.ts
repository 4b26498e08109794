import { setTimeout as wait } from 'node:timers/promises';
import { atMost, exactly, type Attack, type Figure } from '../attack.js';
import { ringFilter } from '../resp-filter.js';
import { faultsMet, underLoad, wordsFor } from '../under-load.js';

/** Whatever becomes of Redis: sends do not notice, and delivery between nodes goes on from the database. */
export const redisFaults: Attack = {
  name: 'redis',
  title: 'Redis killed, frozen, black-holed from one node, its messages dropped, doubled and reordered',
  run(context) {
    const { random, count, log } = context;
    const kills = count(20, 2);
    const frozenMs = count(30_000, 4000);
    const blackHoleMs = count(60_000, 4000);
    const meddledMs = count(30_000, 4000);
    const wish = {
      writers: count(64, 20),
      followers: count(24, 12),
      others: 7,
      thinkMs: count(1000, 600),
      hotShare: 0.2,
    };
    return underLoad(context, { load: wish }, async ({ stage, load }) => {
      const figures: Figure[] = [];
      await wait(1000);
      load.phase();
      await wait(count(10_000, 3000));
      const baseline = load.phase().latency.p99;
      const during = (name: string): void => {
        const { latency, delivery } = load.phase();
        figures.push(
          atMost(
            'time',
            `${name}: send p99 against ${Math.round(baseline)} ms before`,
            latency.p99,
            2 * baseline,
            'ms',
          ),
          atMost('time', `${name}: delivery, longest`, delivery.max, 5000, 'ms'),
        );
        log(`${name}: send p99 ${Math.round(latency.p99)} ms, delivery at most ${Math.round(delivery.max)} ms`);
      };
      const healed = async (name: string): Promise<void> => {
        await wait(3000);
        load.phase();
        await wait(2000);
        figures.push(atMost('time', `${name}: delivery p99 3 s after`, load.phase().delivery.p99, 500, 'ms'));
      };

      for (let kill = 0; kill < kills; kill += 1) {
        await stage.redis?.kill();
        await wait(random.between(500, 1500));
        await stage.redis?.restart();
        await wait(random.between(500, 1500));
      }
      during(`killed ${kills} times`);
      await healed('killed');

      stage.redis?.freeze();
      await wait(frozenMs);
      during(`frozen ${frozenMs / 1000} s`);
      stage.redis?.thaw();
      await healed('frozen');

      const link = stage.node(0).network.redis;
      link?.set({ blackHole: true });
      await wait(blackHoleMs);
      during(`black-holed from one node ${blackHoleMs / 1000} s`);
      link?.set({ blackHole: false });
      await healed('black-holed');

      const tally = { passed: 0, dropped: 0, doubled: 0, reordered: 0 };
      for (const [index, { network }] of stage.nodes.entries()) {
        network.redis?.set({ filter: () => ringFilter(random.fork(`rings ${index}`), 0.05, tally) });
        // Connections that are open pass as they did; those that replace them are meddled with.
        network.redis?.cutAll();
      }
      await wait(meddledMs);
      during('messages dropped, doubled and reordered 5 % each');

      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `redis-server killed ${kills} times, frozen ${frozenMs / 1000} s, black-holed from one node ${blackHoleMs / 1000} s; of ${tally.passed} messages ${tally.dropped} dropped, ${tally.doubled} doubled, ${tally.reordered} reordered`,
        figures: (_, history) => [
          exactly(
            'send errors',
            [...faultsMet(history)].map(([why, times]) => `${times} × ${why}`).join(', ') || 'none',
            'none',
          ),
          ...figures,
        ],
        void: () => (tally.dropped > 0 && tally.reordered > 0 ? [] : ['no message of Redis was meddled with']),
      };
    });
  },
};
