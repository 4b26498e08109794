import type { DataSourceOptions, MixedList } from 'typeorm';
import type { Config } from '../config/config.js';
import { QueryLogger } from './query-logger.js';

/** The little of better-sqlite3 that is needed to prepare a connection. */
interface SqliteConnection {
  pragma(statement: string): unknown;
}

export interface SchemaParts {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for classes
  readonly entities: MixedList<Function>;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for classes
  readonly migrations: MixedList<Function>;
}

/** Serving requests: a statement that takes too long is given up. Maintaining: migrations take the time they need. */
export type DatabaseUse = 'serve' | 'maintain';

/**
 * Options of the one connection that writes (SQLite) or of the pool (MySQL). The app, the migration commands and
 * TypeORM's command line share them. Pass them through `suitedToServer`.
 */
export function dataSourceOptions(config: Config, parts: SchemaParts, use: DatabaseUse = 'serve'): DataSourceOptions {
  const common = {
    entities: parts.entities,
    migrations: parts.migrations,
    migrationsTransactionMode: 'each',
    migrationsTableName: 'migrations',
    synchronize: false,
    logger: new QueryLogger(),
  } as const;
  const timeoutMs = config.settings.DATABASE_TIMEOUT_MS;
  if (config.database.kind === 'sqlite')
    return {
      ...common,
      type: 'better-sqlite3',
      database: config.database.path,
      prepareDatabase: (connection: SqliteConnection) => {
        connection.pragma('journal_mode = WAL');
        // Shipped default in WAL mode is NORMAL, which may lose acknowledged commits on power loss.
        connection.pragma('synchronous = FULL');
        connection.pragma('wal_autocheckpoint = 2000');
        connection.pragma('cache_size = -32000');
      },
      statementCacheSize: 500,
      timeout: timeoutMs,
    };
  return {
    ...common,
    type: 'mysql',
    url: config.database.url,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    bigNumberStrings: false,
    supportBigNumbers: true,
    poolSize: config.settings.DATABASE_POOL_SIZE,
    connectTimeout: timeoutMs,
    ...(use === 'serve' ? { enableQueryTimeout: true, maxQueryExecutionTime: timeoutMs } : {}),
    extra: {
      queueLimit: config.settings.DATABASE_POOL_SIZE * 100,
      enableKeepAlive: true,
      // Each connection keeps some of its own, and the server has 16,382 for all (max_prepared_stmt_count).
      maxPreparedStatements: 100,
    },
  };
}

/** Options of SQLite's second, read-only connection, which never sees what is not committed. */
export function sqliteReaderOptions(config: Config, parts: SchemaParts): DataSourceOptions {
  if (config.database.kind !== 'sqlite') throw new Error('only SQLite has a reader of its own');
  return {
    type: 'better-sqlite3',
    database: config.database.path,
    readonly: true,
    entities: parts.entities,
    prepareDatabase: (connection: SqliteConnection) => connection.pragma('cache_size = -32000') as void,
    statementCacheSize: 500,
    synchronize: false,
    logger: new QueryLogger(),
  };
}
