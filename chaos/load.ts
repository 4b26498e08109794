import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../test/support/people.js';
import type { History, Removal, SendRecord, UnreadReading } from './history.js';
import { Follower, forgetMarks, type FollowerOptions } from './follower.js';
import { populate, type Population, type PopulationWish } from './population.js';
import type { Random } from './random.js';
import { Samples } from './samples.js';
import { headsOf, readStore, readUnread } from './readback.js';
import type { Stage } from './stage.js';
import { Writer, type InFlight, type WriterOptions } from './writer.js';

export interface LoadWish extends PopulationWish, Partial<Omit<WriterOptions, 'nodes' | 'places' | 'usesSocket'>> {
  /** Sockets for each follower. Default 1. */
  readonly devices?: number;
  /** Every fourth follower does not tell what it has seen, unless this is true. */
  readonly allTellSeen?: boolean;
  readonly neverTellSeen?: boolean;
  /** Every second writer uses a socket, unless this is false. */
  readonly usesSockets?: boolean;
  /**
   * Followers go straight to the nodes, past the network in front of them. Where nothing is done to that network, it is only
   * work: the harness would have to carry every byte for hundreds of sockets.
   */
  readonly followsDirectly?: boolean;
  /** How long followers wait before they come back, in milliseconds, at most. Default 200. */
  readonly returnMs?: number;
}

/** Closed-loop writers in several conversations, one of them hot, and followers who resume. */
export class Load {
  readonly writers: Writer[];
  readonly followers: Follower[];
  /** From the acknowledgement of a message to each follower who is live, in milliseconds. */
  delivery = new Samples();
  /** From a send's first invocation to its acknowledgement, in milliseconds. */
  latency = new Samples();
  acknowledged = 0;
  readonly removals: Removal[] = [];
  /** Longest stretch without an acknowledgement while `watchesGaps`, in milliseconds. */
  longestGapMs = 0;
  watchesGaps = true;
  private lastAckAt = Infinity;
  private readonly ackedAt = new Map<string, number>();
  private readonly milestones: { readonly count: number; readonly reached: () => void }[] = [];
  private running: Promise<unknown> = Promise.resolve();
  private readonly following: Promise<void>[] = [];

  private constructor(
    readonly stage: Stage,
    readonly population: Population,
    random: Random,
    wish: LoadWish,
  ) {
    const { nodes } = stage;
    const { places } = population;
    this.writers = population.writers.map(
      (person, index) =>
        new Writer(
          person,
          {
            nodes,
            places: [places[0]!, ...places.slice(1).filter(({ members }) => members.includes(person))],
            hotShare: wish.hotShare ?? 0.5,
            retryShare: wish.retryShare ?? 0.5,
            changeShare: wish.changeShare ?? 0.03,
            // Longer than any server takes to say that it can't: who gives up sooner learns less.
            timeoutMs: wish.timeoutMs ?? 30_000,
            thinkMs: wish.thinkMs ?? 0,
            padding: wish.padding ?? 0,
            refusedShare: wish.refusedShare ?? 0,
            usesSocket: wish.usesSockets !== false && index % 2 === 1,
          },
          random.fork(`writer ${index}`),
          (record, attempt) => {
            if (attempt.outcome === 'ok') this.acknowledge(record, attempt.endedAt);
          },
          () => this.writers[(index + 1) % this.writers.length]?.ownIds.at(-1),
        ),
    );
    // While it is down a node has no address of its own: to a follower that is a connection refused.
    const followed = wish.followsDirectly
      ? nodes.map((node) => ({
          get url() {
            return node.directUrl;
          },
        }))
      : nodes;
    this.followers = population.followers.flatMap((person, index) =>
      Array.from({ length: wish.devices ?? 1 }, (_, device) =>
        this.makeFollower(person, `follower ${index}.${device}`, random, {
          nodes: followed,
          tellsSeen: !wish.neverTellSeen && (wish.allTellSeen === true || (index + device) % 4 !== 3),
          returnMs: wish.returnMs ?? 200,
        }),
      ),
    );
  }

  /** Makes the people and their rooms, and brings every follower live. */
  static async prepare(stage: Stage, random: Random, wish: LoadWish): Promise<Load> {
    forgetMarks();
    const load = new Load(stage, await populate(stage, wish), random, wish);
    await load.follow(load.followers);
    return load;
  }

  /** Brings followers live that expect everything from now on. Before anything is sent. */
  async follow(followers: readonly Follower[]): Promise<void> {
    const heads = await headsOf(this.stage, this.conversationIds);
    for (const follower of followers)
      for (const { conversationId, members } of this.population.places)
        if (members.includes(follower.person)) follower.expect(conversationId, heads.get(conversationId) ?? 0);
    this.following.push(...followers.map((follower) => follower.run()));
    await Promise.all(followers.map((follower) => follower.untilLive()));
  }

  /** A follower whose deliveries are measured. */
  private makeFollower(person: Person, name: string, random: Random, options: FollowerOptions): Follower {
    const onMessage = (clientMessageId: string, live: boolean): void => this.deliver(clientMessageId, live);
    return new Follower(name, person, options, random.fork(name), onMessage);
  }

  get conversationIds(): string[] {
    return this.population.places.map(({ conversationId }) => conversationId);
  }

  get sends(): SendRecord[] {
    return this.writers.flatMap(({ records }) => records);
  }

  start(): void {
    this.lastAckAt = performance.now();
    this.running = Promise.all(this.writers.map((writer) => writer.run()));
  }

  /** Sends without an answer yet: to one node, or to all. */
  inFlight(node?: number): InFlight[] {
    return this.writers.flatMap(({ inFlight }) => [...inFlight].filter((it) => node === undefined || it.node === node));
  }

  /** Resolves after so many more acknowledgements; rejects when they do not come in time. */
  more(count: number, timeoutMs = 180_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${count} more acknowledgements did not come within ${timeoutMs} ms`)),
        timeoutMs,
      );
      const reached = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.milestones.push({ count: this.acknowledged + count, reached });
    });
  }

  /** Measurements since the last call. */
  phase(): { readonly latency: Samples; readonly delivery: Samples } {
    const { latency, delivery } = this;
    this.latency = new Samples();
    this.delivery = new Samples();
    return { latency, delivery };
  }

  /** Writers wait, once they have their answers, until the function that this answers is called. */
  async pause(): Promise<() => void> {
    let resume!: () => void;
    const paused = new Promise<void>((resolve) => (resume = resolve));
    for (const writer of this.writers) writer.paused = paused;
    while (this.inFlight().length > 0) await wait(20);
    return () => {
      for (const writer of this.writers) writer.paused = null;
      this.lastAckAt = performance.now();
      resume();
    };
  }

  /** Writers stop after the answer that they wait for. */
  async quiet(): Promise<void> {
    for (const writer of this.writers) writer.stop();
    await this.running;
  }

  /** Nobody writes and nobody follows any more. */
  async end(): Promise<void> {
    await this.quiet();
    for (const follower of this.followers) follower.stop();
    await Promise.all(this.following);
  }

  /**
   * After the faults: lets every follower reach the head, reads everything.
   * Whoever does not get there in time is shown by the checker.
   */
  async finish(drainMs = 120_000): Promise<History> {
    await this.quiet();
    const heads = await headsOf(this.stage, this.conversationIds);
    const removed = new Set(this.removals.map(({ userId, conversationId }) => `${userId} ${conversationId}`));
    const isDone = (follower: Follower): boolean =>
      [...follower.streams.values()].every(
        ({ conversationId, userId }) =>
          removed.has(`${userId} ${conversationId}`) || follower.has(conversationId, heads.get(conversationId) ?? 0),
      );
    await Promise.allSettled(
      this.followers.map((follower) => follower.until(() => isDone(follower), drainMs, 'the head')),
    );
    await this.end();
    const store = await readStore(this.stage, this.population);
    return {
      sends: this.sends,
      streams: this.followers.flatMap(({ streams }) => [...streams.values()]),
      store,
      removals: this.removals,
      unread: await this.readUnread(),
    };
  }

  private async readUnread(): Promise<UnreadReading[]> {
    const read = new Map<string, number>();
    for (const { senderId, conversationId, attempts } of this.sends)
      for (const { place } of attempts) {
        const key = `${senderId} ${conversationId}`;
        if (place) read.set(key, Math.max(read.get(key) ?? 0, place.seq));
      }
    return readUnread(this.stage, this.population, (userId, id) => read.get(`${userId} ${id}`) ?? 0);
  }

  private acknowledge(record: SendRecord, at: number): void {
    this.acknowledged += 1;
    this.ackedAt.set(record.clientMessageId, at);
    this.latency.add(at - (record.attempts[0]?.invokedAt ?? at));
    if (this.watchesGaps) this.longestGapMs = Math.max(this.longestGapMs, at - this.lastAckAt);
    this.lastAckAt = at;
    for (let index = this.milestones.length - 1; index >= 0; index -= 1)
      if (this.milestones[index]!.count <= this.acknowledged) this.milestones.splice(index, 1)[0]!.reached();
  }

  private deliver(clientMessageId: string, live: boolean): void {
    if (!live) return;
    const at = this.ackedAt.get(clientMessageId);
    this.delivery.add(at === undefined ? 0 : performance.now() - at);
  }
}
