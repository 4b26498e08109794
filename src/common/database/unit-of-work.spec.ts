import { afterEach, describe, expect, it } from 'vitest';
import { DatabaseWorld } from '../../../test/support/database-world.js';
import { Mutex } from './mutex.js';
import { unitOfWorkSuite } from './unit-of-work.contract.js';

describe('the unit of work on SQLite', () => unitOfWorkSuite(() => DatabaseWorld.open()));

describe('the queue before SQLite', () => {
  let world: DatabaseWorld;
  afterEach(() => world[Symbol.asyncDispose]());

  it('is bounded: who comes too many is told to come back, and those who wait are served', async () => {
    world = await DatabaseWorld.open();
    let go!: () => void;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const first = world.unitOfWork.run(() => gate);
    const waiting = Array.from({ length: 9_999 }, () => world.unitOfWork.run(async () => 1));
    await expect(world.unitOfWork.run(async () => 1)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    go();
    await first;
    expect(await Promise.all(waiting)).toHaveLength(9_999);
    await expect(world.unitOfWork.run(async () => 2)).resolves.toBe(2);
  });
});

describe('the mutex', () => {
  it('runs one at a time, first come first served, also after failures', async () => {
    const mutex = new Mutex();
    const log: string[] = [];
    const work = (name: string, fails = false) =>
      mutex.run(async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    const all = Promise.allSettled([work('a'), work('b', true), work('c')]);
    expect(mutex.size).toBe(3);
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
    expect(mutex.size).toBe(0);
  });

  it('survives work that throws before it returns a promise', async () => {
    const mutex = new Mutex();
    await expect(
      mutex.run(() => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    await expect(mutex.run(() => Promise.resolve(1))).resolves.toBe(1);
  });
});
