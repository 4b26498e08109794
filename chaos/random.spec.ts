import { expect, it } from 'vitest';
import { Random } from './random.js';

it('gives the same numbers for the same seed, and others for another', () => {
  const draw = (seed: number): number[] =>
    Array.from(
      { length: 5 },
      function (this: Random) {
        return this.next();
      },
      new Random(seed),
    );
  expect(draw(42)).toEqual(draw(42));
  expect(draw(42)).not.toEqual(draw(43));
});

it('gives each client choices of its own that do not depend on what others draw', () => {
  const one = new Random(7);
  const other = new Random(7);
  other.next();
  expect(one.fork('a').next()).toBe(other.fork('a').next());
  expect(one.fork('a').next()).not.toBe(one.fork('b').next());
});
