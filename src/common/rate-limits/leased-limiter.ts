import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';

/** Keys beyond which those whose window is over are let go. */
const MOST_KEYS = 10_000;

interface Lease {
  points: number;
  /** Milliseconds since 1970: the end of the window that the points were taken from. */
  readonly until: number;
  /** So little is left of the allowance that points are taken one by one. */
  readonly scarce: boolean;
}

/**
 * Takes points from an allowance that nodes share in blocks, and spends them here: one question to Redis for a block
 * instead of one for each send. It is never laxer than asking each time, since points are taken before they are spent
 * and within one window; a user who changes nodes may lose what is left of a block, until the window ends.
 */
export class LeasedLimiter {
  private readonly leases = new Map<string, Lease>();
  private readonly asking = new Map<string, Promise<void>>();

  constructor(
    private readonly shared: Pick<RateLimiterAbstract, 'consume'>,
    private readonly allowance: number,
    private readonly block: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Spends points. Throws what the shared limiter throws when there are none left. */
  async consume(key: string, points: number): Promise<void> {
    for (;;) {
      const lease = this.leases.get(key);
      const valid = lease !== undefined && lease.until > this.now();
      if (valid && lease.points >= points) {
        lease.points -= points;
        return;
      }
      if ((valid && lease.scarce) || points > this.block) {
        await this.shared.consume(key, points);
        return;
      }
      await this.ask(key);
    }
  }

  /** Those who need points at the same time wait for one block together. */
  private ask(key: string): Promise<void> {
    const under = this.asking.get(key);
    if (under) return under;
    const asking = this.lease(key).finally(() => this.asking.delete(key));
    this.asking.set(key, asking);
    return asking;
  }

  private async lease(key: string): Promise<void> {
    const taken: RateLimiterRes = await this.shared.consume(key, this.block);
    const before = this.leases.get(key);
    const left = before && before.until > this.now() ? before.points : 0;
    this.leases.delete(key);
    if (this.leases.size >= MOST_KEYS) this.sweep();
    this.leases.set(key, {
      points: left + this.block,
      until: this.now() + taken.msBeforeNext,
      scarce: this.allowance - taken.consumedPoints < this.block,
    });
  }

  private sweep(): void {
    for (const [key, { until }] of this.leases) if (until <= this.now()) this.leases.delete(key);
  }
}
