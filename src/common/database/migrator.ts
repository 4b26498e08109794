import type { DataSource } from 'typeorm';

const LOCK = 'wireside:migrate';
const LOCK_WAIT_SECONDS = 120;

/**
 * Brings the schema up to date. With MySQL an advisory lock lets one of several starting nodes do it while the others
 * wait; SQLite's single writer needs none. Give it a data source made to maintain: steps on large tables take long.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return exclusively(dataSource, async () => {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  });
}

/** Takes back the last `steps` migrations. */
export async function revert(dataSource: DataSource, steps: number): Promise<void> {
  await exclusively(dataSource, async () => {
    for (let step = 0; step < steps; step += 1) await dataSource.undoLastMigration({ transaction: 'each' });
  });
}

/** How many migrations have been run. */
export async function executedCount(dataSource: DataSource): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return 0;
    const rows = (await runner.query('SELECT COUNT(*) AS count FROM migrations')) as { count: number | string }[];
    return Number(rows[0]?.count ?? 0);
  } finally {
    if (dataSource.options.type !== 'better-sqlite3') await runner.release();
  }
}

/** The statements that would make the schema equal to the entities; empty when nothing has drifted. */
export async function drift(dataSource: DataSource): Promise<string[]> {
  const sql = await dataSource.driver.createSchemaBuilder().log();
  return sql.upQueries.map((query) => query.query);
}

interface Locked {
  readonly locked: number | null;
}

async function exclusively<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  if (dataSource.options.type === 'better-sqlite3') return work();
  const runner = dataSource.createQueryRunner();
  try {
    const [got] = (await runner.query(`SELECT GET_LOCK('${LOCK}', ${LOCK_WAIT_SECONDS}) AS locked`)) as Locked[];
    if (Number(got?.locked) !== 1) throw new Error(`another process has been migrating for ${LOCK_WAIT_SECONDS} s`);
    await useBinaryCollation(dataSource);
    return await work();
  } finally {
    await runner.query(`SELECT RELEASE_LOCK('${LOCK}')`).catch(() => undefined);
    await runner.release();
  }
}

/**
 * Makes the database compare text byte by byte, without padding: in the usual collations 🍣 equals 🍺 and an
 * idempotency key its upper-case twin. MariaDB and MySQL name that collation differently, so it is asked for.
 */
async function useBinaryCollation(dataSource: DataSource): Promise<void> {
  const found = await dataSource.query<{ name: string }[]>(
    "SELECT COLLATION_NAME AS name FROM information_schema.COLLATIONS WHERE COLLATION_NAME IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin')",
  );
  const collation = found[0]?.name;
  if (!collation)
    throw new Error('the database has no binary collation without padding: MariaDB 10.6+ or MySQL 8 is needed');
  await dataSource.query(`ALTER DATABASE CHARACTER SET utf8mb4 COLLATE ${collation}`);
}
