import { describe, expect, it } from 'vitest';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import type { FeedEvent } from '../../../common/realtime/feed-event.js';
import type { RevisionRange } from '../../conversations/revision-range.js';
import type { ConversationPlan } from './inbox-plan.js';
import { InboxReplay } from './inbox-replay.js';
import { ReplayTurns, type InboxSources } from './inbox-sources.js';
import { SubscriptionStream } from './subscription-stream.js';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const eventOf = (feedId: string, revision: number, text: string): FeedEvent => ({
  ...{ feedId, revision, at: revision, type: 'MESSAGE', actorId: 'ann', subjectId: null, messageSeq: revision },
  data: { message: { text } },
});

/** A log in which each message has such a text, and a replay of it. */
function replayOf(text: string) {
  const state = { loaded: 0, mostHeldAtLoad: 0 };
  const stream = new SubscriptionStream<object>({} as GraphqlContext, () => undefined);
  const replay = {
    rowLength: 1,
    lastBefore: () => Promise.resolve(null),
    loadFor(_viewer: string, ranges: readonly RevisionRange[]) {
      const events = new Map<string, FeedEvent[]>();
      for (const { conversationId, after, upTo } of ranges)
        events.set(
          conversationId,
          Array.from({ length: upTo - after }, (_, index) => eventOf(conversationId, after + index + 1, text)),
        );
      state.loaded += [...events.values()].flat().length;
      state.mostHeldAtLoad = Math.max(state.mostHeldAtLoad, stream.size);
      return Promise.resolve({ events, hidden: new Set<string>(), shared: new Set<string>() });
    },
  };
  const sources = { replay, turns: new ReplayTurns() } as unknown as Pick<InboxSources, 'replay' | 'turns'>;
  const limits = { perConversation: 10_000, total: 20_000 };
  return { state, stream, sources, replay: new InboxReplay(sources, 'bob', stream, limits, 'cursor') };
}

const plan = (conversationId: string, upTo: number): ConversationPlan => ({
  ...{ conversationId, reset: null, after: 0, upTo, since: null, follow: true },
});

/** Takes all that waits. */
function takeAll(stream: SubscriptionStream<object>): [string, number][] {
  const taken: [string, number][] = [];
  for (let item = stream.take(); item !== undefined; item = stream.take()) {
    const { conversationId, revision } = item as { conversationId: string; revision: number };
    taken.push([conversationId, revision]);
  }
  return taken;
}

describe('a replay', () => {
  it('of long texts reads and holds a part, until the reader has taken it; nothing is missing in the end', async () => {
    const { state, stream, replay } = replayOf('x'.repeat(8000));
    let isDone = false;
    const run = replay.run([plan('a', 700), plan('b', 900)], new Map()).then(() => (isDone = true));
    await turns(200);
    // The first part tells how long they are.
    expect(state.loaded).toBe(512);
    expect(stream.size).toBeLessThan(100);
    const told: [string, number][] = [];
    let mostLoaded = 0;
    while (!isDone) {
      const before = state.loaded;
      told.push(...takeAll(stream));
      await turns(3);
      mostLoaded = Math.max(mostLoaded, state.loaded - before);
      expect(stream.size).toBeLessThan(100);
    }
    await run;
    told.push(...takeAll(stream));
    expect(mostLoaded).toBeLessThanOrEqual(62);
    expect(state.mostHeldAtLoad).toBeLessThanOrEqual(62);
    expect(told).toEqual(
      [
        ['a', 700],
        ['b', 900],
      ].flatMap(([id, count]) => Array.from({ length: count as number }, (_, index) => [id, index + 1])),
    );
  });

  it('of short texts reads much at once', async () => {
    const { state, stream, replay } = replayOf('hello');
    const run = replay.run([plan('a', 1500)], new Map());
    await turns(200);
    await run;
    expect([state.loaded, takeAll(stream).length]).toEqual([1500, 1500]);
  });

  // Of texts of 8,000 characters 4 make a slice.
  it.each([
    ['hello', 320, 32],
    ['x'.repeat(8000), 60, 4],
  ])('gives way: one slice of all replays goes in a turn of the event loop: of %.8s…', async (text, missed, slice) => {
    const { stream, sources } = replayOf(text);
    sources.replay.rowLength = text.length;
    const others = Array.from({ length: 10 }, () => {
      const other = new SubscriptionStream<object>({} as GraphqlContext, () => undefined);
      const limits = { perConversation: 10_000, total: 20_000 };
      void new InboxReplay(sources, 'bob', other, limits, 'cursor').run([plan('a', missed)], new Map());
      return other;
    });
    const size = (): number => others.reduce((sum, { size }) => sum + size, stream.size);
    // Each begins at once, and goes on in its turn.
    await turns(1);
    expect(size()).toBeLessThanOrEqual(slice * (others.length + 2));
    for (let before = size(); before < missed * others.length;) {
      await turns(1);
      const now = size();
      if (before >= slice * others.length) expect(now - before).toBeLessThanOrEqual(2 * slice);
      before = now;
    }
  });
});
