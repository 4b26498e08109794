import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { EventBus } from '../events/event-bus.js';
import { unavailable } from '../errors/app-error.js';
import { connectionsOf, type Connections } from './connections/connections.js';
import { Database, statementCounter, type Lease } from './database.js';
import { isBrokenConnection, isRetryable } from './database-errors.js';
import { Mutex } from './mutex.js';
import type { TransactionConnection } from './sql.js';
import { Transaction } from './transaction.js';

const MAX_ATTEMPTS = 6;
/** Transactions that may wait for SQLite's writer; more are told to come back rather than kept waiting. */
const MAX_WAITING = 10_000;

/**
 * The only way to write. SQLite has one writing connection, whose transactions run strictly one after the other: with
 * TypeORM's shared runner a second one would become a savepoint of the first and die with its rollback.
 */
export class UnitOfWork {
  private readonly writing: AsyncLocalStorage<true> | null;
  private readonly sqliteWriter = new Mutex();
  private readonly connections: Connections;

  /**
   * @param noticesNesting make one that is begun inside another throw, rather than wait for itself on SQLite. For
   *   development and tests: what it takes makes every promise of the process three times as dear.
   */
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    noticesNesting = true,
  ) {
    this.writing = noticesNesting ? new AsyncLocalStorage() : null;
    this.connections = connectionsOf(database);
  }

  /**
   * Runs the work in one transaction and commits it; then hands out what it emitted. Deadlocks and lock time-outs run
   * the whole work again, at most five times, so the work must have no effect outside the transaction.
   * @throws AppError UNAVAILABLE when the database did not answer; the outcome may then be unknown
   */
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.repeated(work, false);
  }

  /**
   * The same for writes in batches, on one of the few connections that take several statements in one round trip
   * (`Transaction.together`, `Transaction.finish`). On SQLite no other than `run`.
   */
  runBatch<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.repeated(work, true);
  }

  /** Closes the connections that are its own. */
  close(): Promise<void> {
    return this.connections.close();
  }

  private async repeated<T>(work: (tx: Transaction) => Promise<T>, batch: boolean): Promise<T> {
    if (this.writing?.getStore()) throw new Error('a unit of work was begun inside another: pass on its transaction');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work, batch);
      } catch (error) {
        if (!isRetryable(error)) throw error;
        if (attempt === MAX_ATTEMPTS) throw Object.assign(unavailable('The database'), { cause: error });
        await wait(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  private async attempt<T>(work: (tx: Transaction) => Promise<T>, batch: boolean): Promise<T> {
    const transact = () =>
      batch
        ? this.connections.lendLane((connection, lease) => this.transact(work, connection, lease))
        : this.connections.lend((connection, lease) => this.transact(work, connection, lease));
    const { result, transaction } =
      this.database.dialect.name === 'sqlite' ? await this.inTurn(transact) : await transact();
    this.events.publish(transaction.events);
    return result;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.sqliteWriter.size >= MAX_WAITING) throw unavailable('The write queue');
    return this.sqliteWriter.run(work);
  }

  private async transact<T>(
    work: (tx: Transaction) => Promise<T>,
    connection: TransactionConnection,
    lease: Lease,
  ): Promise<{ result: T; transaction: Transaction }> {
    const transaction = new Transaction(connection, this.database.dialect);
    try {
      const result = await (this.writing ? this.writing.run(true, () => work(transaction)) : work(transaction));
      await transaction.commit();
      const counter = statementCounter.getStore();
      if (counter) counter.count += transaction.statements;
      return { result, transaction };
    } catch (error) {
      // The first error is the one that matters. Asking a database that does not answer to roll back would only make
      // the client wait twice as long; it does so by itself when the connection is closed.
      lease.broken = isBrokenConnection(error) || !(await rolledBack(connection));
      throw error;
    }
  }
}

/** False when the connection may still be inside the transaction. */
const rolledBack = (connection: TransactionConnection): Promise<boolean> =>
  connection.rollback().then(
    () => true,
    () => false,
  );
