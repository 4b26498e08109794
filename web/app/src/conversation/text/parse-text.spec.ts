import { expect, it } from 'vitest';
import { parseText } from './parse-text.js';

const ann = { id: '1', nickname: 'Ann' };
const annLee = { id: '2', nickname: 'Ann Lee' };

it('leaves markup as text', () => {
  expect(parseText('<b>x</b>')).toEqual([{ kind: 'text', text: '<b>x</b>' }]);
});

it('takes the longest name', () => {
  expect(parseText('hi @Ann Lee and @Ann', [ann, annLee])).toEqual([
    { kind: 'text', text: 'hi ' },
    { kind: 'mention', text: '@Ann Lee', userId: '2' },
    { kind: 'text', text: ' and ' },
    { kind: 'mention', text: '@Ann', userId: '1' },
  ]);
});

it('takes names for what they are, whatever is in them', () => {
  expect(parseText('@a.*(b)', [{ id: '3', nickname: 'a.*(b)' }])).toEqual([
    { kind: 'mention', text: '@a.*(b)', userId: '3' },
  ]);
});

it('shows code as it was written', () => {
  expect(parseText('a `https://example.org` b\n```ts\nlet x = 1;\n```\nc')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'code', text: 'https://example.org' },
    { kind: 'text', text: ' b\n' },
    { kind: 'block', text: 'let x = 1;' },
    { kind: 'text', text: 'c' },
  ]);
});

it('strips what turns the reading direction around', () => {
  expect(parseText('a\u202eb')).toEqual([{ kind: 'text', text: 'ab' }]);
});
