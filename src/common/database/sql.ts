import type { QueryRunner } from 'typeorm';

export type SqlValue = string | number | boolean | null;

/** One statement with its `?` placeholders' values. */
export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly SqlValue[];
}

/** What a statement came to. */
export interface StatementResult {
  /** Rows of a SELECT, as plain objects by column name; 64-bit integers are numbers. */
  readonly rows: readonly object[];
  /** How many rows an INSERT, UPDATE or DELETE found (not: how many it changed). */
  readonly affected: number;
  /** The number that the statement told (`Dialect.numbers`). */
  readonly told?: number;
}

/** Runs SQL with `?` placeholders. What a repository needs, whether inside a transaction or not. */
export interface Sql {
  /** Rows of a SELECT, as plain objects by column name; 64-bit integers are numbers. */
  query<Row extends object>(sql: string, parameters?: readonly SqlValue[]): Promise<Row[]>;
}

/** One connection while a transaction has it to itself. */
export interface TransactionConnection {
  /** TypeORM's view of the connection, where it has one. */
  readonly runner?: QueryRunner;
  /**
   * Runs the statements one after the other; the first that fails ends the run, and none after it is executed. A
   * connection may begin the transaction with the first of them, and put all of them into one round trip.
   * @param andCommit commits after the last of them, with them when that saves a round trip
   */
  run(statements: readonly Statement[], andCommit: boolean): Promise<StatementResult[]>;
  rollback(): Promise<void>;
}
