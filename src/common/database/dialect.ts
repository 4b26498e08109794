/**
 * The few places where SQLite and MySQL/MariaDB differ in SQL. Everything else is written once, with `?` placeholders.
 */
export interface Dialect {
  readonly name: 'sqlite' | 'mysql';
  /** Milliseconds since 1970 by the database's clock, read when the row is written and not when the statement began. */
  readonly nowMs: string;
  /** The same when the statement began: in a query, before the moment whose rows it shows. */
  readonly startMs: string;
  /** Ends a SELECT whose rows must stay locked until commit. SQLite's writer is alone anyway. */
  readonly forUpdate: string;
  /** Follows a table's name and alias in FROM: rows are found by primary key, whatever else the optimizer might try. */
  readonly usingPrimaryKey: string;
  /** Whether the columns together are one of so many lists of values, which the optimizer finds by an index on them. */
  inRows(columns: readonly string[], rows: number): string;
  /** A SELECT with ORDER BY and LIMIT of its own as a branch of a UNION ALL. */
  branch(select: string, name: string): string;
  /** The larger (smaller) of several values in one row. */
  readonly greatest: string;
  readonly least: string;
  /**
   * How a statement tells a number that it found, without a row: `tell` wraps the expression, `StatementResult.told` has
   * the number, and `told` is it in the statements that follow. Null where there is no such thing.
   */
  readonly numbers: { tell(sql: string): string; readonly told: string } | null;
  /** `INSERT` that leaves an existing row as it is. */
  insertIgnore(table: string, columns: readonly string[], rows: number): string;
  /** `INSERT` that sets `update` columns to the new values when `key` exists. */
  upsert(
    table: string,
    columns: readonly string[],
    key: readonly string[],
    update: readonly string[],
    rows?: number,
  ): string;
  /**
   * The same, but `update` columns never become smaller.
   * @param rest further columns with the SQL that a row is inserted with, which is not worth a value of each row
   */
  upsertGreatest(
    table: string,
    columns: readonly string[],
    key: readonly string[],
    update: readonly string[],
    rows: number,
    rest?: Readonly<Record<string, string>>,
  ): string;
}

/** The text so many times, at least once. */
export const repeat = (text: string, times: number, between = ', '): string =>
  (text + between).repeat(times - 1) + text;

const values = (columns: readonly string[], rows: number, rest: readonly string[] = []): string =>
  repeat(`(${[...columns.map(() => '?'), ...rest].join(', ')})`, rows);

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  nowMs: "CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)",
  // One value for all of a statement; nobody else writes while it runs its first row.
  startMs: "CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)",
  forUpdate: '',
  usingPrimaryKey: '',
  inRows: (columns, rows) => repeat(`(${columns.map((column) => `${column} = ?`).join(' AND ')})`, rows, ' OR '),
  branch: (select, name) => `SELECT * FROM (${select}) AS ${name}`,
  greatest: 'MAX',
  least: 'MIN',
  numbers: null,
  insertIgnore: (table, columns, rows) =>
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values(columns, rows)} ON CONFLICT DO NOTHING`,
  upsert: (table, columns, key, update, rows = 1) =>
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values(columns, rows)} ` +
    `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${update.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  upsertGreatest: (table, columns, key, update, rows, rest = {}) =>
    `INSERT INTO ${table} (${[...columns, ...Object.keys(rest)].join(', ')}) ` +
    `VALUES ${values(columns, rows, Object.values(rest))} ` +
    `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${update.map((column) => `${column} = MAX(${column}, excluded.${column})`).join(', ')}`,
};

export const mysqlDialect: Dialect = {
  name: 'mysql',
  // NOW() is the statement's start, before it waited for a lock; SYSDATE() is read when the row is written.
  nowMs: 'CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)',
  startMs: 'CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)',
  forUpdate: ' FOR UPDATE',
  usingPrimaryKey: ' FORCE INDEX (PRIMARY)',
  // A fifth cheaper than the same with OR and AND.
  inRows: (columns, rows) => `(${columns.join(', ')}) IN (${repeat(`(${placeholders(columns)})`, rows)})`,
  // As a derived table it would be written to a temporary one first.
  branch: (select) => `(${select})`,
  greatest: 'GREATEST',
  least: 'LEAST',
  numbers: { tell: (sql) => `LAST_INSERT_ID(${sql})`, told: 'LAST_INSERT_ID()' },
  insertIgnore: (table, columns, rows) =>
    // Not INSERT IGNORE, which would also swallow values that do not fit.
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values(columns, rows)} ON DUPLICATE KEY UPDATE ${columns[0]} = ${columns[0]}`,
  upsert: (table, columns, _key, update, rows = 1) =>
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values(columns, rows)} ` +
    `ON DUPLICATE KEY UPDATE ${update.map((column) => `${column} = VALUES(${column})`).join(', ')}`,
  upsertGreatest: (table, columns, _key, update, rows, rest = {}) =>
    `INSERT INTO ${table} (${[...columns, ...Object.keys(rest)].join(', ')}) ` +
    `VALUES ${values(columns, rows, Object.values(rest))} ` +
    `ON DUPLICATE KEY UPDATE ${update.map((column) => `${column} = GREATEST(${column}, VALUES(${column}))`).join(', ')}`,
};

/** `?, ?, ?` for a list of values. Callers keep lists at or below CHUNK. */
export const placeholders = ({ length }: readonly unknown[]): string => (length > 0 ? repeat('?', length) : '');

/** Longest list of values or rows put into one statement; SQLite refuses much longer ones. */
export const CHUNK = 500;

export function chunksOf<T>(list: readonly T[], size = CHUNK): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
  return chunks;
}
