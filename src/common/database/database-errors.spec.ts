import { describe, expect, it } from 'vitest';
import { AcquireTimeout, isBrokenConnection, isDuplicate, isRetryable, isUnavailable } from './database-errors.js';

const driver = (error: object): unknown => Object.assign(new Error('failed'), { driverError: error });

describe('errors of the drivers', () => {
  it.each([
    [{ errno: 1213, code: 'ER_LOCK_DEADLOCK' }],
    [{ errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' }],
    [{ errno: 1020, code: 'ER_CHECKREAD' }],
    [{ code: 'SQLITE_BUSY' }],
    [{ code: 'SQLITE_BUSY_SNAPSHOT' }],
  ])('%o: the transaction may succeed when run again', (error) => {
    expect(isRetryable(driver(error))).toBe(true);
    expect(isUnavailable(driver(error))).toBe(false);
  });

  it.each([
    [{ errno: 1062, code: 'ER_DUP_ENTRY' }],
    [{ code: 'SQLITE_CONSTRAINT_UNIQUE' }],
    [{ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' }],
  ])('%o: a duplicate', (error) => {
    expect(isDuplicate(driver(error))).toBe(true);
    expect(isRetryable(driver(error))).toBe(false);
    expect(isUnavailable(driver(error))).toBe(false);
  });

  it.each([
    [{ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }, true],
    [{ code: 'PROTOCOL_SEQUENCE_TIMEOUT' }, true],
    [{ code: 'ECONNREFUSED', fatal: true }, true],
    [{ code: 'ETIMEDOUT', fatal: true }, true],
    [{ code: 'ER_SERVER_SHUTDOWN', errno: 1053 }, false],
    [{ code: 'SQLITE_FULL' }, false],
  ])('%o: the database is not available', (error, broken) => {
    expect(isUnavailable(driver(error))).toBe(true);
    expect(isBrokenConnection(driver(error))).toBe(broken);
    expect(isRetryable(driver(error))).toBe(false);
  });

  it('the pool refuses in words only', () => {
    expect(isUnavailable(new Error('Queue limit reached.'))).toBe(true);
    expect(isUnavailable(new Error('Pool is closed.'))).toBe(true);
    expect(isUnavailable(new AcquireTimeout())).toBe(true);
  });

  it.each([
    [null],
    [undefined],
    ['text'],
    [new Error('a bug of ours')],
    [driver({ code: 'ER_BAD_FIELD_ERROR', errno: 1054 })],
  ])('%o is none of these', (error) => {
    expect([isRetryable(error), isDuplicate(error), isUnavailable(error), isBrokenConnection(error)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
