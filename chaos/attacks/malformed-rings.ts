import { Redis } from 'ioredis';
import { atLeast, atMost, exactly, type Attack } from '../attack.js';
import type { Random } from '../random.js';
import { Samples } from '../samples.js';
import { underLoad, wordsFor } from '../under-load.js';

/** Whoever can publish on a shared Redis: nonsense on our own channels. */
export const malformedRings: Attack = {
  name: 'malformed-rings',
  title: 'malformed, huge and foreign messages on our Redis channels',
  run(context) {
    const { random, count, log } = context;
    const wanted = count(1000, 200);
    const wish = { writers: 8, followers: 8, others: 7, thinkMs: 100 };
    return underLoad(context, { load: wish }, async ({ stage, load }) => {
      const redis = new Redis(stage.redis?.url ?? '', { lazyConnect: true });
      redis.on('error', () => undefined);
      await redis.connect();
      const heard: string[] = [];
      const listener = redis.duplicate();
      await listener.psubscribe('*');
      listener.on('pmessage', (_pattern: string, _channel: string, text: string) => heard.push(text));
      const channels = (await redis.pubsub('CHANNELS', '*')) as string[];
      await load.more(20);
      const samples = heard.slice(0, 20);
      listener.disconnect();
      const after = new Samples();
      for (let sent = 0; sent < wanted; sent += 1) {
        await redis.publish(random.pick(channels), nonsense(random, random.pick(samples), load.conversationIds));
        if (sent % 100 !== 99) continue;
        load.phase();
        await load.more(20);
        after.add(load.phase().delivery.max);
        log(`${sent + 1} of ${wanted} messages`);
      }
      redis.disconnect();
      const starts = stage.nodes.reduce(
        (sum, node) => sum + node.starts - 1 + (node.process.exitCode === null ? 0 : 1),
        0,
      );
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `${wanted} messages of nonsense on ${channels.length} channels (${channels.join(', ')})`,
        figures: () => [
          exactly('servers that ended', starts, 0),
          atLeast('amount', 'messages', wanted, wanted),
          atMost('time', 'delivery of the next good ones, longest', after.max, 1000, 'ms'),
        ],
        void: () => (channels.length > 0 && samples.length > 0 ? [] : ['no channel of ours was found']),
      };
    });
  },
};

/** From random bytes to something that is nearly right. */
function nonsense(random: Random, sample: string, conversationIds: readonly string[]): string | Buffer {
  const id = random.pick(conversationIds);
  const at = random.below(sample.length);
  const ring = (more: Record<string, unknown>): string =>
    JSON.stringify({ n: 'foreign', rings: [{ k: 'conversation', i: id, ...more }] });
  const makers: (() => string | Buffer)[] = [
    () => Buffer.from(Array.from({ length: 1 + random.below(300) }, () => random.below(256))),
    () => 'x'.repeat(1_000_000),
    () => '['.repeat(20_000),
    () => '',
    () => 'null',
    () => '{"__proto__":{"rings":[]},"n":{},"rings":{}}',
    () => sample.slice(0, at),
    () => sample.slice(0, at) + String.fromCharCode(32 + random.below(90)) + sample.slice(at + 1),
    () => sample.replaceAll(/\d+/g, () => String(random.pick([-1, 0, 1e308, 2 ** 53, 0.5]))),
    // A head that no database knows: a rumour, to be forgotten.
    () => ring({ r: 1_000_000_000 }),
    () => ring({ r: 1 }),
    () => ring({ k: 'nothing', r: 1 }),
    () => ring({ i: 'y'.repeat(100_000), r: 1 }),
    () => ring({ s: { type: 'receipt', data: { userId: {}, readSeq: 'many' } } }),
    () => ring({ s: { type: random.uuid(), data: { deep: [[[[[[]]]]]] } } }),
    () => JSON.stringify({ n: 'foreign', rings: Array.from({ length: 5000 }, () => ({ k: 'user', i: id, r: 1 })) }),
  ];
  return random.pick(makers)();
}
