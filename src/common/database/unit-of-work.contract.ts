import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseWorld } from '../../../test/support/database-world.js';
import { AppError } from '../errors/app-error.js';
import { conversationFeed } from '../realtime/feed-key.js';
import '../realtime/realtime.events.js';
import { isDuplicate } from './database-errors.js';
import type { Transaction } from './transaction.js';

const happened = (tx: Transaction, revision: number): void =>
  tx.emit({ name: 'feed.moved', payload: { feed: conversationFeed('spec'), revision, events: [] } });

/** What every writer relies on, on whichever database the world is opened. */
export function unitOfWorkSuite(open: () => Promise<DatabaseWorld>): void {
  let world: DatabaseWorld;
  const published: number[] = [];
  beforeAll(async () => {
    world = await open();
    world.events.on('feed.moved', ({ revision }) => void published.push(revision));
  });
  afterAll(() => world[Symbol.asyncDispose]());

  describe('a transaction', () => {
    it('takes nothing of the others with it when it is rolled back', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 406 }, (_, index) =>
          world.unitOfWork.run(async (tx) => {
            await tx.execute('INSERT INTO things VALUES (?, ?)', [`crowd ${index}`, index]);
            await new Promise((resolve) => setImmediate(resolve));
            if (index % 10 === 3) throw new Error('business says no');
            return `crowd ${index}`;
          }),
        ),
      );
      const acknowledged = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      expect(acknowledged).toHaveLength(406 - 41);
      const stored = [...(await world.things()).keys()].filter((name) => name.startsWith('crowd'));
      expect(stored.sort()).toEqual(acknowledged.sort());
    });

    it('can not be begun inside another, and the outer one is undone', async () => {
      const nested = world.unitOfWork.run(async (tx) => {
        await tx.execute('INSERT INTO things VALUES (?, ?)', ['outer', 1]);
        await world.add('inner');
      });
      await expect(nested).rejects.toThrow('begun inside another');
      expect(await world.things()).not.toHaveProperty('outer');
      expect((await world.things()).has('outer')).toBe(false);
      expect((await world.things()).has('inner')).toBe(false);
      await world.add('after the nested one');
    });

    it('runs again from its start when the database gave it up, and its first events are forgotten', async () => {
      published.length = 0;
      let runs = 0;
      await world.unitOfWork.run(async (tx) => {
        runs += 1;
        await tx.execute('INSERT INTO things VALUES (?, ?)', ['retried', runs]);
        happened(tx, runs);
        if (runs < 3) throw Object.assign(new Error('given up'), { errno: 1213, code: 'SQLITE_BUSY' });
      });
      expect(runs).toBe(3);
      expect((await world.things()).get('retried')).toBe(3);
      expect(published).toEqual([3]);
    });

    it('is given up with UNAVAILABLE after six attempts', async () => {
      let runs = 0;
      const hopeless = world.unitOfWork.run(async () => {
        runs += 1;
        throw Object.assign(new Error('given up'), { errno: 1205, code: 'SQLITE_BUSY_SNAPSHOT' });
      });
      await expect(hopeless).rejects.toMatchObject({ code: 'UNAVAILABLE', extensions: { retryable: true } });
      expect(runs).toBe(6);
    });

    it('goes on after a refused row, which is told from other errors', async () => {
      await world.add('taken', 1);
      await world.unitOfWork.run(async (tx) => {
        const error: unknown = await tx
          .execute('INSERT INTO things VALUES (?, ?)', ['taken', 2])
          .catch((e: unknown) => e);
        expect(isDuplicate(error)).toBe(true);
        const other: unknown = await tx.execute('INSERT INTO nowhere VALUES (1)').catch((e: unknown) => e);
        expect(isDuplicate(other)).toBe(false);
        await tx.execute('INSERT INTO things VALUES (?, ?)', ['free', 3]);
      });
      expect((await world.things()).get('taken')).toBe(1);
      expect((await world.things()).get('free')).toBe(3);
    });

    it('tells how many rows a statement found, changed or not', async () => {
      await world.add('same', 7);
      await world.unitOfWork.run(async (tx) => {
        expect(await tx.execute('UPDATE things SET value = 7 WHERE name = ?', ['same'])).toBe(1);
        expect(await tx.execute('UPDATE things SET value = 7 WHERE name = ?', ['absent'])).toBe(0);
        expect(await tx.execute('DELETE FROM things WHERE name = ?', ['same'])).toBe(1);
      });
    });
  });

  describe('readers', () => {
    it('never see what is not committed, nor what never will be', async () => {
      await world.unitOfWork.run(async (tx) => {
        await tx.execute('INSERT INTO things VALUES (?, ?)', ['pending', 1]);
        expect((await world.things()).has('pending')).toBe(false);
        expect(await tx.query('SELECT value FROM things WHERE name = ?', ['pending'])).toEqual([{ value: 1 }]);
      });
      expect((await world.things()).has('pending')).toBe(true);
    });
  });

  describe('events', () => {
    it('come after the commit, in the order of emission, and not at all after a rollback', async () => {
      published.length = 0;
      await world.unitOfWork.run(async (tx) => {
        happened(tx, 1);
        happened(tx, 2);
        await tx.execute('INSERT INTO things VALUES (?, ?)', ['told', 1]);
        expect(published).toEqual([]);
      });
      expect(published).toEqual([1, 2]);
      const undone = world.unitOfWork.run(async (tx) => {
        happened(tx, 3);
        await tx.execute('INSERT INTO things VALUES (?, ?)', ['told', 1]);
      });
      await expect(undone).rejects.toThrow();
      expect(published).toEqual([1, 2]);
    });

    it('find in the database what they tell of, and come in the order of the commits that waited for each other', async () => {
      published.length = 0;
      await world.add('counter', 0);
      const missing: number[] = [];
      world.events.on('feed.moved', async ({ revision }) => {
        if (((await world.things()).get('counter') ?? 0) < revision) missing.push(revision);
      });
      await Promise.all(
        Array.from({ length: 50 }, () =>
          world.unitOfWork.run(async (tx) => {
            await tx.execute("UPDATE things SET value = value + 1 WHERE name = 'counter'");
            const [row] = await tx.query<{ value: number }>("SELECT value FROM things WHERE name = 'counter'");
            happened(tx, row!.value);
          }),
        ),
      );
      const all = Array.from({ length: 50 }, (_, index) => index + 1);
      expect([...published].sort((a, b) => a - b)).toEqual(all);
      expect(missing).toEqual([]);
      if (world.database.dialect.name === 'sqlite') expect(published).toEqual(all);
    });

    it('of a handler that throws disturb nobody', async () => {
      world.events.on('feed.moved', () => {
        throw new Error('a handler of this test');
      });
      published.length = 0;
      await world.unitOfWork.run(async (tx) => happened(tx, 9));
      expect(published).toEqual([9]);
    });
  });

  describe('the dialect', () => {
    it('knows the time in milliseconds UTC', async () => {
      const before = Date.now();
      const now = await world.database.now();
      expect(now).toBeGreaterThanOrEqual(before - 1000);
      expect(now).toBeLessThanOrEqual(Date.now() + 1000);
    });

    it('inserts or leaves, and inserts or changes', async () => {
      const { insertIgnore, upsert, greatest, least } = world.database.dialect;
      await world.unitOfWork.run(async (tx) => {
        await tx.execute(insertIgnore('things', ['name', 'value'], 2), ['d1', 1, 'd2', 2]);
        await tx.execute(insertIgnore('things', ['name', 'value'], 2), ['d2', 20, 'd3', 3]);
        await tx.execute(upsert('things', ['name', 'value'], ['name'], ['value'], 2), ['d3', 30, 'd4', 4]);
        const [row] = await tx.query<{ high: number; low: number }>(
          `SELECT ${greatest}(1, 3, 2) AS high, ${least}(3, 1, 2) AS low`,
        );
        expect({ high: Number(row?.high), low: Number(row?.low) }).toEqual({ high: 3, low: 1 });
      });
      const things = await world.things();
      expect(['d1', 'd2', 'd3', 'd4'].map((name) => things.get(name))).toEqual([1, 2, 30, 4]);
    });

    it('keeps all of Unicode and tells apart what merely looks or sorts alike', async () => {
      const names = ['é', 'e', 'E', '🍣', '🍺', 'a', 'a ', 'ﬁ', 'fi', '\u{10FFFF}', 'ß', 'ss'];
      for (const [index, name] of names.entries()) await world.add(`u${name}`, index);
      const things = await world.things();
      expect(names.map((name) => things.get(`u${name}`))).toEqual(names.map((_, index) => index));
      const found = await world.database.query<{ name: string }>('SELECT name FROM things WHERE name = ?', ['ua']);
      expect(found).toEqual([{ name: 'ua' }]);
    });
  });

  it('errors that are ours pass through as they are', async () => {
    const error = new AppError('FORBIDDEN', 'no');
    await expect(world.unitOfWork.run(() => Promise.reject(error))).rejects.toBe(error);
  });
}
