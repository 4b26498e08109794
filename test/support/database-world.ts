import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { parseConfig } from '../../src/common/config/config.js';
import {
  dataSourceOptions,
  sqliteReaderOptions,
  type SchemaParts,
} from '../../src/common/database/data-source-options.js';
import { Database } from '../../src/common/database/database.js';
import { suitedToServer } from '../../src/common/database/server-kind.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { EventBus } from '../../src/common/events/event-bus.js';

const NOTHING: SchemaParts = { entities: [], migrations: [] };

/** A database with one table `things(name, value)` and what reads and writes it, without an application around. */
export class DatabaseWorld {
  readonly events = new EventBus();
  readonly unitOfWork: UnitOfWork;

  private constructor(
    readonly database: Database,
    private readonly folder: string,
  ) {
    this.unitOfWork = new UnitOfWork(database, this.events);
  }

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<DatabaseWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'wireside-database-'));
    const config = parseConfig({ NODE_ENV: 'test', DATA_DIR: folder, ...settings });
    const writer = await new DataSource(await suitedToServer(dataSourceOptions(config, NOTHING))).initialize();
    await writer.query('CREATE TABLE things (name VARCHAR(64) NOT NULL PRIMARY KEY, value INT NOT NULL)');
    const reader =
      config.database.kind === 'sqlite'
        ? await new DataSource(sqliteReaderOptions(config, NOTHING)).initialize()
        : writer;
    return new DatabaseWorld(new Database(writer, reader, config.settings.DATABASE_TIMEOUT_MS), folder);
  }

  /** The committed rows, by name. */
  async things(): Promise<Map<string, number>> {
    const rows = await this.database.query<{ name: string; value: number }>('SELECT name, value FROM things');
    return new Map(rows.map(({ name, value }) => [name, value]));
  }

  add(name: string, value = 0): Promise<void> {
    return this.unitOfWork.run(
      async (tx) => void (await tx.execute('INSERT INTO things VALUES (?, ?)', [name, value])),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { reader, writer } = this.database;
    await this.unitOfWork.close();
    await reader.destroy();
    if (writer !== reader) await writer.destroy();
    await rm(this.folder, { recursive: true, force: true });
  }
}
