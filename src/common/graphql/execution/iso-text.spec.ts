import { expect, it } from 'vitest';
import { isoText } from './iso-text.js';

it('writes what toISOString does', () => {
  const edges = [
    0,
    -1,
    1,
    999,
    86_399_999,
    86_400_000,
    -86_400_000,
    8.64e15,
    -8.64e15,
    253_402_300_799_999,
    Date.UTC(0, 0, 1),
  ];
  const spread = Array.from({ length: 5000 }, (_, index) => Math.floor(-8.64e15 + index * 3.4e12 + index * 7919));
  for (const ms of [...edges, ...spread]) expect(isoText(ms)).toBe(new Date(ms).toISOString());
});
