import { atLeast, atMost, type Attack } from '../attack.js';
import { Samples } from '../samples.js';
import { setTimeout as wait } from 'node:timers/promises';
import { underLoad, wordsFor } from '../under-load.js';

/** Sockets of followers are cut at a random byte of what they are told, again and again. */
export const cutFollowers: Attack = {
  name: 'cut-followers',
  title: 'subscribers cut at random bytes, resumed on a random node',
  run(context) {
    const { random, count, log } = context;
    const each = count(50, 5);
    const wish = {
      writers: count(64, 20),
      followers: count(200, 40),
      others: 20,
      hotShare: 0.2,
      thinkMs: 1500,
      usesSockets: false,
      // Without it a replay goes back half a minute each time, more than passes between two cuts.
      allTellSeen: true,
    };
    return underLoad(context, { load: wish }, async ({ stage, load }) => {
      const bytes = random.fork('bytes');
      const isSocket = (request: Buffer): boolean => request.subarray(0, 3).toString() === 'GET';
      for (const { network } of stage.nodes)
        network.front.set({ cutAfterBytes: (request) => (isSocket(request) ? 1000 + bytes.below(20_000) : Infinity) });
      const cuts = (): number => stage.nodes.reduce((sum, { network }) => sum + network.front.bites, 0);
      // Those who are connected already have no budget yet.
      for (const follower of load.followers) follower.cut();
      const fewest = (): number => Math.min(...load.followers.map(({ resumes }) => resumes.length - 1));
      for (let told = 0; fewest() < each;) {
        await wait(100);
        if (fewest() < told + each / 10) continue;
        told = fewest();
        log(`${told} of ${each} resumes each, ${cuts()} cuts`);
      }
      const cut = cuts();
      stage.heal();
      await load.quiet();
      const toLive = new Samples();
      const all = load.followers.flatMap((follower) => follower.resumes.filter(({ wasFirst }) => !wasFirst));
      for (const { connectedAt, caughtUpAt } of all) toLive.add(caughtUpAt - connectedAt);
      const replayed = all.filter((resume) => resume.replayed > 0).length;
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `${cut} connections cut after a random number of bytes`,
        figures: () => [
          atLeast('amount', 'resumes', toLive.count, each * load.followers.length),
          atLeast('amount', 'resumes of each, fewest', fewest(), each),
          atMost('time', 'from the connection over which it succeeded to being live, p99', toLive.p99, 500, 'ms'),
        ],
        void: () => (replayed > 0 ? [] : ['no resume replayed anything']),
      };
    });
  },
};
