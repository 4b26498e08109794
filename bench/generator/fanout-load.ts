import type { FanoutCommand, LoadResult } from '../harness/commands.js';
import { deferred } from '../harness/deferred.js';
import { MESSAGE_STAMP } from '../harness/stamp.js';
import { Connection } from './connection.js';
import { Meter, pause } from './meter.js';
import { frameTemplate, type Template } from './template.js';

const ROLL_CALL_MS = 30_000;
const ROLL_CALL_PAUSE_MS = 300;
const STALL_MS = 20_000;
/** More posts than can be under way, a power of two. */
const RING = 1 << 12;

interface Poster {
  readonly connection: Connection;
  readonly template: Template;
}

/** Posts to a room in which all listeners are, each when an earlier one has reached them all. */
export class FanoutLoad {
  private readonly numbers = new Float64Array(RING);
  private readonly sentAt = new Float64Array(RING);
  private readonly reached = new Int32Array(RING);
  private readonly posterOf = new Int32Array(RING);
  private readonly meter: Meter;
  private posters: Poster[] = [];
  private running = false;
  private underWay = 0;
  private onReached: () => void = () => undefined;
  private readonly failure = deferred<never>();

  constructor(
    private readonly listeners: readonly Connection[],
    private readonly command: FanoutCommand,
  ) {
    this.meter = new Meter(command);
    this.failure.promise.catch(() => undefined);
  }

  async run(): Promise<LoadResult> {
    const { port, posters } = this.command;
    for (const { plan, frame } of posters) {
      const connection = await Connection.webSocket(port, plan);
      connection.count(MESSAGE_STAMP, () => undefined);
      connection.onFault = (what) => this.failure.reject(new Error(`a poster was ${what}`));
      this.posters.push({ connection, template: frameTemplate(frame) });
    }
    for (const listener of this.listeners) {
      listener.count(MESSAGE_STAMP, (number) => this.told(number));
      listener.onFault = (what) => this.failure.reject(new Error(`a listener was ${what}`));
    }
    await this.rollCall();
    this.running = true;
    this.onReached = () => undefined;
    for (const index of this.posters.keys()) this.post(index);
    const result = await this.meter.measure(Promise.race([this.failure.promise, this.stalled()]));
    this.running = false;
    await this.drained();
    for (const { connection } of this.posters) connection.close();
    return result;
  }

  /** Subscribing is not confirmed in every protocol: posts until one has reached everybody. */
  private async rollCall(): Promise<void> {
    let all = false;
    this.onReached = () => (all = true);
    const giveUpAt = performance.now() + ROLL_CALL_MS;
    while (!all) {
      if (performance.now() > giveUpAt) throw new Error(`posts do not reach all: ${this.lately()}`);
      const index = this.post(0);
      // A large round may need longer than the pause; it is enough that one arrives.
      for (let waited = 0; !all && waited < 10; waited++) {
        const before = this.reached[index];
        await Promise.race([pause(ROLL_CALL_PAUSE_MS), this.failure.promise]);
        if (this.reached[index] === before) break;
      }
    }
    await this.drained(1000);
    // What of it is still on its way counts for nothing.
    this.numbers.fill(-1);
    this.underWay = 0;
  }

  private post(poster: number): number {
    const number = this.meter.nextNumber();
    const index = number & (RING - 1);
    this.numbers[index] = number;
    this.reached[index] = 0;
    this.posterOf[index] = poster;
    this.underWay += 1;
    const { connection, template } = this.posters[poster] as Poster;
    const bytes = template(number);
    this.sentAt[index] = performance.now();
    connection.write(bytes);
    return index;
  }

  private told(number: number): void {
    const index = number & (RING - 1);
    if (this.numbers[index] !== number) return;
    const reached = (this.reached[index] as number) + 1;
    this.reached[index] = reached;
    this.meter.done(performance.now() - (this.sentAt[index] as number));
    if (reached < this.listeners.length) return;
    if (reached > this.listeners.length) this.failure.reject(new Error(`message ${number} was told more than once`));
    this.underWay -= 1;
    this.onReached();
    if (this.running) this.post(this.posterOf[index] as number);
  }

  private async stalled(): Promise<never> {
    for (;;) {
      const before = this.lately();
      await pause(STALL_MS);
      if (this.running && this.lately() === before) throw new Error(`nothing is delivered any more: ${before}`);
    }
  }

  private async drained(patienceMs = STALL_MS): Promise<void> {
    const giveUpAt = performance.now() + patienceMs;
    while (this.underWay > 0 && performance.now() < giveUpAt) await pause(20);
  }

  /** The last post and how many it reached. */
  private lately(): string {
    const last = this.numbers.reduce((most, number) => Math.max(most, number), 0);
    return `post ${last} reached ${this.reached[last & (RING - 1)]} of ${this.listeners.length}`;
  }
}
