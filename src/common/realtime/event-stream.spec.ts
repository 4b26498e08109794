import { describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.js';

function open(limit = 4) {
  const calls: string[] = [];
  const stream = new EventStream<number>({
    limit,
    onOverflow: () => calls.push('overflow'),
    onEnd: () => calls.push('end'),
  });
  return { stream, calls };
}

const isSettled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((resolve) => setImmediate(() => resolve(false))),
  ]);

describe('EventStream', () => {
  it('hands items over in order, waiting or not', async () => {
    const { stream } = open();
    const early = stream.next();
    stream.push(1);
    stream.push(2);
    stream.push(3);
    expect(await early).toEqual({ done: false, value: 1 });
    expect(await stream.next()).toEqual({ done: false, value: 2 });
    expect(await stream.next()).toEqual({ done: false, value: 3 });
  });

  it('ends after what is queued was read', async () => {
    const { stream, calls } = open();
    stream.push(1);
    stream.end();
    stream.push(2);
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(calls).toEqual(['end']);
  });

  it('wakes a waiting reader at the end', async () => {
    const { stream } = open();
    const waiting = stream.next();
    stream.end();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('tells a failure after what is queued, once', async () => {
    const { stream } = open();
    stream.push(1);
    stream.fail(new Error('gone'));
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    await expect(stream.next()).rejects.toThrow('gone');
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('fails a waiting reader at once', async () => {
    const { stream } = open();
    const waiting = stream.next();
    stream.fail(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });

  it('overflows at its limit: takes no more, says so once, and lets the queue be read', async () => {
    const { stream, calls } = open(2);
    for (const item of [1, 2, 3, 4]) stream.push(item);
    expect(calls).toEqual(['end', 'overflow']);
    expect((await stream.next()).value).toBe(1);
    expect((await stream.next()).value).toBe(2);
    await expect(stream.next()).rejects.toThrow('fell behind');
  });

  it('has room again when half of it was read', async () => {
    const { stream } = open(4);
    for (const item of [1, 2, 3, 4]) stream.push(item);
    const room = stream.room();
    await stream.next();
    await stream.next();
    expect(await isSettled(room)).toBe(false);
    await stream.next();
    expect(await isSettled(room)).toBe(true);
  });

  it('has room again when as few wait as the writer asked for', async () => {
    const { stream } = open(4);
    for (const item of [1, 2, 3, 4]) stream.push(item);
    const [half, empty] = [stream.room(), stream.room(1)];
    for (let count = 0; count < 3; count += 1) await stream.next();
    expect(await isSettled(half)).toBe(true);
    expect(await isSettled(empty)).toBe(false);
    await stream.next();
    expect(await isSettled(empty)).toBe(true);
  });

  it('lets a writer who waits for room go when the reader goes', async () => {
    const { stream, calls } = open(2);
    stream.push(1);
    stream.push(2);
    const room = stream.room();
    await stream.return();
    expect(await isSettled(room)).toBe(true);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(calls).toEqual(['end']);
  });

  it('keeps order and memory over many items', async () => {
    const { stream } = open(3000);
    const read: number[] = [];
    for (let item = 0; item < 10_000; item += 1) {
      stream.push(item);
      if (item % 3 === 2) for (let count = 0; count < 3; count += 1) read.push((await stream.next()).value as number);
    }
    expect(read).toEqual(Array.from({ length: read.length }, (_, index) => index));
    expect(stream.size).toBe(10_000 - read.length);
  });
});
