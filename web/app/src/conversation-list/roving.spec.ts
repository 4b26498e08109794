import { expect, it } from 'vitest';
import { placeAfterKey } from './roving.js';

it('goes through a list by keys and stops at its ends', () => {
  expect(placeAfterKey('ArrowDown', 0, 3)).toBe(1);
  expect(placeAfterKey('ArrowDown', 2, 3)).toBe(2);
  expect(placeAfterKey('ArrowUp', 0, 3)).toBe(0);
  expect(placeAfterKey('End', 0, 30)).toBe(29);
  expect(placeAfterKey('Home', 7, 30)).toBe(0);
  expect(placeAfterKey('PageDown', 25, 30)).toBe(29);
});

it('leaves other keys, and empty lists, alone', () => {
  expect(placeAfterKey('a', 0, 3)).toBeNull();
  expect(placeAfterKey('End', 0, 0)).toBeNull();
});
