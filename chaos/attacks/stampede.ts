import { setTimeout as wait } from 'node:timers/promises';
import { atMost, exactly, type Attack } from '../attack.js';
import { Samples } from '../samples.js';
import type { Stage } from '../stage.js';
import { underLoad, wordsFor } from '../under-load.js';
import type { Load } from '../load.js';

/** A thousand sockets are cut in one instant, and all come back at once. */
export const stampede: Attack = {
  name: 'stampede',
  title: 'all sockets cut in one instant',
  run(context) {
    const { count, log } = context;
    const people = count(100, 15);
    const wish = {
      writers: count(32, 16),
      followers: people,
      devices: 10,
      others: 20,
      thinkMs: 2000,
      hotShare: 0.1,
      usesSockets: false,
    };
    return underLoad(context, { load: wish }, async ({ stage, load }) => {
      await wait(2000);
      const resume = await load.pause();
      const idle = await selectsDuring(stage, () => wait(3000));
      const began = performance.now();
      const selects = await selectsDuring(stage, () => cutAll(load));
      const seconds = (performance.now() - began) / 1000;
      const perResume = Math.max(0, selects - (idle * seconds) / 3) / load.followers.length;
      log(`${load.followers.length} sockets back after ${seconds.toFixed(1)} s, ${perResume.toFixed(2)} queries each`);
      resume();
      await wait(3000);
      load.phase();
      const busy = performance.now();
      await cutAll(load);
      const toLive = new Samples();
      const back = load.followers.filter(({ resumes }) => resumes.some(({ lostAt }) => lostAt >= busy)).length;
      for (const { resumes } of load.followers)
        for (const { lostAt, caughtUpAt } of resumes) if (lostAt >= busy) toLive.add((caughtUpAt - lostAt) / 1000);
      const { latency } = load.phase();
      const replayed = load.followers.some(({ resumes }) => resumes.some((it) => !it.wasFirst && it.replayed > 0));
      return {
        load: `${wordsFor(wish)}, with ${load.followers.length} sockets; two nodes`,
        faults: `${load.followers.length} sockets cut in one instant, once while nobody wrote and once under load`,
        figures: () => [
          exactly('sockets that came back', back, load.followers.length),
          atMost('time', 'until the last had resumed', toLive.max, 20, 's'),
          atMost('time', 'database queries for each resume', perResume, 2),
          atMost('time', "others' sends meanwhile, p99", latency.p99, 500, 'ms'),
        ],
        void: () => (replayed ? [] : ['no resume replayed anything']),
      };
    });
  },
};

async function cutAll(load: Load): Promise<void> {
  const before = load.followers.map(({ resumes }) => resumes.length);
  for (const follower of load.followers) follower.cut();
  await Promise.all(
    load.followers.map((follower, index) =>
      follower.until(() => follower.resumes.length > (before[index] ?? 0), 180_000, 'its resume'),
    ),
  );
}

/** How many SELECTs the database is asked meanwhile. */
async function selectsDuring(stage: Stage, work: () => Promise<unknown>): Promise<number> {
  const count = async (): Promise<number> => {
    const [row] = await stage.sql<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'Com_select'");
    return Number(row?.Value);
  };
  const before = await count();
  await work();
  return (await count()) - before;
}
