import { expect, it } from 'vitest';
import { EventStream } from '../../realtime/event-stream.js';
import { ParkedSubscription } from './parked-subscription.js';
import { EventExecution } from './shared-execution.js';
import type { FrameOwner } from './socket-writer.js';

/** Has room for so many events until it is told that there is more. */
class Writer {
  readonly written: number[] = [];
  room = Infinity;
  private waiting: FrameOwner | null = null;

  get hasRoom(): boolean {
    return this.room > 0;
  }

  write(_owner: FrameOwner, payload: string): void {
    if (this.room === 0) throw new Error('written although there is no room');
    this.room -= 1;
    this.written.push(Number(payload));
  }

  awaitRoom(owner: FrameOwner): void {
    this.waiting = owner;
  }

  forget(): void {
    this.waiting = null;
  }

  drain(room: number): void {
    this.room = room;
    const { waiting } = this;
    this.waiting = null;
    waiting?.resume();
  }
}

interface Item {
  readonly number: number;
}

function open(limit = 1000) {
  const writer = new Writer();
  const made: EventExecution[] = [];
  const calls: string[] = [];
  const stream = new EventStream<Item>({
    limit,
    onOverflow: () => calls.push('overflow'),
    onEnd: () => calls.push('stream over'),
  });
  const execute = (item: unknown): EventExecution => {
    const execution = new EventExecution(item as Item, 0);
    made.push(execution);
    return execution;
  };
  const hooks = { execute, executeAlone: execute, onDelivered: () => undefined, onEnd: () => calls.push('over') };
  const subscription = new ParkedSubscription('id', stream as EventStream<unknown>, writer, hooks);
  const settle = (index: number): void => {
    const [execution] = made.splice(index, 1) as [EventExecution];
    execution.payload = String((execution.event as Item).number);
    execution.settle();
  };
  return { writer, made, calls, stream, subscription, settle };
}

/** The same row of numbers from 0 up to 1 for a seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

it('hands over each event once and in order, whenever answers are made and however little room there is', async () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const next = random(seed * 7919);
    const { writer, made, stream, subscription, settle } = open();
    const before = Math.floor(next() * 3);
    let pushed = 0;
    while (pushed < before) stream.push({ number: pushed++ });
    const end = subscription.next();
    for (let step = 0; step < 100; step += 1) {
      const chance = next();
      if (chance < 0.45) stream.push({ number: pushed++ });
      else if (chance < 0.8 && made.length > 0) settle(Math.floor(next() * made.length));
      else if (chance < 0.9) writer.room = Math.floor(next() * 3);
      else writer.drain(Math.floor(next() * 5));
    }
    stream.end();
    while (writer.written.length < pushed) {
      writer.drain(Infinity);
      while (made.length > 0) settle(Math.floor(next() * made.length));
    }
    expect(writer.written).toEqual(Array.from({ length: pushed }, (_, number) => number));
    expect(await end).toEqual({ done: true, value: undefined });
  }
});

it('leaves events in the stream while the socket has no room, where their number is bounded', async () => {
  const { writer, made, calls, stream, subscription } = open(4);
  const end = subscription.next();
  writer.room = 0;
  for (let number = 0; number < 5; number += 1) stream.push({ number });
  expect([made.length, stream.size]).toEqual([0, 4]);
  expect(calls).toEqual(['stream over', 'overflow']);
  writer.drain(2);
  expect(made.length).toBe(4);
  await subscription.return();
  expect(await end).toEqual({ done: true, value: undefined });
  expect(writer.written).toEqual([]);
});

it('is over with an event that can not be begun, and takes none after it', async () => {
  const { stream, writer, calls } = open();
  const hooks = {
    execute: () => {
      throw new Error('unthinkable');
    },
    executeAlone: () => new EventExecution({}, 0),
    onDelivered: () => undefined,
    onEnd: () => calls.push('over'),
  };
  const subscription = new ParkedSubscription('id', stream as EventStream<unknown>, writer, hooks);
  const end = subscription.next();
  stream.push({ number: 0 });
  stream.push({ number: 1 });
  await expect(end).rejects.toThrow('unthinkable');
  expect(calls).toEqual(['stream over', 'over']);
});
