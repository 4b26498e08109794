import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Global, Inject, Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Config } from '../config/config.js';
import { EventBus } from '../events/event-bus.js';
import { dataSourceOptions, sqliteReaderOptions, type SchemaParts } from './data-source-options.js';
import { Database } from './database.js';
import { migrate } from './migrator.js';
import { openDatabase } from './open-database.js';
import { suitedToServer } from './server-kind.js';
import { UnitOfWork } from './unit-of-work.js';

/** Opens the database, migrates it, and provides Database (reading) and UnitOfWork (writing) to everybody. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
  ) {}

  static forRoot(parts: SchemaParts): DynamicModule {
    // The factory of the data source is given its options alone.
    let known: Config | undefined;
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [Config],
          useFactory: (config: Config) => {
            known = config;
            // openDatabase has tried often enough.
            return { ...dataSourceOptions(config, parts), toRetry: () => false };
          },
          dataSourceFactory: async (options) => {
            if (!options || !known) throw new Error('no data source options');
            return openDatabase(known, () => openWriter(options));
          },
        }),
      ],
      providers: [
        EventBus,
        {
          provide: Database,
          inject: [getDataSourceToken(), Config],
          useFactory: async (writer: DataSource, config: Config) => {
            if (config.settings.MIGRATE_ON_START) await migrateAndTell(writer, config, parts);
            const reader =
              config.database.kind === 'sqlite'
                ? await new DataSource(sqliteReaderOptions(config, parts)).initialize()
                : writer;
            return new Database(writer, reader, config.settings.DATABASE_TIMEOUT_MS);
          },
        },
        {
          provide: UnitOfWork,
          inject: [Database, EventBus, Config],
          useFactory: (database: Database, events: EventBus, config: Config) =>
            new UnitOfWork(database, events, !config.isProduction),
        },
      ],
      exports: [Database, UnitOfWork, EventBus],
    };
  }

  /** Closes SQLite's reader; TypeOrmModule closes what it has opened. */
  async onApplicationShutdown(): Promise<void> {
    await this.unitOfWork.close();
    const { reader, writer } = this.database;
    if (reader !== writer) await reader.destroy();
  }
}

async function openWriter(options: DataSourceOptions): Promise<DataSource> {
  if (options.type === 'better-sqlite3') mkdirSync(dirname(options.database), { recursive: true, mode: 0o700 });
  return new DataSource(await suitedToServer(options)).initialize();
}

async function migrateAndTell(writer: DataSource, config: Config, parts: SchemaParts): Promise<void> {
  const patient =
    config.database.kind === 'sqlite'
      ? writer
      : await new DataSource(await suitedToServer(dataSourceOptions(config, parts, 'maintain'))).initialize();
  try {
    const done = await migrate(patient);
    if (done.length > 0) new Logger(DatabaseModule.name).log(`database migrated: ${done.length} steps`);
  } finally {
    if (patient !== writer) await patient.destroy();
  }
}
