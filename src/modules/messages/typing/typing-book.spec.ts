import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TypingBook } from './typing-book.js';

let told: [string, string, boolean][];
let hasRoom: boolean;
let book: TypingBook;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  told = [];
  hasRoom = true;
  book = new TypingBook((conversationId, { userId, isTyping }) => {
    if (hasRoom) told.push([conversationId, userId, isTyping]);
    return hasRoom;
  });
});

afterEach(() => {
  book.stop();
  vi.useRealTimers();
});

it('tells beginnings and ends only, and that somebody has ceased who says nothing more', () => {
  book.heard('c', { userId: 'ann', isTyping: true });
  vi.advanceTimersByTime(5000);
  book.heard('c', { userId: 'ann', isTyping: true });
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([['c', 'ann', true]]);
  vi.advanceTimersByTime(2000);
  expect(told).toEqual([
    ['c', 'ann', true],
    ['c', 'ann', false],
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

it('knows nothing of an end without a beginning', () => {
  book.heard('c', { userId: 'ann', isTyping: false });
  book.ceased('c', 'ben');
  expect(told).toEqual([]);
});

it('leaves out beginnings that there is no room for, and tells ends as soon as there is', () => {
  book.heard('c', { userId: 'ann', isTyping: true });
  hasRoom = false;
  book.heard('c', { userId: 'ben', isTyping: true });
  book.heard('c', { userId: 'ann', isTyping: false });
  hasRoom = true;
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([
    ['c', 'ann', true],
    ['c', 'ann', false],
  ]);
});
