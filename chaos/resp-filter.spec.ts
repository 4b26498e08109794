import { expect, it } from 'vitest';
import { Random } from './random.js';
import { endOfValue, ringFilter } from './resp-filter.js';

const message = (text: string): string => `*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$${text.length}\r\n${text}\r\n`;
const tallyOf = () => ({ passed: 0, dropped: 0, doubled: 0, reordered: 0 });

it('finds the ends of values, and knows when they are not whole', () => {
  const whole = Buffer.from(`${message('hello')}+OK\r\n:5\r\n$-1\r\n`);
  const first = endOfValue(whole, 0);
  expect(whole.toString('latin1', 0, first)).toBe(message('hello'));
  expect(endOfValue(whole, first)).toBe(first + 5);
  expect(endOfValue(whole.subarray(0, first - 1), 0)).toBe(-1);
});

it('passes what is no message, wherever it is split', () => {
  const filter = ringFilter(new Random(1), 1 / 3, tallyOf());
  const text = '*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n+PONG\r\n';
  const out = [...text].map((character) => filter(Buffer.from(character)).toString()).join('');
  expect(out).toBe(text);
});

it('drops, doubles and reorders messages, and counts them', () => {
  const tally = tallyOf();
  const filter = ringFilter(new Random(1), 0.2, tally);
  const sent = Array.from({ length: 1000 }, (_, index) => String(index));
  const out = sent.map((text) => filter(Buffer.from(message(text))).toString()).join('');
  const got = [...out.matchAll(/c\r\n\$\d+\r\n(\d+)\r\n/g)].map((match) => Number(match[1]));
  expect(tally.passed).toBe(1000);
  expect(new Set(got).size).toBeGreaterThanOrEqual(1000 - tally.dropped - 1);
  expect(got.length).toBeGreaterThanOrEqual(999 - tally.dropped + tally.doubled);
  expect(got.some((number, index) => number < (got[index - 1] ?? 0))).toBe(true);
  for (const count of [tally.dropped, tally.doubled, tally.reordered]) expect(count).toBeGreaterThan(50);
});
