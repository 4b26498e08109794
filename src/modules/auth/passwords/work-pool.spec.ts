import { describe, expect, it } from 'vitest';
import { WorkPool } from './work-pool.js';

describe('WorkPool', () => {
  it('runs so many at once, in order, and refuses what the queue can’t hold', async () => {
    const pool = new WorkPool(2, 3, () => new Error('full'));
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const work = (id: number) => () => {
      started.push(id);
      return new Promise<number>((resolve) => finish.push(() => resolve(id)));
    };
    const results = [1, 2, 3, 4, 5].map((id) => pool.run(work(id)));
    await expect(pool.run(work(6))).rejects.toThrow('full');
    expect(started).toEqual([1, 2]);
    for (let done = 0; done < 5; done += 1) {
      finish[done]!();
      await results[done];
      await Promise.resolve();
    }
    expect(await Promise.all(results)).toEqual([1, 2, 3, 4, 5]);
    expect(started).toEqual([1, 2, 3, 4, 5]);
  });

  it('goes on after a failure', async () => {
    const pool = new WorkPool(1, 1, () => new Error('full'));
    await expect(pool.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(pool.run(() => Promise.resolve('fine'))).resolves.toBe('fine');
  });
});
