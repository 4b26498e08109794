/** What a driver error means for us, whichever driver threw it. */

interface DriverError {
  readonly code?: unknown;
  readonly errno?: unknown;
  readonly fatal?: unknown;
}

function driverError(error: unknown): DriverError {
  if (typeof error !== 'object' || error === null) return {};
  return ('driverError' in error ? error.driverError : error) as DriverError;
}

// 1213 deadlock, 1205 lock wait timeout, 1020 record has changed since last read (MariaDB snapshot isolation).
const RETRYABLE_ERRNO = new Set<unknown>([1213, 1205, 1020]);

/** The transaction was rolled back by the database and may succeed if run again from its start. */
export function isRetryable(error: unknown): boolean {
  const { code, errno } = driverError(error);
  return RETRYABLE_ERRNO.has(errno) || code === 'SQLITE_BUSY' || code === 'SQLITE_BUSY_SNAPSHOT';
}

/** A unique index or primary key refused the row. */
export function isDuplicate(error: unknown): boolean {
  const { code, errno } = driverError(error);
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

const LOST_CODES = new Set<unknown>([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'PROTOCOL_ENQUEUE_AFTER_QUIT',
  'PROTOCOL_ENQUEUE_AFTER_DESTROY',
  'POOL_CLOSED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'ER_QUERY_INTERRUPTED',
  'ER_CONNECTION_KILLED',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_RECORD_FILE_FULL',
  'ER_DISK_FULL',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'SQLITE_FULL',
  'SQLITE_IOERR_WRITE',
]);

/** A column that holds no NULL was given one. */
export const isNullRefused = (error: unknown): boolean => driverError(error).errno === 1048;

/** The database did not answer, or can't work at present: for the client UNAVAILABLE, and the outcome may be unknown. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof AcquireTimeout) return true;
  const { code, fatal } = driverError(error);
  const message = error instanceof Error ? error.message : '';
  return LOST_CODES.has(code) || fatal === true || /Queue limit reached|Pool is closed|closed state/.test(message);
}

/** The connection may still be owed an answer, so it must not go back to the pool. */
export function isBrokenConnection(error: unknown): boolean {
  const { code, fatal } = driverError(error);
  return fatal === true || code === 'PROTOCOL_SEQUENCE_TIMEOUT' || code === 'PROTOCOL_CONNECTION_LOST';
}

export class AcquireTimeout extends Error {
  constructor() {
    super('no database connection became free in time');
    this.name = 'AcquireTimeout';
  }
}

/** The answer did not come in time; the connection is still owed it. Known by the code that the driver has for that. */
export class AnswerTimeout extends Error {
  readonly code = 'PROTOCOL_SEQUENCE_TIMEOUT';

  constructor() {
    super('the database did not answer in time');
    this.name = 'AnswerTimeout';
  }
}
