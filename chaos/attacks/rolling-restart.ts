import { setTimeout as wait } from 'node:timers/promises';
import { atMost, exactly, type Attack } from '../attack.js';
import { Samples } from '../samples.js';
import { underLoad, wordsFor } from '../under-load.js';
import type { InFlight } from '../writer.js';

/** What is never in flight within this time is not waited for: the run is void then. */
const PATIENCE_MS = 30_000;

/** SIGTERM to one node after the other while hundreds of sockets are open and mutations in flight. */
export const rollingRestart: Attack = {
  name: 'rolling-restart',
  title: 'SIGTERM rolling restarts',
  run(context) {
    const { random, count, log } = context;
    const rounds = count(20, 2);
    const sockets = count(500, 60);
    // After so long a request has arrived; on a machine that is busy with other things, that is no more than a hope.
    const arrivedMs = count(200, 5000);
    const wish = {
      writers: count(64, 20),
      followers: sockets / 10,
      devices: 10,
      others: 7,
      // Each message goes to hundreds of sockets: more of them, and the machine would have no time for those who come back.
      thinkMs: 4000,
      hotShare: 0.2,
      followsDirectly: true,
    };
    return underLoad(context, { load: wish }, async ({ stage, load, bite }) => {
      const [exits, codes, took] = [new Map<string, number>(), new Map<number, number>(), new Samples()];
      let unanswered = 0;
      let inFlight = 0;
      for (let round = 0; round < rounds; round += 1) {
        await wait(random.between(1000, 2000));
        const node = stage.node(round % 2);
        // A slow database keeps sends in flight for long enough to be met.
        const database = node.network.database!;
        database.set({ delayMs: 100 });
        const working = new Set<string>();
        const met = (): InFlight[] =>
          load.inFlight(node.index).filter(({ clientMessageId }) => working.has(clientMessageId));
        for (const began = performance.now(); met().length === 0 && performance.now() - began < PATIENCE_MS;) {
          await wait(2);
          const said = database.unsaid;
          for (const { clientMessageId } of load.inFlight(node.index))
            if (said.includes(clientMessageId)) working.add(clientMessageId);
        }
        // What has had the time to arrive, or is at the database: a request on its way into a closing door is not in flight.
        const arrivedBy = performance.now() - arrivedMs;
        const pending = [
          ...new Set([...met(), ...load.inFlight(node.index).filter(({ sentAt }) => sentAt < arrivedBy)]),
        ];
        bite.kill(node.index);
        const { exitCode, ms } = await node.terminate();
        exits.set(String(exitCode), (exits.get(String(exitCode)) ?? 0) + 1);
        took.add(ms / 1000);
        inFlight += pending.length;
        unanswered += pending.filter(({ outcome }) => outcome !== 'ok').length;
        node.network.database?.heal();
        await node.start();
        await Promise.all(load.followers.map((follower) => follower.untilLive()));
        log(`${round + 1} of ${rounds} rounds, ended after ${Math.round(ms)} ms with ${exitCode}`);
      }
      for (const { closes } of load.followers)
        for (const [code, times] of closes) codes.set(code, (codes.get(code) ?? 0) + times);
      const elsewhere = new Samples();
      for (const { resumes } of load.followers)
        for (const { wasFirst, lostAt, caughtUpAt } of resumes)
          if (!wasFirst) elsewhere.add((caughtUpAt - lostAt) / 1000);
      return {
        load: `${wordsFor(wish)}, with ${load.followers.length} sockets; two nodes`,
        faults: `${rounds} × SIGTERM to one node, started again once it had ended`,
        figures: () => [
          exactly('exit codes', [...exits.keys()].join(', '), '0'),
          atMost('time', 'from SIGTERM to the end, longest', took.max, 15, 's'),
          exactly('close codes', [...codes.keys()].join(', '), '1012'),
          exactly(`at the database, or in flight for ${arrivedMs} ms, and unanswered, of ${inFlight}`, unanswered, 0),
          atMost('time', 'live elsewhere, p99', elsewhere.p99, 5, 's'),
        ],
        void: () => [
          ...(elsewhere.count > 0 ? [] : ['no socket had to go elsewhere']),
          ...(inFlight > 0 ? [] : ['no send was in flight']),
        ],
      };
    });
  },
};
