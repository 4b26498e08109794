import { expect, it } from 'vitest';
import { neighbourOf } from './neighbour.js';

it('goes from one to the next and not beyond the ends', () => {
  expect(neighbourOf(['a', 'b'], 'a', 1)).toBe('b');
  expect(neighbourOf(['a', 'b'], 'b', 1)).toBeNull();
  expect(neighbourOf(['a', 'b'], 'b', -1)).toBe('a');
  expect(neighbourOf(['a', 'b'], null, 1)).toBe('a');
  expect(neighbourOf(['a', 'b'], 'gone', -1)).toBe('b');
  expect(neighbourOf([], null, 1)).toBeNull();
});
