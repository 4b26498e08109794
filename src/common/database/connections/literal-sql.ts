import type { SqlValue, Statement } from '../sql.js';

/**
 * The statement with its values written into it, for connections that take several statements in one text. The text of
 * a statement is always ours; every value passes here, and only a number, a truth value, NULL or an escaped string
 * leaves. Strings are escaped for a session whose sql_mode has no NO_BACKSLASH_ESCAPES and whose charset is utf8mb4.
 * @param escape the driver's, which puts the text between quotes
 * @throws when there are not as many values as placeholders
 */
export function literalSql({ sql, parameters = [] }: Statement, escape: (text: string) => string): string {
  let text = '';
  let from = 0;
  for (const value of parameters) {
    const at = sql.indexOf('?', from);
    if (at < 0) throw new Error('more values than placeholders');
    text += sql.slice(from, at) + literal(value, escape);
    from = at + 1;
  }
  if (sql.indexOf('?', from) >= 0) throw new Error('fewer values than placeholders');
  return text + sql.slice(from);
}

function literal(value: SqlValue, escape: (text: string) => string): string {
  if (value === null) return 'NULL';
  switch (typeof value) {
    case 'number':
      // NaN and Infinity would be taken for names of columns.
      if (!Number.isFinite(value)) throw new Error('not a finite number');
      return String(value);
    case 'boolean':
      return value ? '1' : '0';
    case 'string':
      return escape(value);
    default:
      // Values of other types, objects above all, must never reach a text, whatever a caller's types say.
      throw new Error(`not a value for SQL: ${typeof value}`);
  }
}
