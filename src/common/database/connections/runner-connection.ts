import type { QueryRunner } from 'typeorm';
import type { Statement, StatementResult, TransactionConnection } from '../sql.js';

/** A transaction on a connection that TypeORM has lent from its pool. */
export class RunnerConnection implements TransactionConnection {
  private begun = false;

  constructor(readonly runner: QueryRunner) {}

  async run(statements: readonly Statement[], andCommit: boolean): Promise<StatementResult[]> {
    if (!this.begun && statements.length === 0) return [];
    if (!this.begun) await this.runner.query('START TRANSACTION');
    this.begun = true;
    const results: StatementResult[] = [];
    for (const { sql, parameters = [] } of statements) {
      const { affected, records, raw } = await this.runner.query(sql, [...parameters], true);
      const rows: unknown = records ?? raw;
      results.push({ affected: affected ?? 0, rows: Array.isArray(rows) ? rows : [] });
    }
    if (andCommit) await this.runner.query('COMMIT');
    return results;
  }

  async rollback(): Promise<void> {
    if (this.begun) await this.runner.query('ROLLBACK');
  }
}
