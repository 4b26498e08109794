import mysql from 'mysql2';
import { describe, expect, it } from 'vitest';
import type { SqlValue, Statement } from '../sql.js';
import { literalSql as withValues } from './literal-sql.js';

const literalSql = (statement: Statement): string => withValues(statement, (text) => mysql.escape(text));

describe('a statement with its values written into it', () => {
  it('holds numbers, truth values, NULL and escaped strings, each in its place', () => {
    const parameters = [1, -2.5, true, false, null, "it's", 'a\\b', 'q?'];
    expect(literalSql({ sql: 'VALUES (?, ?, ?, ?, ?, ?, ?, ?)', parameters })).toBe(
      String.raw`VALUES (1, -2.5, 1, 0, NULL, 'it\'s', 'a\\b', 'q?')`,
    );
    expect(literalSql({ sql: 'SELECT 1' })).toBe('SELECT 1');
  });

  it('is refused with another number of values than placeholders', () => {
    expect(() => literalSql({ sql: 'SELECT ?, ?', parameters: [1] })).toThrow('fewer values');
    expect(() => literalSql({ sql: 'SELECT ?', parameters: [1, 2] })).toThrow('more values');
  });

  it('is refused for whatever is no value, whatever a type says', () => {
    for (const value of [{ name: 1 }, ['x'], undefined, Symbol('x'), () => 1, 1n, new Date(), NaN, Infinity])
      expect(() => literalSql({ sql: 'SELECT ?', parameters: [value as SqlValue] })).toThrow(/not a/);
  });
});
