import { expect, it } from 'vitest';
import { ImeGuard } from './ime.js';

const enter = (timeStamp: number, more: { isComposing?: boolean; keyCode?: number } = {}) => ({
  isComposing: false,
  keyCode: 13,
  timeStamp,
  ...more,
});

it('lets Enter through when nothing is composed', () => {
  expect(new ImeGuard().owns(enter(0))).toBe(false);
});

it('keeps Enter while a word is composed, by either sign', () => {
  const guard = new ImeGuard();
  expect(guard.owns(enter(0, { isComposing: true }))).toBe(true);
  expect(guard.owns(enter(0, { keyCode: 229 }))).toBe(true);
  guard.started();
  expect(guard.owns(enter(0))).toBe(true);
});

it('keeps the Enter that Safari reports after the composition has ended, and not the next', () => {
  const guard = new ImeGuard();
  guard.started();
  guard.ended({ timeStamp: 1000 });
  expect(guard.owns(enter(1002))).toBe(true);
  expect(guard.owns(enter(1200))).toBe(false);
});
