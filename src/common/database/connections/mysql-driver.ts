import type mysql from 'mysql2';
import type { DataSource } from 'typeorm';

/**
 * mysql2 as TypeORM is given it: every connection of its pools is prepared before its first use. A listener added to
 * the pool later would miss the connections that TypeORM has opened by then.
 */
export class MysqlDriver {
  private options: mysql.PoolOptions | undefined;

  constructor(
    private readonly mysql2: typeof mysql,
    private readonly timeoutMs: number,
    private readonly serverKind: 'mariadb' | 'mysql',
  ) {}

  readonly createPool = (options: mysql.PoolOptions): mysql.Pool => {
    this.options = options;
    return this.prepared(options);
  };

  /** A pool to the same database, with the same options but these; its connections run these statements first, too. */
  createPoolBeside(options: mysql.PoolOptions, statements: readonly string[]): mysql.Pool {
    return this.prepared({ ...this.options, ...options }, statements);
  }

  private prepared(options: mysql.PoolOptions, more: readonly string[] = []): mysql.Pool {
    // A lock wait must end well before the replay overlap, and before the client's patience does.
    const lockWaitSeconds = Math.max(1, Math.floor(this.timeoutMs / 1000) - 1);
    const statements = [
      'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
      // In a zone with summer time the clock of SQL goes back by an hour once a year.
      "SET SESSION time_zone = '+00:00'",
      `SET SESSION innodb_lock_wait_timeout = ${lockWaitSeconds}`,
      // Without it values that do not fit are cut off silently. Without NO_BACKSLASH_ESCAPES the escaping of values holds.
      "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
      // MariaDB would make a temporary table for each subquery that looks at the row outside of it, to find answers to the
      // same values again. Ours ask by unique keys: nothing is ever found, and a list of conversations takes three times as
      // long (docs/performance.md). And it would turn NOT EXISTS into NOT IN, and copy to a temporary table all that the
      // subquery could find, to look at a few rows of it. MySQL knows neither.
      ...(this.serverKind === 'mariadb'
        ? ["SET SESSION optimizer_switch = 'subquery_cache=off,exists_to_in=off'"]
        : []),
      ...more,
    ];
    const pool = this.mysql2.createPool(options);
    pool.on('connection', (connection) => {
      for (const sql of statements) connection.query(sql);
    });
    return pool;
  }
}

/** The driver that the source was opened with. */
export const mysqlDriverOf = (source: DataSource): MysqlDriver =>
  (source.options as unknown as { readonly driver: MysqlDriver }).driver;
