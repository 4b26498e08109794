import { setTimeout as wait } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { atLeast, atMost, type Attack } from '../attack.js';
import { Follower } from '../follower.js';
import { crowd } from '../population.js';
import { underLoad, wordsFor } from '../under-load.js';
import { closesOf, MemoryWatch, PeakWatch } from '../watch.js';
import { register } from '../../test/support/people.js';

/** The default of SOCKET_MAX_BUFFERED_BYTES. */
const MAX_WAITING_KIB = 1024;

/** At most so long, for those who stopped reading to be cut off. */
const MAX_SECONDS = 180;

/** Readers who stop reading, and readers who read a little now and then, beside good ones. */
export const slowReaders: Attack = {
  name: 'slow-readers',
  title: 'stalled and slow readers beside good ones',
  run(context) {
    const { count, log, random } = context;
    const [good, bad] = [count(100, 20), count(20, 4)];
    const seconds = count(60, 20);
    // Large texts: what the kernel keeps for a socket that is not read is filled soon.
    const wish = {
      writers: 16,
      followers: good / 10,
      devices: 10,
      others: 3,
      hotShare: 1,
      padding: 8000,
      thinkMs: 250,
      changeShare: 0,
      // What is measured are nodes and readers, not a harness that carries 50 MB a second for them.
      followsDirectly: true,
    };
    return underLoad(context, { stage: { isDirect: true }, load: wish }, async ({ stage, load }) => {
      await wait(2000);
      load.phase();
      await wait(5000);
      const baseline = load.phase().delivery.p99;
      const resume = await load.pause();
      // Straight to the nodes: what a proxy keeps would count as read.
      const nodes = stage.nodes.map(({ directUrl }) => ({ url: directUrl }));
      const people = await crowd(2, (index) => register(stage.node(index), `Bad reader ${index}`));
      await load.population.owner.http.run(ADD, {
        input: { roomId: load.population.places[0]?.roomId, userIds: people.map(({ id }) => id) },
      });
      let treatedBadly = true;
      const treat = (name: string, index: number) =>
        // Their own deliveries are not measured.
        new Follower(
          `${name} ${index}`,
          people[index % 2]!,
          {
            nodes,
            tellsSeen: true,
            returnMs: 200,
            // Or it would end what it has stopped to read before the server does.
            isPatient: name === 'stalled',
            onOpen: (ws) => {
              if (treatedBadly && name === 'stalled') setTimeout(() => ws.pause(), 500);
              if (treatedBadly && name === 'slow') sip(ws, () => treatedBadly);
            },
          },
          random.fork(`${name} ${index}`),
        );
      const readers = ['stalled', 'slow'].flatMap((name) =>
        Array.from({ length: bad }, (_, index) => treat(name, index)),
      );
      load.followers.push(...readers);
      for (const place of load.population.places.slice(0, 1))
        (place.members as (typeof people)[number][]).push(...people);
      await load.follow(readers);
      const memory = new MemoryWatch(stage.nodes);
      const waiting = new PeakWatch(stage.nodes, 'wireside_socket_waiting_bytes');
      const stall = new PeakWatch(stage.nodes, 'wireside_socket_stall_seconds');
      const before = await closesOf(stage.nodes, 4413);
      let closed = 0;
      resume();
      load.phase();
      // The kernel takes some megabytes for each before the server notices anything.
      for (let second = 0; second < seconds || (closed < bad && second < MAX_SECONDS); second += 5) {
        await wait(5000);
        closed = (await closesOf(stage.nodes, 4413)) - before;
        log(`${second + 5} of ${seconds} s, ${closed} cut off`);
      }
      const grown = memory.stop();
      const [mostWaiting, longestStall] = [await waiting.stop(), await stall.stop()];
      const { delivery } = load.phase();
      treatedBadly = false;
      for (const reader of readers) reader.cut();
      return {
        load: `${wordsFor(wish)}, with ${good} sockets; texts of 8,000 characters; two nodes`,
        faults: `${bad} readers who stop reading and ${bad} who read for 50 ms in a second, for ${seconds} s`,
        figures: () => [
          // By the nodes' own count: whoever does not read does not hear of it.
          atLeast('correctness', 'sockets closed with 4413', closed, bad),
          // By the nodes as well. The time begins when a reader has stopped to take what waits for it.
          atMost('time', 'most that waited for one socket', mostWaiting / 1024, MAX_WAITING_KIB, 'KiB'),
          atMost('time', 'longest that a socket took nothing', longestStall, 10, 's'),
          atMost('time', 'memory gained', grown, 128, 'MiB'),
          atMost(
            'time',
            `good readers' p99 against ${Math.round(baseline)} ms before`,
            delivery.p99,
            2 * baseline,
            'ms',
          ),
        ],
        void: () => [],
      };
    });
  },
};

const ADD = `mutation ($input: AddRoomMembersInput!) { addRoomMembers(input: $input) { room { id } } }`;

/** Reads for a moment, then for a long time not. */
function sip(ws: WebSocket, goesOn: () => boolean): void {
  const timer = setInterval(() => {
    ws.resume();
    if (goesOn()) setTimeout(() => ws.pause(), 50);
    else clearInterval(timer);
  }, 1000);
  ws.once('close', () => clearInterval(timer));
}
