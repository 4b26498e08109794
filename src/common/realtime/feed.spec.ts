import { describe, expect, it } from 'vitest';
import { Feed } from './feed.js';
import type { FeedEvent } from './feed-event.js';

const eventOf = (revision: number): FeedEvent => ({
  feedId: 'feed',
  revision,
  at: revision,
  type: 'EVENT',
  actorId: null,
  subjectId: null,
  messageSeq: null,
  data: {},
});

/** A database of one feed whose reads are answered when the spec says so. */
class FakeSource {
  dense = true;
  readonly rows: FeedEvent[] = [];
  reads = 0;
  failing = false;
  /** Reads wait for it. */
  gate: Promise<void> = Promise.resolve();

  commit(count = 1): FeedEvent[] {
    return Array.from({ length: count }, () => {
      const event = eventOf((this.rows.at(-1)?.revision ?? 0) + 1);
      this.rows.push(event);
      return event;
    });
  }

  async load(_id: string, after: number, limit: number): Promise<FeedEvent[]> {
    this.reads += 1;
    // What is committed while the read is under way is not in its answer.
    const seen = this.rows.filter((event) => event.revision > after).slice(0, limit);
    await this.gate;
    if (this.failing) throw new Error('the database is away');
    return seen;
  }

  async head(): Promise<number> {
    const head = this.rows.at(-1)?.revision ?? 0;
    await this.gate;
    if (this.failing) throw new Error('the database is away');
    return head;
  }

  /** Holds reads back until the answer is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.gate = new Promise((resolve) => (release = resolve));
    return release;
  }
}

class World {
  readonly source = new FakeSource();
  readonly errors: unknown[] = [];
  empties = 0;
  readonly feed = new Feed('feed', {
    source: this.source,
    readHead: () => this.source.head(),
    onEmpty: () => (this.empties += 1),
    onError: (error) => this.errors.push(error),
  });

  async join(position: number, pace?: () => Promise<void>) {
    const heard: (number | string)[] = [];
    const attachment = await this.feed.attach(
      { event: ({ revision }) => heard.push(revision), gap: (head) => heard.push(`gap ${head}`) },
      position,
      pace,
    );
    return { heard, attachment };
  }

  /** Commits and tells, as the node that wrote does. */
  write(count = 1): void {
    const events = this.source.commit(count);
    this.feed.moved(events.at(-1)?.revision ?? 0, events);
  }
}

const turns = async (count = 20): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

describe('Feed', () => {
  it('hands over what was missed before the feed was opened here, then what comes', async () => {
    const world = new World();
    world.source.commit(10);
    const { heard } = await world.join(4);
    expect(heard).toEqual([5, 6, 7, 8, 9, 10]);
    world.write(2);
    expect(heard).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('misses nothing that is committed between the reading of a position and the opening', async () => {
    const world = new World();
    world.source.commit(3);
    // Nobody listens here yet, so the notification of revision 4 goes nowhere.
    world.write();
    const { heard } = await world.join(3);
    expect(heard).toEqual([4]);
  });

  it('misses nothing that is committed while it opens', async () => {
    const world = new World();
    world.source.commit(2);
    const release = world.source.hold();
    const joining = world.join(0);
    world.write(3);
    release();
    const { heard } = await joining;
    await turns();
    world.write();
    expect(heard).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('misses nothing that is committed while a listener catches up, batch by batch', async () => {
    const world = new World();
    world.source.commit(1200);
    let batches = 0;
    const { heard } = await world.join(0, async () => {
      batches += 1;
      if (batches < 5) world.write(3);
    });
    await turns();
    world.write();
    expect(batches).toBeGreaterThan(2);
    expect(heard).toEqual(Array.from({ length: world.source.rows.length }, (_, index) => index + 1));
  });

  it('delivers in order and once whatever the order and number of notifications', async () => {
    const world = new World();
    const { heard } = await world.join(0);
    const events = world.source.commit(5);
    for (const index of [2, 0, 4, 4, 1, 3, 0]) {
      const event = events[index] as FeedEvent;
      world.feed.moved(event.revision, [event]);
      await turns(2);
    }
    await turns();
    expect(heard).toEqual([1, 2, 3, 4, 5]);
  });

  it('reads what it was not told', async () => {
    const world = new World();
    const { heard } = await world.join(0);
    world.source.commit(700);
    world.feed.moved(700);
    await turns();
    expect(heard).toHaveLength(700);
    expect(world.source.reads).toBe(2);
  });

  it('reads nothing when everything comes along', async () => {
    const world = new World();
    await world.join(0);
    world.write(5);
    expect(world.source.reads).toBe(0);
  });

  it('serves those who come a moment late from memory', async () => {
    const world = new World();
    await world.join(0);
    world.write(20);
    const { heard } = await world.join(5);
    expect(heard).toHaveLength(15);
    expect(world.source.reads).toBe(0);
  });

  it('forgets a rumour of a head that the database does not know, and goes on', async () => {
    const world = new World();
    const { heard } = await world.join(0);
    for (let repeat = 0; repeat < 10; repeat += 1) {
      world.feed.moved(1_000_000);
      await turns();
    }
    world.write(2);
    const late = await world.join(0);
    expect(heard).toEqual([1, 2]);
    expect(late.heard).toEqual([1, 2]);
  });

  it('takes news that come while a rumour is looked into', async () => {
    const world = new World();
    const { heard } = await world.join(0);
    const release = world.source.hold();
    world.feed.moved(50);
    world.write(2);
    release();
    await turns();
    expect(heard).toEqual([1, 2]);
  });

  it('tells of a hole that stays, and goes on behind it', async () => {
    const world = new World();
    const { heard } = await world.join(0);
    world.write();
    world.source.commit(2);
    world.source.rows.splice(1, 1);
    world.feed.moved(3);
    await turns(60);
    expect(heard).toEqual([1, 'gap 3']);
    world.write();
    expect(heard).toEqual([1, 'gap 3', 4]);
  });

  it('takes missing revisions for superseded ones where a feed is not dense', async () => {
    const world = new World();
    world.source.dense = false;
    world.source.commit(5);
    world.source.rows.splice(1, 2);
    const { heard } = await world.join(0);
    expect(heard).toEqual([1, 4, 5]);
  });

  it('tries again after the database was away', async () => {
    const world = new World();
    const { heard } = await world.join(0);
    world.source.failing = true;
    world.source.commit(3);
    world.feed.moved(3);
    await turns();
    expect(world.errors).toHaveLength(1);
    world.source.failing = false;
    world.feed.retry();
    await turns();
    expect(heard).toEqual([1, 2, 3]);
  });

  it('keeps nobody who could not be attached', async () => {
    const world = new World();
    world.source.failing = true;
    await expect(world.join(0)).rejects.toThrow('away');
    expect(world.feed.isEmpty).toBe(true);
    expect(world.empties).toBeGreaterThan(0);
  });

  it('delivers nothing after detachment, not even what is on its way', async () => {
    const world = new World();
    const heard: number[] = [];
    const attachment = await world.feed.attach(
      {
        event: ({ revision }) => {
          heard.push(revision);
          if (revision === 2) attachment.detach();
        },
        gap: () => undefined,
      },
      0,
    );
    world.write(5);
    expect(heard).toEqual([1, 2]);
    expect(world.feed.isEmpty).toBe(true);
  });

  it('does not repeat what a listener has seen ahead of this node', async () => {
    const world = new World();
    world.source.commit(3);
    await world.join(3);
    // Another node has delivered 4 and 5; this one has not heard of them.
    world.source.commit(2);
    const { heard } = await world.join(5);
    world.feed.moved(5);
    await turns();
    world.write();
    expect(heard).toEqual([6]);
  });

  it('joins at any moment without a miss or a repeat', async () => {
    for (let run = 0; run < 300; run += 1) {
      const world = new World();
      world.source.commit(run % 7);
      const others = [world.join(0)];
      for (let step = 0; step < 12; step += 1) {
        const dice = (run * 31 + step * 17) % 5;
        if (dice === 0) others.push(world.join(Math.max(0, world.source.rows.length - (run % 4))));
        else if (dice === 1) world.source.commit(1 + (step % 3));
        else if (dice === 2) world.feed.moved(world.source.rows.length);
        else world.write(1 + (run % 2));
        await turns(dice);
      }
      const joined = await Promise.all(others);
      world.feed.moved(world.source.rows.length);
      await turns(60);
      for (const { heard } of joined) {
        const first = (heard[0] as number | undefined) ?? 1;
        expect(heard, `run ${run}`).toEqual(Array.from(heard, (_, index) => first + index));
        if (heard.length > 0) expect(heard.at(-1)).toBe(world.source.rows.length);
      }
    }
  });
});
