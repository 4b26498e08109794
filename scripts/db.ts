import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource } from 'typeorm';
import { configFromEnvironment } from '../src/common/config/environment.js';
import { Database } from '../src/common/database/database.js';
import { dataSourceOptions } from '../src/common/database/data-source-options.js';
import { suitedToServer } from '../src/common/database/server-kind.js';
import { drift, executedCount, migrate, revert } from '../src/common/database/migrator.js';
import { UnitOfWork } from '../src/common/database/unit-of-work.js';
import { EventBus } from '../src/common/events/event-bus.js';
import { Epoch } from '../src/common/realtime/epoch.js';
import { entities } from '../src/entities.js';
import { migrations } from '../src/migrations/migrations.js';

const USAGE = `usage: db <command>
  migrate          bring the database up to date
  revert [n|all]   take back the last n migrations (default 1)
  reset            take back all migrations and run them again: every row is lost
  drift            fail when the tables differ from the entities
  renew-epoch      after a restore from a backup: makes every client read again what it holds`;

async function run(command: string | undefined, argument: string | undefined): Promise<number> {
  const config = configFromEnvironment();
  if (config.database.kind === 'sqlite') mkdirSync(dirname(config.database.path), { recursive: true, mode: 0o700 });
  const options = dataSourceOptions(config, { entities, migrations }, 'maintain');
  const source = await new DataSource(await suitedToServer(options)).initialize();
  try {
    switch (command) {
      case 'migrate':
        return say(`${(await migrate(source)).length} migrations run`);
      case 'revert': {
        const steps = argument === 'all' ? await executedCount(source) : Number(argument ?? 1);
        await revert(source, steps);
        return say(`${steps} migrations taken back`);
      }
      case 'reset':
        await revert(source, await executedCount(source));
        return say(`database made anew by ${(await migrate(source)).length} migrations`);
      case 'drift': {
        const statements = await drift(source);
        for (const statement of statements) process.stderr.write(`${statement}\n`);
        return statements.length === 0 ? say('no drift') : 1;
      }
      case 'renew-epoch': {
        const database = new Database(source, source, config.settings.DATABASE_TIMEOUT_MS);
        return say(`epoch ${await new Epoch(database, new UnitOfWork(database, new EventBus())).renew()}`);
      }
      default:
        process.stderr.write(`${USAGE}\n`);
        return 2;
    }
  } finally {
    await source.destroy();
  }
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

process.exitCode = await run(process.argv[2], process.argv[3]);
