import { expect, it } from 'vitest';
import { WriteTurns } from './write-turns.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('writes to very many sockets in several turns, in order, and lets others have theirs between', async () => {
  const turns = new WriteTurns();
  const written: (number | string)[] = [];
  for (let index = 0; index < 1000; index += 1) turns.ask({ flush: () => written.push(index) });
  setImmediate(() => written.push('other'));
  while (!written.includes(999)) await turn();
  expect(written.filter((one) => one !== 'other')).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  expect(written.indexOf('other')).toBeLessThan(300);
});

it('takes what comes while it writes, however long that goes on, and is ready again', async () => {
  const turns = new WriteTurns();
  let count = 0;
  const again = { flush: () => void (++count < 2000 && turns.ask(again)) };
  turns.ask(again);
  while (count < 2000) await turn();
  turns.ask({ flush: () => (count = -1) });
  await turn();
  expect(count).toBe(-1);
});

it('writes answers before what is left of a large fan-out', async () => {
  const turns = new WriteTurns();
  const written: (number | string)[] = [];
  for (let index = 0; index < 1000; index += 1) turns.ask({ flush: () => written.push(index) });
  await turn();
  expect(written.length).toBeLessThan(1000);
  turns.askFirst({ flush: () => written.push('answer') });
  while (written.length < 1001) await turn();
  expect(written.indexOf('answer')).toBeLessThan(600);
});
