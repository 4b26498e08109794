import { unavailable } from '../../errors/app-error.js';
import { isUnavailable } from '../database-errors.js';
import type { Database, Lease } from '../database.js';
import type { TransactionConnection } from '../sql.js';
import { mysqlDriverOf } from './mysql-driver.js';
import { MysqlLanes } from './mysql-lanes.js';
import { RunnerConnection } from './runner-connection.js';
import { SqliteWriter } from './sqlite-connection.js';

type Work<T> = (connection: TransactionConnection, lease: Lease) => Promise<T>;

/** The connections that transactions run on. */
export interface Connections {
  /** Lends a connection for one transaction. */
  lend<T>(work: Work<T>): Promise<T>;
  /** The same, one of the few that take several statements in one round trip. */
  lendLane<T>(work: Work<T>): Promise<T>;
  close(): Promise<void>;
}

export function connectionsOf(database: Database): Connections {
  const { writer, timeoutMs } = database;
  const watch = (sql: string): void => writer.logger.logQuery(sql);
  if (database.dialect.name === 'sqlite') {
    let sqlite: SqliteWriter | undefined;
    const lend = <T>(work: Work<T>): Promise<T> => {
      sqlite ??= new SqliteWriter(writer.createQueryRunner(), watch);
      return asUnavailable(work(sqlite.connection(), { broken: false }));
    };
    return { lend, lendLane: lend, close: () => Promise.resolve() };
  }
  const lanes = new MysqlLanes(mysqlDriverOf(writer), timeoutMs, watch);
  return {
    lend: (work) => database.withRunner(writer, (runner, lease) => work(new RunnerConnection(runner), lease)),
    lendLane: (work) => asUnavailable(lanes.lend(work)),
    close: () => lanes.close(),
  };
}

async function asUnavailable<T>(lent: Promise<T>): Promise<T> {
  try {
    return await lent;
  } catch (error) {
    throw isUnavailable(error) ? Object.assign(unavailable('The database'), { cause: error }) : error;
  }
}
