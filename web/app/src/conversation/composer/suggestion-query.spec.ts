import { expect, it } from 'vitest';
import { bestMatches, suggestionQuery } from './suggestion-query.js';

it.each<[text: string, query: { kind: string; text: string; start: number } | null]>([
  ['@', { kind: 'mention', text: '', start: 0 }],
  ['hi @an', { kind: 'mention', text: 'an', start: 3 }],
  ['hi\n@安', { kind: 'mention', text: '安', start: 3 }],
  [':smi', { kind: 'emoji', text: 'smi', start: 0 }],
  ['：笑脸', { kind: 'emoji', text: '笑脸', start: 0 }],
  [':s', null],
  ['at 10:30', null],
  ['ann@example', null],
  ['@ann ', null],
  [':smile:', null],
  ['https://example', null],
])('%s', (text, query) => {
  expect(suggestionQuery(text, text.length)).toEqual(query);
});

it('looks at what is before the caret only', () => {
  expect(suggestionQuery('@ann more', 3)).toEqual({ kind: 'mention', text: 'an', start: 0 });
});

it('puts the best first', () => {
  const all = [{ label: 'a smile' }, { label: 'grin', tags: ['smiling'] }, { label: 'Smiling face' }, { label: 'cat' }];
  expect(bestMatches(all, 'smi', 8).map(({ label }) => label)).toEqual(['Smiling face', 'a smile', 'grin']);
});
