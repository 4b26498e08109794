import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { fixtureOf } from '../fixture/rows.js';
import { seedPlain } from '../fixture/plain-seeder.js';
import { seedProduct } from '../fixture/product-seeder.js';
import { MariaDbStore, type Store } from '../fixture/store.js';
import { PrivateMariaDb } from '../../test/support/services/mariadb.js';
import { pin } from './cores.js';
import type { FixtureSize } from './fixture.js';
import type { Schema } from './peer.js';

const migrations = join(import.meta.dirname, '../../scripts/db.js');

/** A MariaDB of the benchmark's own with a schema for the product and one for the others, both holding the fixture. */
export class BenchDatabase {
  private constructor(
    private readonly mariadb: PrivateMariaDb,
    readonly fixture: ReturnType<typeof fixtureOf>,
  ) {}

  static async start(size: FixtureSize, schemas: ReadonlySet<Schema>, core: string | null): Promise<BenchDatabase> {
    // All that is read fits in memory, as it should on a machine of this size.
    const mariadb = await PrivateMariaDb.start({
      bufferPoolMiB: size.archive > 100_000 ? 2048 : 512,
      extraArgs: ['--innodb-log-file-size=512M', '--max-allowed-packet=64M'],
    });
    const database = new BenchDatabase(mariadb, fixtureOf(size));
    try {
      for (const schema of schemas) await database.seed(schema);
    } catch (error) {
      await database.stop();
      throw error;
    }
    // Not before: seeding is nobody's measurement.
    pin(core, mariadb.pid);
    return database;
  }

  get pid(): number {
    return this.mariadb.pid;
  }

  url(schema: Schema): string {
    return this.mariadb.url(schema);
  }

  /** How many statements the server has been asked to run so far. */
  async questions(): Promise<number> {
    const [row] = await this.ask<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'Questions'");
    return Number(row?.Value);
  }

  /** Where the product's conversations are. */
  async revisions(): Promise<Map<string, number>> {
    const rows = await this.ask<{ id: string; revision: number }>(`SELECT id, revision FROM product.conversations`);
    return new Map(rows.map(({ id, revision }) => [id, Number(revision)]));
  }

  async stop(): Promise<void> {
    await this.mariadb.stop();
  }

  private async ask<Row>(sql: string): Promise<Row[]> {
    const connection = await createConnection({ uri: this.mariadb.url() });
    try {
      const [rows] = await connection.query(sql);
      return rows as Row[];
    } finally {
      await connection.end();
    }
  }

  private async seed(schema: Schema): Promise<void> {
    await this.mariadb.createDatabase(schema);
    if (schema === 'product') migrate({ DATABASE_URL: this.url(schema) });
    const store = await MariaDbStore.open(this.url(schema));
    try {
      await seedsOf[schema](store, this.fixture);
    } finally {
      await store.close();
    }
  }
}

const seedsOf: Record<Schema, (store: Store, fixture: ReturnType<typeof fixtureOf>) => Promise<void>> = {
  plain: seedPlain,
  product: seedProduct,
};

/** Makes the product's tables with its own command. */
export function migrate(settings: Readonly<Record<string, string>>): void {
  const env = { PATH: process.env.PATH ?? '', ...settings };
  const { status, stdout, stderr } = spawnSync(process.execPath, [migrations, 'migrate'], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the migrations failed:\n${stdout}${stderr}`);
}
