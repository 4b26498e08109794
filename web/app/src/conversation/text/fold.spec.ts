import { expect, it } from 'vitest';
import { foldText } from './fold.js';

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');

it('shows forty lines whole', () => {
  expect(foldText(lines(40))).toBeNull();
});

it('shows the first twenty of more', () => {
  expect(foldText(lines(41))).toBe(lines(20));
});

it('counts a long paragraph as the lines that it fills', () => {
  expect(foldText('x'.repeat(40 * 70))).toBeNull();
  expect(foldText('x'.repeat(40 * 70 + 1))).toBe('x'.repeat(20 * 70));
});

it('does not cut a character in two', () => {
  const folded = foldText(`x${'😀'.repeat(2000)}`) ?? '';
  expect(encodeURIComponent(folded)).toContain('%F0%9F%98%80');
});

it('is fast on the longest message', () => {
  const start = performance.now();
  foldText('\n'.repeat(100_000));
  expect(performance.now() - start).toBeLessThan(1000);
});
