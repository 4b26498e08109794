import type mysql from 'mysql2';
import type { DataSourceOptions } from 'typeorm';
import { MysqlDriver } from './connections/mysql-driver.js';

/**
 * The options as the server wants them, with the driver for it; SQLite's stay as they are. TypeORM reads the schema of
 * MariaDB and of MySQL differently, and which of the two answers is for the server to say, not for the address: asks once.
 */
export async function suitedToServer(options: DataSourceOptions): Promise<DataSourceOptions> {
  if (options.type !== 'mysql' || options.url === undefined) return options;
  // With SQLite the driver and its character sets (a megabyte) are never loaded: docs/performance.md, "Start".
  const { default: mysql2 } = await import('mysql2');
  const timeoutMs = options.connectTimeout ?? 5000;
  const connection = mysql2.createConnection({ uri: options.url, connectTimeout: timeoutMs }).promise();
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
    const type = /mariadb/i.test(String(rows[0]?.version)) ? 'mariadb' : 'mysql';
    return { ...options, type, driver: new MysqlDriver(mysql2, timeoutMs, type) };
  } finally {
    await connection.end();
  }
}
