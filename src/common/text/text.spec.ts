import { describe, expect, it } from 'vitest';
import { AppError } from '../errors/app-error.js';
import { cleanName, codePoints, escapeLike, isLongerThan, nameFault, nameKey, proseFault } from './text.js';

describe('names', () => {
  it.each([
    ['a tab', 'a\tb', 'control'],
    ['a null character', 'a\u0000', 'control'],
    ['a C1 control', 'a\u0085', 'control'],
    ['a right-to-left override', 'a\u202eb', 'bidi'],
    ['an isolate', '\u2067a\u2069', 'bidi'],
    ['a zero-width space', 'Ann\u200b', 'invisible'],
    ['a byte order mark', '\ufeffAnn', 'invisible'],
    ['a lone surrogate', 'a\ud83d', 'text'],
    ['no text', 7, 'text'],
    ['only spaces', '   ', 'minLength'],
    ['21 characters', 'x'.repeat(21), 'maxLength'],
  ])('with %s are refused', (_, text, rule) => {
    expect(nameFault(text, 1, 20)).toBe(rule);
  });

  it.each(['Ann', '李明', 'محمد', 'שָׁלוֹם', '👩‍👩‍👧‍👦', 'नमस्ते', 'می‌خواهم', 'x'.repeat(20), '💬'.repeat(20)])(
    'such as %s are fine',
    (text) => expect(nameFault(text, 1, 20)).toBeNull(),
  );

  it('are stored composed, trimmed and with single spaces', () => {
    expect(cleanName('  Jose\u0301   Marti ', 'nickname', 1, 20)).toBe('José Marti');
    expect(() => cleanName('', 'nickname', 1, 20)).toThrow(AppError);
  });

  it('are the same whatever their case, width and composition', () => {
    for (const other of ['JOSÉ', 'jose\u0301', 'Ｊｏｓé', ' José ']) expect(nameKey(other)).toBe(nameKey('josé'));
    expect(nameKey('jose')).not.toBe(nameKey('josé'));
  });
});

describe('prose', () => {
  it('may have lines, tabs and isolates, but no controls, overrides or half characters', () => {
    expect(proseFault('a\n\tb \u2067שלום\u2069', 20)).toBeNull();
    expect(proseFault('a\u0007', 20)).toBe('control');
    expect(proseFault('a\u202eb', 20)).toBe('bidi');
    expect(proseFault('\udc00', 20)).toBe('text');
    expect(proseFault('x'.repeat(21), 20)).toBe('maxLength');
    expect(proseFault('💬'.repeat(20), 20)).toBeNull();
  });
});

it('counts characters as people do, not as JavaScript does', () => {
  expect(codePoints('a💬')).toBe(2);
  expect([1, 2, 3].map((max) => isLongerThan('a💬', max))).toEqual([true, false, false]);
  expect([1, 2].map((max) => isLongerThan('ab', max))).toEqual([true, false]);
});

it('makes the wildcards of LIKE literal', () => expect(escapeLike('100%_!')).toBe('100!%!_!!'));
