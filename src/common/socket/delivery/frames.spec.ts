import { expect, it } from 'vitest';
import { Frames } from './frames.js';
import { textFrameHeader } from './text-frame.js';

const frameOf = (prefix: string, payload: string): string =>
  `${textFrameHeader(prefix.length + payload.length + 1)}${prefix}${payload}}`;

it('is the same object for all who are told the same, and lets go of it when it is told to', () => {
  const start = new Frames();
  const one = start.andNext('{"a":', '1').andNext('{"a":', '2');
  expect(start.andNext('{"a":', '1').andNext('{"a":', '2')).toBe(one);
  expect(one.bytes).toBe(frameOf('{"a":', '1') + frameOf('{"a":', '2'));
  start.forget();
  expect(start.andNext('{"a":', '1').andNext('{"a":', '2')).not.toBe(one);
});

it('holds what was asked for, whoever asked for something else meanwhile', () => {
  const start = new Frames();
  const prefixes = ['{"id":"1","payload":', '{"id":"2","payload":'];
  const payloads = ['{"data":1}', '{"data":2}', '{"data":33}'];
  for (let row = 0; row < 2000; row += 1) {
    let [frames, expected, rest] = [start, '', row];
    for (let length = 0; length < 4; length += 1) {
      const [prefix, payload] = [prefixes[rest % 2]!, payloads[(rest >> 1) % 3]!];
      rest = (rest * 31 + length) >> 1;
      const isAnswer = rest % 7 === 0;
      frames = isAnswer ? frames.and('answer') : frames.andNext(prefix, payload);
      expected += isAnswer ? 'answer' : frameOf(prefix, payload);
    }
    expect(frames.bytes).toBe(expected);
  }
});
