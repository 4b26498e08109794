import { describe, expect, it, vi } from 'vitest';
import { unavailable } from '../errors/app-error.js';
import { GroupedReads } from './grouped-reads.js';

/** A source that answers when it is told to, and notes what it was asked for. */
function source(maxGroup = 100) {
  const asked: (readonly string[])[] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const reads = new GroupedReads<string>(
    (keys) => {
      asked.push(keys);
      return new Promise((resolve, reject) => {
        const found = new Map(keys.filter((key) => key !== 'absent').map((key) => [key, `value of ${key}`]));
        answers.push({ resolve: () => resolve(found), reject });
      });
    },
    { maxGroup },
  );
  return { asked, answers, reads };
}

/** Two turns: what is asked for in one is read at its end. */
const endOfTurn = async (): Promise<void> => {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('grouped reads', () => {
  it('reads at once, in one group, what is asked for in one turn', async () => {
    const { asked, answers, reads } = source();
    const loads = ['a', 'b', 'absent'].map((key) => reads.load(key));
    await endOfTurn();
    expect(asked).toEqual([['a', 'b', 'absent']]);
    answers[0]?.resolve();
    expect(await Promise.all(loads)).toEqual(['value of a', 'value of b', undefined]);
  });

  it('reads together what is asked for while a group is under way', async () => {
    const { asked, answers, reads } = source();
    const loads = [];
    for (const key of ['a', 'b', 'c', 'd', 'c']) {
      loads.push(reads.load(key));
      await endOfTurn();
    }
    expect(asked).toEqual([['a']]);
    answers[0]?.resolve();
    await endOfTurn();
    expect(asked).toEqual([['a'], ['b', 'c', 'd']]);
    for (const { resolve } of answers) resolve();
    expect(await Promise.all(loads)).toEqual(['a', 'b', 'c', 'd', 'c'].map((key) => `value of ${key}`));
  });

  it('never answers with what was read before it was asked for', async () => {
    const { asked, answers, reads } = source();
    const first = reads.load('a');
    await endOfTurn();
    const second = reads.load('a');
    await endOfTurn();
    answers[0]?.resolve();
    await first;
    await endOfTurn();
    expect(asked).toEqual([['a'], ['a']]);
    answers[1]?.resolve();
    await second;
  });

  it('reads no more than its limit at once', async () => {
    const { asked, answers, reads } = source(2);
    const loads = ['a', 'b', 'c', 'd', 'e'].map((key) => reads.load(key));
    await endOfTurn();
    for (const expected of [['a', 'b'], ['c', 'd'], ['e']]) {
      expect(asked.at(-1)).toEqual(expected);
      answers.at(-1)?.resolve();
      await endOfTurn();
    }
    expect(await Promise.all(loads)).toHaveLength(5);
  });

  it('does not wait for a group that takes long', async () => {
    const { asked, answers, reads } = source();
    const stuck = reads.load('a');
    await endOfTurn();
    const other = reads.load('b');
    await vi.waitFor(() => expect(asked).toEqual([['a'], ['b']]), 5000);
    answers[1]?.resolve();
    expect(await other).toBe('value of b');
    answers[0]?.resolve();
    expect(await stuck).toBe('value of a');
  });

  it('fails those who asked, and goes on', async () => {
    const { answers, reads } = source();
    const first = reads.load('a');
    await endOfTurn();
    const second = reads.load('b');
    answers[0]?.reject(new Error('a bad row'));
    await expect(first).rejects.toThrow('a bad row');
    await endOfTurn();
    answers[1]?.resolve();
    expect(await second).toBe('value of b');
  });

  it('tells those who wait at once when the database does not answer, and reads again for those who come later', async () => {
    const { answers, reads } = source();
    const loads: Promise<unknown>[] = [];
    for (const key of ['a', 'b', 'c']) {
      loads.push(reads.load(key));
      loads.at(-1)?.catch(() => undefined);
      await endOfTurn();
    }
    answers[0]?.reject(unavailable('The database'));
    await expect(loads[0]).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(loads[2]).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const later = reads.load('d');
    await endOfTurn();
    for (const { resolve } of answers) resolve();
    expect(await later).toBe('value of d');
  });
});
