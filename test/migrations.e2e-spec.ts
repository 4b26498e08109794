import { DataSource } from 'typeorm';
import { afterEach, expect, it } from 'vitest';
import { parseConfig } from '../src/common/config/config.js';
import { dataSourceOptions } from '../src/common/database/data-source-options.js';
import { drift, executedCount, migrate, revert } from '../src/common/database/migrator.js';
import { suitedToServer } from '../src/common/database/server-kind.js';
import { entities } from '../src/entities.js';
import { migrations } from '../src/migrations/migrations.js';
import { createWorld, type World } from './support/server.js';

/** Hundreds of statements, each of which waits for the disk. */
const DDL_TIMEOUT_MS = 180_000;

let world: World;
const sources: DataSource[] = [];

async function open(): Promise<DataSource> {
  const options = dataSourceOptions(parseConfig(world.settings), { entities, migrations }, 'maintain');
  const source = await new DataSource(await suitedToServer(options)).initialize();
  sources.push(source);
  return source;
}

async function tables(source: DataSource): Promise<string[]> {
  const sql =
    source.options.type === 'better-sqlite3'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()';
  const rows = await source.query<{ name: string }[]>(sql);
  return rows.map(({ name }) => name).sort();
}

afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.destroy()));
  await world.close();
});

it(
  'all migrations run up, down and up again, and leave the tables of the entities',
  async () => {
    world = await createWorld();
    const source = await open();
    expect(await migrate(source)).toHaveLength(migrations.length);
    const built = await tables(source);
    expect(built.length).toBeGreaterThan(15);
    expect(await drift(source)).toEqual([]);
    expect(await migrate(source)).toEqual([]);

    await revert(source, await executedCount(source));
    expect(await tables(source)).toEqual(['migrations']);

    expect(await migrate(source)).toHaveLength(migrations.length);
    expect(await tables(source)).toEqual(built);
    expect(await drift(source)).toEqual([]);
  },
  DDL_TIMEOUT_MS,
);

it(
  'each migration alone can be taken back and run again',
  async () => {
    world = await createWorld();
    const source = await open();
    await migrate(source);
    for (let steps = 1; steps <= migrations.length; steps += 5) {
      await revert(source, steps);
      expect(await executedCount(source)).toBe(migrations.length - steps);
      await migrate(source);
    }
    expect(await drift(source)).toEqual([]);
  },
  DDL_TIMEOUT_MS,
);

it('notices a table that has drifted', async () => {
  world = await createWorld();
  const source = await open();
  await migrate(source);
  await source.query('ALTER TABLE messages ADD COLUMN stray INT');
  expect(await drift(source)).not.toEqual([]);
});

it('two nodes that start at once migrate once', async () => {
  world = await createWorld();
  if (!world.isShared) return;
  const [one, other] = await Promise.all([open(), open()]);
  const done = await Promise.all([migrate(one), migrate(other)]);
  expect(done.map(({ length }) => length).sort((a, b) => a - b)).toEqual([0, migrations.length]);
});
