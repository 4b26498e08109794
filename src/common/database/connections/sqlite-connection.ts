import type SqliteDatabase from 'better-sqlite3';
import type { QueryRunner } from 'typeorm';
import type { Statement, StatementResult, TransactionConnection } from '../sql.js';

type Prepared = SqliteDatabase.Statement<unknown[], object>;
type Driver = { readonly databaseConnection: SqliteDatabase.Database };

/** Statements that are kept prepared; a batch of sends has one for each of its sizes. */
const MOST_PREPARED = 1000;

/**
 * SQLite's one writing connection, without TypeORM's query runner in between (docs/performance.md, "Sending"). Statements are prepared once and kept, those used least recently are let go.
 */
export class SqliteWriter {
  private readonly prepared = new Map<string, Prepared>();
  private readonly database: SqliteDatabase.Database;

  constructor(
    private readonly runner: QueryRunner,
    private readonly watch: (sql: string) => void,
  ) {
    this.database = (runner.dataSource.driver as unknown as Driver).databaseConnection;
  }

  /** A transaction of it; only one at a time, which the unit of work sees to. */
  connection(): TransactionConnection {
    return new SqliteConnection(this.runner, (statement) => this.run(statement));
  }

  private run({ sql, parameters = [] }: Statement): StatementResult {
    this.watch(sql);
    const statement = this.prepare(sql);
    // better-sqlite3 refuses booleans.
    const values = parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value));
    return statement.reader
      ? { rows: statement.all(values), affected: 0 }
      : { rows: [], affected: statement.run(values).changes };
  }

  private prepare(sql: string): Prepared {
    const known = this.prepared.get(sql);
    const statement = known ?? this.database.prepare<unknown[], object>(sql);
    if (known) this.prepared.delete(sql);
    else if (this.prepared.size >= MOST_PREPARED) this.prepared.delete(this.prepared.keys().next().value as string);
    this.prepared.set(sql, statement);
    return statement;
  }
}

class SqliteConnection implements TransactionConnection {
  private begun = false;

  constructor(
    readonly runner: QueryRunner,
    private readonly one: (statement: Statement) => StatementResult,
  ) {}

  // Async although better-sqlite3 answers at once: what it throws must reject.
  async run(statements: readonly Statement[], andCommit: boolean): Promise<StatementResult[]> {
    if (!this.begun && statements.length === 0) return [];
    if (!this.begun) this.one({ sql: 'BEGIN IMMEDIATE' });
    this.begun = true;
    const results = statements.map(this.one);
    if (andCommit) this.one({ sql: 'COMMIT' });
    return results;
  }

  async rollback(): Promise<void> {
    if (this.begun) this.one({ sql: 'ROLLBACK' });
  }
}
