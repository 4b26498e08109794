import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBinary } from './binaries.js';
import { PrivateMariaDb } from './mariadb.js';

describe.skipIf(findBinary('mariadbd') === null)('PrivateMariaDb', () => {
  let server: PrivateMariaDb;

  beforeAll(async () => {
    server = await PrivateMariaDb.start();
    await server.createDatabase('kept');
  });

  afterAll(async () => {
    await server.stop();
  });

  it('is durable, binary in its comparisons and not on the standard port', async () => {
    expect(server.port).not.toBe(3306);
    const settings = await query('SELECT @@innodb_flush_log_at_trx_commit AS flush, @@collation_database AS collation');
    expect(settings).toEqual([{ flush: 1, collation: 'utf8mb4_nopad_bin' }]);
  });

  it('keeps committed rows and loses uncommitted ones when it is killed', async () => {
    const port = server.port;
    await query('CREATE TABLE note (id INT PRIMARY KEY)');
    await query('INSERT INTO note VALUES (1)');
    const open = await connect();
    await open.query('START TRANSACTION');
    await open.query('INSERT INTO note VALUES (2)');

    await server.kill();
    await expect(connect()).rejects.toThrow();
    open.destroy();

    await server.restart();
    expect(server.port).toBe(port);
    expect(await query('SELECT id FROM note')).toEqual([{ id: 1 }]);
  });

  it('holds an answer back while it is frozen and gives it when it thaws', async () => {
    const connection = await connect();
    server.freeze();
    const answer = connection.query<RowDataPacket[]>('SELECT 1 AS one');
    const first = await Promise.race([answer, connect(150).catch(() => 'no answer')]);
    server.thaw();
    expect(first).toBe('no answer');
    expect((await answer)[0]).toEqual([{ one: 1 }]);
    await connection.end();
  });

  it('drops a database and refuses a name that could carry SQL', async () => {
    await server.createDatabase('gone');
    await server.dropDatabase('gone');
    expect(await query("SHOW DATABASES LIKE 'gone'")).toEqual([]);
    await expect(server.createDatabase('a`; DROP DATABASE kept')).rejects.toThrow('not a database name');
  });

  async function connect(connectTimeout = 5_000): Promise<Connection> {
    const connection = await createConnection({ uri: server.url('kept'), connectTimeout });
    connection.on('error', () => undefined);
    return connection;
  }

  async function query(sql: string): Promise<unknown> {
    const connection = await connect();
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    } finally {
      await connection.end();
    }
  }
});
