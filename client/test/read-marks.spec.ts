import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Mutate } from '../src/graphql/mutate.js';
import { makeReadMarks, type ReadMarks } from '../src/reading/read-marks.js';
import type { ChatState } from '../src/state/chat-state.js';

let told: number[];
let marks: ReadMarks;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  const mutate = (async (_mutation: unknown, { seq }: { seq: number }) => void told.push(seq)) as unknown as Mutate;
  marks = makeReadMarks(mutate, { summaryOf: () => ({ readSeq: Math.max(0, ...told) }) } as unknown as ChatState);
});
afterEach(() => {
  marks.stop();
  vi.useRealTimers();
});

it('tells at once that something was read, so that other tabs and devices know it within a moment', async () => {
  marks.read('c', 1);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual([1]);
});

it('tells once in a while of somebody who goes on reading, and the newest alone', async () => {
  for (let seq = 1; seq <= 60; seq += 1) {
    marks.read('c', seq);
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(300);
  expect(told).toEqual([1, 30, 60]);
  marks.read('c', 59);
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toEqual([1, 30, 60]);
});

it('tells nothing of what is taken back', async () => {
  marks.read('c', 1);
  await vi.advanceTimersByTimeAsync(1);
  marks.read('c', 2);
  const isSettled = marks.takeBack('c');
  await vi.advanceTimersByTimeAsync(1000);
  await isSettled;
  expect(told).toEqual([1]);
});
