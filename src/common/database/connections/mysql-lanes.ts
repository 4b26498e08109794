import type mysql from 'mysql2';
import { AcquireTimeout, isBrokenConnection } from '../database-errors.js';
import type { Lease } from '../database.js';
import type { Statement, StatementResult, TransactionConnection } from '../sql.js';
import { literalSql } from './literal-sql.js';

/** As many batches of sends as are written at the same time. */
export const MYSQL_LANES = 2;

interface LaneSource {
  createPoolBeside(options: mysql.PoolOptions, statements: readonly string[]): mysql.Pool;
}

/**
 * The few connections that write in batches. Each takes several statements in one text, so a transaction is two round
 * trips instead of ten (docs/performance.md, "Sending"; ADR 12 on why this is allowed here and nowhere else). They are
 * opened when first needed; a broken one is replaced.
 */
export class MysqlLanes {
  private pool: mysql.Pool | null = null;

  constructor(
    private readonly source: LaneSource,
    private readonly timeoutMs: number,
    private readonly watch: (sql: string) => void,
  ) {}

  /** Lends a connection; one that may still be owed an answer is closed rather than given back. */
  async lend<T>(work: (connection: TransactionConnection, lease: Lease) => Promise<T>): Promise<T> {
    const connection = await this.acquire();
    const lease: Lease = { broken: false };
    try {
      return await work(new LaneConnection(connection, this.timeoutMs, this.watch), lease);
    } catch (error) {
      lease.broken ||= isBrokenConnection(error);
      throw error;
    } finally {
      if (lease.broken) connection.destroy();
      else connection.release();
    }
  }

  close(): Promise<void> {
    const { pool } = this;
    this.pool = null;
    return new Promise((resolve) => (pool ? pool.end(() => resolve()) : resolve()));
  }

  private acquire(): Promise<mysql.PoolConnection> {
    this.pool ??= this.source.createPoolBeside({ connectionLimit: MYSQL_LANES, multipleStatements: true }, [
      // Transactions begin by themselves: the server sends the answer to each statement in a packet of its own, and
      // whoever waits is woken for it, for that to START TRANSACTION too.
      'SET SESSION autocommit = 0',
    ]);
    const { pool } = this;
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(new AcquireTimeout());
      }, this.timeoutMs);
      pool.getConnection((error, connection) => {
        clearTimeout(timer);
        if (error) reject(error);
        // A connection that comes too late must not be kept waiting for somebody who has gone.
        else if (late) connection.release();
        else resolve(connection);
      });
    });
  }
}

/** One transaction on a lane: begun with its first statements, committed with its last. */
class LaneConnection implements TransactionConnection {
  private begun = false;

  constructor(
    private readonly connection: mysql.PoolConnection,
    private readonly timeoutMs: number,
    private readonly watch: (sql: string) => void,
  ) {}

  async run(statements: readonly Statement[], andCommit: boolean): Promise<StatementResult[]> {
    if (!this.begun && statements.length === 0) return [];
    const escape = (text: string): string => this.connection.escape(text);
    const texts = statements.map((statement) => literalSql(statement, escape));
    this.begun = true;
    // The server stops at the first statement that fails, so COMMIT is reached only by those that all succeeded.
    if (andCommit) texts.push('COMMIT');
    const results = await this.ask(texts);
    for (const { sql } of statements) this.watch(sql);
    return results.slice(0, statements.length);
  }

  async rollback(): Promise<void> {
    if (this.begun) await this.ask(['ROLLBACK']);
  }

  private ask(texts: readonly string[]): Promise<StatementResult[]> {
    return new Promise((resolve, reject) => {
      // `values: null`: otherwise mysql2 would search the whole text, messages and all, for placeholders.
      const options = { sql: texts.join(';'), values: null, timeout: this.timeoutMs };
      this.connection.query(options, (error, answer: unknown) => {
        if (error) reject(error);
        // One statement's answer comes bare, several statements' as a list of as many.
        else resolve((texts.length === 1 ? [answer] : (answer as unknown[])).map(resultOf));
      });
    });
  }
}

const resultOf = (answer: unknown): StatementResult =>
  Array.isArray(answer)
    ? { rows: answer as object[], affected: 0 }
    : {
        rows: [],
        affected: (answer as mysql.ResultSetHeader).affectedRows,
        told: (answer as mysql.ResultSetHeader).insertId,
      };
