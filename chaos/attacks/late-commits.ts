import { setTimeout as wait } from 'node:timers/promises';
import { atLeast, type Attack } from '../attack.js';
import { underLoad, wordsFor } from '../under-load.js';

/** One node is far from the database, so what it stamps early commits late; followers come back with a bare cursor. */
export const lateCommits: Attack = {
  name: 'late-commits',
  title: 'commits that come late, and followers who resume with nothing but a cursor',
  run(context) {
    const { random, count, log } = context;
    const wanted = count(5000, 150);
    const wish = {
      writers: 32,
      followers: count(48, 16),
      others: 20,
      hotShare: 0.1,
      thinkMs: 400,
      neverTellSeen: true,
    };
    return underLoad(context, { load: wish }, async ({ stage, load }) => {
      stage.node(1).network.database?.set({ delayMs: 60 });
      const resumes = (): number => load.followers.reduce((sum, follower) => sum + follower.resumes.length - 1, 0);
      for (let told = 0; resumes() < wanted;) {
        random.pick(load.followers).cut();
        await wait(20);
        if (resumes() < told + wanted / 5) continue;
        told = resumes();
        log(`${told} of ${wanted} resumes`);
      }
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults:
          'each packet between one node and the database 60 ms late; followers cut at random moments, resuming without what they have seen',
        figures: () => [atLeast('amount', 'resumes', resumes(), wanted)],
        void: () =>
          load.followers.some((it) => it.resumes.some(({ replayed }) => replayed > 0)) ? [] : ['nothing was replayed'],
      };
    });
  },
};
