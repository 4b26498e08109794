import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, QueryRunner } from 'typeorm';
import { unavailable } from '../errors/app-error.js';
import { AcquireTimeout, isBrokenConnection, isUnavailable } from './database-errors.js';
import { mysqlDialect, sqliteDialect, type Dialect } from './dialect.js';
import { readsOf, type Reads } from './reads.js';
import type { Sql, SqlValue } from './sql.js';

interface DestroyableConnection {
  destroy?: () => void;
}

/** A connection on loan. Whoever finds that it may still be owed an answer says so. */
export interface Lease {
  broken: boolean;
}

/** Counts the statements run while a function works, for tests that hold "no query per row". */
export const statementCounter = new AsyncLocalStorage<{ count: number }>();

/**
 * The database as readers see it: only what is committed. Writing goes through UnitOfWork.
 */
export class Database implements Sql {
  readonly dialect: Dialect;
  private readonly reads: Reads;

  constructor(
    readonly writer: DataSource,
    /** The same as `writer` for MySQL; SQLite's second connection otherwise. */
    readonly reader: DataSource,
    /** How long a query, or the wait for a connection, may take. */
    readonly timeoutMs: number,
  ) {
    this.dialect = writer.options.type === 'better-sqlite3' ? sqliteDialect : mysqlDialect;
    this.reads = readsOf(reader, timeoutMs);
  }

  /**
   * Reads committed rows.
   * @throws AppError UNAVAILABLE when the database does not answer in time
   */
  query<Row extends object>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    return this.read<Row>(sql, parameters, false);
  }

  private async read<Row extends object>(
    sql: string,
    parameters: readonly SqlValue[],
    isPrepared: boolean,
  ): Promise<Row[]> {
    const counter = statementCounter.getStore();
    if (counter) counter.count += 1;
    try {
      return (await this.reads.query(sql, parameters, isPrepared)) as Row[];
    } catch (error) {
      throw isUnavailable(error) ? Object.assign(unavailable('The database'), { cause: error }) : error;
    }
  }

  /**
   * The same for a statement that comes often and in few forms: the database keeps it prepared on each connection, which
   * spares it the parsing and answers with numbers in place of their digits. Values go with it apart from its text.
   * @throws AppError UNAVAILABLE when the database does not answer in time
   */
  async queryPrepared<Row extends object>(sql: string, parameters: readonly SqlValue[]): Promise<Row[]> {
    return this.read<Row>(sql, parameters, true);
  }

  /** Milliseconds since 1970 by the database's clock. */
  async now(): Promise<number> {
    const [row] = await this.query<{ now: number }>(`SELECT ${this.dialect.nowMs} AS now`);
    return Number(row?.now);
  }

  /** Lends a connection of the source; one that may still be owed an answer is closed rather than given back. */
  async withRunner<T>(source: DataSource, work: (runner: QueryRunner, lease: Lease) => Promise<T>): Promise<T> {
    const runner = source.createQueryRunner();
    const lease: Lease = { broken: false };
    try {
      await this.acquire(runner);
      return await work(runner, lease);
    } catch (error) {
      lease.broken ||= isBrokenConnection(error);
      throw isUnavailable(error) ? Object.assign(unavailable('The database'), { cause: error }) : error;
    } finally {
      // SQLite's runner is shared by everybody and lives as long as its source.
      if (this.dialect.name === 'mysql') {
        if (lease.broken) await destroyConnection(runner);
        await runner.release().catch(() => undefined);
      }
    }
  }

  private async acquire(runner: QueryRunner): Promise<void> {
    if (this.dialect.name === 'sqlite') return;
    const connecting = runner.connect();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AcquireTimeout()), this.timeoutMs);
    });
    try {
      await Promise.race([connecting, deadline]);
    } catch (error) {
      // A connection that comes too late must not be kept.
      connecting.then(
        () => runner.release(),
        () => undefined,
      );
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

async function destroyConnection(runner: QueryRunner): Promise<void> {
  const connection = (await runner.connect().catch(() => undefined)) as DestroyableConnection | undefined;
  connection?.destroy?.();
}
