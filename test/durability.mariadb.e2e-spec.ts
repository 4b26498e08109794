import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Durability } from '../src/common/health/durability.js';
import { PrivateMariaDb } from './support/services/mariadb.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

/** Of its own: the settings below are those of the whole database server. */
let database: PrivateMariaDb;
let world: World;
let node: ServerNode;

beforeAll(async () => {
  database = await PrivateMariaDb.start();
  await onDatabase('CREATE DATABASE durability');
  world = await createWorld({ DATABASE_URL: database.url('durability') });
  node = await world.startNode();
});
afterAll(async () => {
  await world?.close();
  await database?.stop();
});

async function onDatabase(sql: string): Promise<void> {
  const connection = await createConnection({ uri: database.url() });
  await connection.query(sql);
  await connection.end();
}

const health = async (): Promise<unknown> => (await fetch(`${node.url}/health/ready`)).json();

it('names settings of the database that an acknowledged write might not survive', async () => {
  await onDatabase('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
  expect(await health()).toMatchObject({ status: 'ok', details: { database: { status: 'up', kind: 'mysql' } } });
  expect(JSON.stringify(await health())).not.toContain('weaknesses');

  await onDatabase('SET GLOBAL innodb_flush_log_at_trx_commit = 2');
  const weakness = 'innodb_flush_log_at_trx_commit is 2, not 1: a crash may lose acknowledged writes';
  expect(await health()).toMatchObject({ status: 'ok', details: { database: { weaknesses: [weakness] } } });
  expect(await node.app.get(Durability).weaknesses()).toEqual([weakness]);
});

it('is not ready while the database is away, and says so without telling where it is', async () => {
  await database.kill();
  const response = await fetch(`${node.url}/health/ready`);
  expect(response.status).toBe(503);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({
    status: 'error',
    details: { process: { status: 'up' }, database: { status: 'down', reason: 'no answer' } },
  });
  expect(text).not.toMatch(/127\.0\.0\.1|ECONN|mysql:\/\//);
  expect((await fetch(`${node.url}/health/live`)).status).toBe(200);
});
