import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { describe, expect, it } from 'vitest';
import './app.module.js';
import { AppError } from './common/errors/app-error.js';
import { inputValidation } from './common/graphql/input-validation.js';
import { quickCheckOf } from './common/graphql/resolvers/quick-check.js';

/** Every class that has rules: what resolvers are given as inputs and arguments. */
const storage = getMetadataStorage();
const inputs = [
  ...(storage as unknown as { validationMetadatas: Map<Type<object>, unknown> }).validationMetadatas.keys(),
];

const VALUES: readonly unknown[] = [
  ...[
    null,
    undefined,
    '',
    ' ',
    'a',
    'A name',
    'a\nb',
    'x'.repeat(65),
    'y'.repeat(20_000),
    'someone@example.org',
    '1990-02-30',
  ],
  ...[
    '12345',
    '👍',
    'ALL',
    'ROOM',
    'MEMBERS',
    '01a1fe6b-8e3c-7947-85ae-2679f846446a',
    'correct horse battery',
    'text/plain',
  ],
  ...[
    0,
    1,
    5,
    50,
    101,
    -1,
    1.5,
    2 ** 40,
    true,
    false,
    [],
    ['a'],
    ['a', 'a'],
    [1],
    [null],
    ['a', 5],
    [{}],
    {},
    { kind: 'ROOM' },
  ],
  ...[new Date(0), new Date(Number.NaN), new Date('2099-01-01'), [new Date()], Object.create(null)],
];

const plain = (value: unknown): unknown =>
  value instanceof AppError ? { refused: value.message, ...value.extensions } : value;

describe('the quick look at an input', () => {
  const pipe = inputValidation();

  it.each(inputs.map((Input) => [Input.name, Input] as const))(
    '%s: takes only what the pipe takes, and the same of it',
    async (_name, Input) => {
      const check = quickCheckOf(Input);
      const names = propertiesOf(Input);
      const random = generator(names.join().length + 7);
      for (let round = 0; round < 400; round += 1) {
        const given: Record<string, unknown> = {};
        for (const name of names) if (random(4) > 0) given[name] = VALUES[random(VALUES.length)];
        const expected = await pipe
          .transform(structuredClone(given), { type: 'body', metatype: Input })
          .catch((error: unknown) => error);
        const quick = check(given);
        if (quick === null) continue;
        expect(plain(expected), JSON.stringify(given)).toEqual(quick);
        expect(quick).toBeInstanceOf(Input);
      }
    },
  );

  it('takes what clients usually send', () => {
    const byName = new Map(inputs.map((Input) => [Input.name, Input]));
    const check = (name: string, value: object): unknown => quickCheckOf(byName.get(name) as Type<object>)(value);
    const id = '01a1fe6b-8e3c-7947-85ae-2679f846446a';
    expect(check('SendMessageInput', { conversationId: id, clientMessageId: id, text: 'Hello' })).not.toBeNull();
    expect(
      check('SendMessageInput', { conversationId: id, clientMessageId: id, mentions: [id], sentAt: new Date(5) }),
    ).toEqual({
      ...{ conversationId: id, clientMessageId: id, mentions: [id], sentAt: new Date(5) },
    });
    expect(check('SendMessageInput', { conversationId: id, clientMessageId: 'two words' })).toBeNull();
    expect(check('PageArgs', { first: 50, after: null })).not.toBeNull();
    expect(check('PageArgs', { first: 101 })).toBeNull();
  });
});

const propertiesOf = (Input: Type<object>): string[] =>
  Object.keys(storage.groupByPropertyName(storage.getTargetValidationMetadatas(Input, '', false, false)));

/** Numbers below a bound, the same in each run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
