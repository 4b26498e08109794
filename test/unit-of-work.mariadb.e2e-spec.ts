import { createConnection } from 'mysql2/promise';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { unitOfWorkSuite } from '../src/common/database/unit-of-work.contract.js';
import { isDuplicate } from '../src/common/database/database-errors.js';
import type { Statement } from '../src/common/database/sql.js';
import type { AppError } from '../src/common/errors/app-error.js';
import { newId } from '../src/common/ids/ids.js';
import { DatabaseWorld } from './support/database-world.js';

async function open(settings: Record<string, string> = {}): Promise<DatabaseWorld> {
  const { databaseUrlBase } = inject('services');
  const name = `work_${newId().replaceAll('-', '')}`;
  const connection = await createConnection(databaseUrlBase);
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin`);
  await connection.end();
  return DatabaseWorld.open({ DATABASE_URL: `${databaseUrlBase}${name}`, ...settings });
}

describe('the unit of work on MariaDB', () => unitOfWorkSuite(open));

describe('the unit of work for batches on MariaDB', () =>
  unitOfWorkSuite(async () => {
    const world = await open();
    const { unitOfWork } = world;
    return Object.assign(world, {
      unitOfWork: Object.assign(unitOfWork, { run: unitOfWork.runBatch.bind(unitOfWork) }),
    });
  }));

describe('a connection for batches', () => {
  let world: DatabaseWorld;
  afterEach(() => world[Symbol.asyncDispose]());

  const insert = (name: string, value: number): Statement => ({
    sql: 'INSERT INTO things VALUES (?, ?)',
    parameters: [name, value],
  });

  it('takes any text as a value and nothing of it as SQL', async () => {
    world = await open();
    const names = [
      "'; DROP TABLE things; --",
      "\\'; COMMIT; DROP TABLE things; #",
      'a?b ??; ?',
      '" OR "" = "',
      'back`tick \\',
      'line\nzero\0 end \u001a',
      '/*! DROP TABLE things */',
      "é 🍣 ' \u2019",
    ];
    await world.unitOfWork.runBatch((tx) => tx.finish(names.map(insert)));
    expect([...(await world.things()).entries()].sort()).toEqual(names.map((name, value) => [name, value]).sort());
    const found = await world.unitOfWork.runBatch((tx) =>
      tx.together(names.map((name) => ({ sql: 'SELECT value FROM things WHERE name = ?', parameters: [name] }))),
    );
    expect(found.map(({ rows }) => rows)).toEqual(names.map((_, value) => [{ value }]));
  });

  it('commits nothing when one of the last statements fails, and the transaction goes on', async () => {
    world = await open();
    await world.add('taken', 1);
    await world.unitOfWork.runBatch(async (tx) => {
      const error: unknown = await tx
        .finish([insert('first', 1), insert('taken', 2), insert('last', 3)])
        .catch((e) => e);
      expect(isDuplicate(error)).toBe(true);
      expect((await world.things()).size).toBe(1);
      await tx.finish([insert('instead', 4)]);
    });
    // What had succeeded in the run that failed is still part of the transaction.
    expect([...(await world.things()).keys()].sort()).toEqual(['first', 'instead', 'taken']);
  });

  it('is replaced when it breaks, and prepared like the others', async () => {
    world = await open();
    const settings = `SELECT CONNECTION_ID() AS id, @@tx_isolation AS isolation, @@time_zone AS zone,
      @@innodb_lock_wait_timeout AS lockWait, @@sql_mode AS mode, @@character_set_client AS charset`;
    const session = () => world.unitOfWork.runBatch((tx) => tx.query<Record<string, unknown>>(settings));
    const [before] = await session();
    const dying = world.unitOfWork.runBatch(async (tx) => {
      await tx.together([insert('lost', 1)]);
      await world.database.query(`KILL ${before!.id as number}`);
      await tx.finish([insert('lost too', 2)]);
    });
    await expect(dying).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const [after] = await session();
    expect(after).toEqual({ ...before, id: expect.any(Number) });
    expect(after!.id).not.toBe(before!.id);
    expect(after).toMatchObject({ isolation: 'READ-COMMITTED', zone: '+00:00', lockWait: 3, charset: 'utf8mb4' });
    expect(after!.mode).not.toContain('NO_BACKSLASH_ESCAPES');
    expect((await world.things()).size).toBe(0);
  });

  it('that does not answer is given up in time', async () => {
    world = await open({ DATABASE_TIMEOUT_MS: '1000' });
    const began = performance.now();
    const slow = world.unitOfWork.runBatch((tx) => tx.finish([insert('unknown', 1), { sql: 'SELECT SLEEP(5)' }]));
    await expect(slow).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(performance.now() - began).toBeLessThan(4500);
    expect(await world.unitOfWork.runBatch((tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });
});

describe('the pool', () => {
  let world: DatabaseWorld;
  afterEach(() => world[Symbol.asyncDispose]());

  it('prepares every connection, the first ones too', async () => {
    world = await open({ DATABASE_POOL_SIZE: '5' });
    let arrived = 0;
    let go!: () => void;
    const all = new Promise<void>((resolve) => (go = resolve));
    const sessions = await Promise.all(
      Array.from({ length: 5 }, () =>
        world.unitOfWork.run(async (tx) => {
          if ((arrived += 1) === 5) go();
          await all;
          const [row] = await tx.query<Record<string, unknown>>(
            'SELECT @@tx_isolation AS isolation, @@time_zone AS zone, @@innodb_lock_wait_timeout AS lockWait, @@sql_mode AS mode, @@collation_connection AS collation, CONNECTION_ID() AS id',
          );
          return row!;
        }),
      ),
    );
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(5);
    for (const session of sessions)
      expect(session).toMatchObject({
        isolation: 'READ-COMMITTED',
        zone: '+00:00',
        lockWait: 3,
        mode: expect.stringContaining('STRICT_ALL_TABLES'),
      });
  });

  it('makes who finds no connection free wait for no longer than the deadline, and goes on afterwards', async () => {
    world = await open({ DATABASE_POOL_SIZE: '2', DATABASE_TIMEOUT_MS: '400' });
    let go!: () => void;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const holders = [world.unitOfWork.run(() => gate), world.unitOfWork.run(() => gate)];
    const began = performance.now();
    await expect(world.add('late')).rejects.toMatchObject({ code: 'UNAVAILABLE', extensions: { retryable: true } });
    expect(performance.now() - began).toBeLessThan(10_000);
    go();
    await Promise.all(holders);
    // What came too late was given back: both connections serve again, at the same time.
    await Promise.all(Array.from({ length: 6 }, (_, index) => world.add(`after ${index}`)));
    expect((await world.things()).size).toBe(6);
  });

  it('makes a read wait for a connection and for its answer no longer than the deadline together', async () => {
    world = await open({ DATABASE_POOL_SIZE: '2', DATABASE_TIMEOUT_MS: '10000' });
    let go!: () => void;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const holders = [world.unitOfWork.run(() => gate), world.unitOfWork.run(() => gate)];
    const slow = world.database.query('SELECT SLEEP(20)').catch(({ code }: AppError) => code);
    // By the clock of the reads most of the deadline goes by before there is a connection.
    const now = performance.now.bind(performance);
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 9900);
    go();
    await Promise.all(holders);
    const other = world.unitOfWork.run((tx) => tx.query('SELECT SLEEP(5)')).then(() => 'the other first');
    expect(await Promise.race([slow, other])).toBe('UNAVAILABLE');
    clock.mockRestore();
    await other;
  });

  it('refuses at once what goes beyond its queue', async () => {
    world = await open({ DATABASE_POOL_SIZE: '2', DATABASE_TIMEOUT_MS: '10000' });
    let go!: () => void;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const holders = [world.unitOfWork.run(() => gate), world.unitOfWork.run(() => gate)];
    const waiting = Array.from({ length: 200 }, () => world.unitOfWork.run(async () => 1));
    const began = performance.now();
    await expect(world.add('too many')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(performance.now() - began).toBeLessThan(5000);
    go();
    await Promise.all([...holders, ...waiting]);
  });

  it('closes a connection whose answer never came, and tells the client once, in time', async () => {
    world = await open({ DATABASE_POOL_SIZE: '2', DATABASE_TIMEOUT_MS: '1000' });
    await world.add('row', 1);
    const began = performance.now();
    const slow = world.unitOfWork.run(async (tx) => {
      await tx.execute('UPDATE things SET value = 2 WHERE name = ?', ['row']);
      await tx.query('SELECT SLEEP(5)');
    });
    await expect(slow).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(performance.now() - began).toBeLessThan(4500);
    // The answer to SLEEP must not be taken for the answer to anything else.
    for (let round = 0; round < 6; round += 1)
      expect(await world.database.query('SELECT ? AS round', [round])).toEqual([{ round }]);
    expect((await world.things()).get('row')).toBe(1);
  });
});

describe('a deadlock', () => {
  it('is resolved by running one of the two again', async () => {
    await using world = await open();
    await world.add('left', 0);
    await world.add('right', 0);
    let runs = 0;
    let arrived = 0;
    let go!: () => void;
    const both = new Promise<void>((resolve) => (go = resolve));
    const crossing = (first: string, second: string) =>
      world.unitOfWork.run(async (tx) => {
        runs += 1;
        await tx.execute('UPDATE things SET value = value + 1 WHERE name = ?', [first]);
        if ((arrived += 1) === 2) go();
        await both;
        await tx.execute('UPDATE things SET value = value + 1 WHERE name = ?', [second]);
      });
    await Promise.all([crossing('left', 'right'), crossing('right', 'left')]);
    expect(runs).toBeGreaterThanOrEqual(3);
    expect(await world.things()).toEqual(
      new Map([
        ['left', 2],
        ['right', 2],
      ]),
    );
  });
});
