import type { EntityManager } from 'typeorm';
import type { DomainEvent } from '../events/domain-events.js';
import type { Dialect } from './dialect.js';
import type { Sql, SqlValue, Statement, StatementResult, TransactionConnection } from './sql.js';

/**
 * A transaction under way. Writers take it as their first parameter, so nothing is written outside one.
 * Statements run one after the other on one connection.
 */
export class Transaction implements Sql {
  private readonly emitted: DomainEvent[] = [];
  private ended = false;
  /** How many statements have been run, without BEGIN and COMMIT. */
  statements = 0;
  /** How often the database was asked and waited for, at most: a connection may answer sooner, never later. */
  roundTrips = 0;

  constructor(
    private readonly connection: TransactionConnection,
    readonly dialect: Dialect,
  ) {}

  /** TypeORM's view of this transaction, for entities. */
  get manager(): EntityManager {
    if (!this.connection.runner) throw new Error('this transaction is not for entities');
    return this.connection.runner.manager;
  }

  async query<Row extends object>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    const [result] = await this.together([{ sql, parameters }]);
    return result?.rows as Row[];
  }

  /** Runs INSERT, UPDATE or DELETE; answers how many rows it found (not: how many it changed). */
  async execute(sql: string, parameters: readonly SqlValue[] = []): Promise<number> {
    const [result] = await this.together([{ sql, parameters }]);
    return result?.affected ?? 0;
  }

  /**
   * Runs several statements, in order, in one round trip where the connection can. The first that fails ends the run;
   * none after it is executed.
   */
  together(statements: readonly Statement[]): Promise<StatementResult[]> {
    return this.run(statements, false);
  }

  /**
   * The last statements of the transaction: like `together`, then commits, which spares a round trip of its own. When
   * one of them fails nothing is committed and the transaction goes on; after success it is over.
   */
  async finish(statements: readonly Statement[]): Promise<StatementResult[]> {
    const results = await this.run(statements, true);
    this.ended = true;
    return results;
  }

  /** Commits, unless `finish` has. */
  async commit(): Promise<void> {
    if (!this.ended) await this.connection.run([], true);
    this.ended = true;
  }

  /** Hands out the event after commit, in the order of emission; a rollback forgets it. */
  emit(event: DomainEvent): void {
    this.emitted.push(event);
  }

  get events(): readonly DomainEvent[] {
    return this.emitted;
  }

  private run(statements: readonly Statement[], andCommit: boolean): Promise<StatementResult[]> {
    if (this.ended) throw new Error('the transaction is over');
    this.statements += statements.length;
    this.roundTrips += 1;
    return this.connection.run(statements, andCommit);
  }
}
