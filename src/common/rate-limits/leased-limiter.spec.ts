import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { describe, expect, it } from 'vitest';
import { LeasedLimiter } from './leased-limiter.js';

const POINTS = 60;
const BLOCK = 5;

/** What nodes share, and how often it was asked. */
class Shared {
  private readonly limiter = new RateLimiterMemory({ points: POINTS, duration: 60 });
  asked = 0;

  consume(key: string | number, points = 1): Promise<RateLimiterRes> {
    this.asked += 1;
    return this.limiter.consume(key, points);
  }
}

async function spend(limiter: LeasedLimiter, times: number, key = 'ann'): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: times }, () => limiter.consume(key, 1)));
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(RateLimiterRes);
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

describe('an allowance that is taken in blocks', () => {
  it('is spent to its last point by one node, which asks once for a block', async () => {
    const shared = new Shared();
    const node = new LeasedLimiter(shared, POINTS, BLOCK);
    expect(await spend(node, POINTS)).toBe(POINTS);
    expect(shared.asked).toBe(POINTS / BLOCK);
    expect(await spend(node, 20)).toBe(0);
  });

  it('is never exceeded by several nodes together, who leave less than a block each', async () => {
    const shared = new Shared();
    const nodes = [1, 2, 3].map(() => new LeasedLimiter(shared, POINTS, BLOCK));
    let spent = 0;
    for (let round = 0; round < 40; round += 1) for (const node of nodes) spent += await spend(node, 1 + (round % 2));
    expect(spent).toBeLessThanOrEqual(POINTS);
    expect(spent).toBeGreaterThan(POINTS - nodes.length * BLOCK);
  });

  it('is of each key for itself', async () => {
    const node = new LeasedLimiter(new Shared(), POINTS, BLOCK);
    expect(await spend(node, POINTS + 5, 'ann')).toBe(POINTS);
    expect(await spend(node, 3, 'ben')).toBe(3);
  });

  it('ends with its window: what was not spent in it is gone', async () => {
    let now = 1_000_000;
    const shared = new Shared();
    const node = new LeasedLimiter(shared, POINTS, BLOCK, () => now);
    await spend(node, 1);
    now += 61_000;
    await spend(node, 1);
    expect(shared.asked).toBe(2);
  });
});
