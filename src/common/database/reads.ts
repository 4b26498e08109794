import type { Pool, PoolConnection, QueryError, RowDataPacket } from 'mysql2';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { AcquireTimeout, AnswerTimeout, isBrokenConnection } from './database-errors.js';
import type { SqlValue } from './sql.js';

/**
 * Runs a SELECT outside of transactions. TypeORM's query runner would do so with a dozen promises, two events and a copy
 * of the rows for each statement, which costs more than a small query itself ([performance](../../../docs/performance.md));
 * these ask its driver. Deadlines and errors are the same.
 */
export interface Reads {
  /** @param isPrepared whether the database should keep the statement, for it will come again */
  query(sql: string, parameters: readonly SqlValue[], isPrepared: boolean): Promise<object[]>;
}

/** The little that is needed of TypeORM's drivers; both properties are public there. */
interface MysqlDriver {
  readonly pool: Pool;
}

interface Statement {
  all(...parameters: readonly SqlValue[]): object[];
}

interface SqliteDriver {
  readonly databaseConnection: { prepare(sql: string): Statement };
}

export function readsOf(source: DataSource, timeoutMs: number): Reads {
  return source.options.type === 'better-sqlite3' ? new SqliteReads(source) : new MysqlReads(source, timeoutMs);
}

const KEPT_STATEMENTS = 500;

/** better-sqlite3, with statements prepared once. */
class SqliteReads implements Reads {
  private readonly statements = new LRUCache<string, Statement>({ max: KEPT_STATEMENTS });

  private readonly connection: SqliteDriver['databaseConnection'];

  constructor(private readonly source: DataSource) {
    this.connection = (source.driver as unknown as SqliteDriver).databaseConnection;
  }

  // Asynchronous for its errors to be, too.

  async query(sql: string, parameters: readonly SqlValue[]): Promise<object[]> {
    this.source.logger.logQuery(sql);
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.connection.prepare(sql)));
    return statement.all(...parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value)));
  }
}

/** mysql2, on a connection of the pool that TypeORM uses as well. */
class MysqlReads implements Reads {
  private readonly pool: Pool;

  constructor(
    private readonly source: DataSource,
    private readonly timeoutMs: number,
  ) {
    this.pool = (source.driver as unknown as MysqlDriver).pool;
  }

  query(sql: string, parameters: readonly SqlValue[], isPrepared: boolean): Promise<object[]> {
    this.source.logger.logQuery(sql);
    return new Promise((resolve, reject) => {
      // One time limit for both: a client would wait twice as long for a database that does not answer.
      const until = performance.now() + this.timeoutMs;
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        reject(new AcquireTimeout());
      }, this.timeoutMs);
      this.pool.getConnection((error, connection) => {
        clearTimeout(timer);
        // One that comes too late must not be kept.
        if (isLate) return error ? undefined : connection.release();
        if (error) return reject(error);
        const timeout = Math.max(1, Math.round(until - performance.now()));
        this.ask(connection, { sql, values: [...parameters], timeout }, isPrepared, resolve, reject);
      });
    });
  }

  private ask(
    connection: PoolConnection,
    statement: { readonly sql: string; readonly values: SqlValue[]; readonly timeout: number },
    isPrepared: boolean,
    resolve: (rows: object[]) => void,
    reject: (error: QueryError) => void,
  ): void {
    const startedAt = performance.now();
    const { sql, timeout } = statement;
    let isOver = false;
    const done = (error: QueryError | null, rows: RowDataPacket[]): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(deadline);
      const milliseconds = Math.round(performance.now() - startedAt);
      if (milliseconds > timeout) this.source.logger.logQuerySlow(milliseconds, sql);
      // One that may still be owed an answer must not be used again.
      if (error && isBrokenConnection(error)) connection.destroy();
      else connection.release();
      if (error) reject(error);
      else resolve(rows);
    };
    // The driver's own limit does not hold while a statement is being prepared.
    const deadline = isPrepared
      ? setTimeout(() => done(new AnswerTimeout() as unknown as QueryError, []), timeout)
      : undefined;
    if (isPrepared) connection.execute<RowDataPacket[]>({ sql, values: statement.values }, done);
    else connection.query<RowDataPacket[]>(statement, done);
  }
}
