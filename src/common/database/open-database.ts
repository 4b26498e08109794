import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { StartError } from '../errors/start-error.js';
import { isUnavailable } from './database-errors.js';

const RETRY_MS = 500;

/**
 * Opens the database at start. Waits for a server that does not answer yet (DATABASE_START_TIMEOUT_SECONDS): processes
 * that are started together come up in any order. What waiting can't mend fails at once.
 * @throws StartError
 */
export async function openDatabase<Source>(config: Config, open: () => Promise<Source>): Promise<Source> {
  const patienceSeconds = config.settings.DATABASE_START_TIMEOUT_SECONDS;
  const giveUpAt = performance.now() + patienceSeconds * 1000;
  let told = false;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const fault = `${placeOf(config)}: ${faultOf(error)}`;
      if (config.database.kind === 'sqlite' || !isUnavailable(error)) {
        throw new StartError(`The database can't be opened. ${fault}`, { cause: error });
      }
      if (performance.now() >= giveUpAt) {
        const waited = patienceSeconds > 0 ? ` within ${patienceSeconds} s` : '';
        throw new StartError(`The database did not answer${waited}. ${fault}`, { cause: error });
      }
      if (!told) {
        new Logger('Database').warn(
          `The database does not answer yet; waiting for it, at most ${patienceSeconds} s. ${fault}`,
        );
        told = true;
      }
    }
    await delay(RETRY_MS);
  }
}

function placeOf({ database }: Config): string {
  if (database.kind === 'sqlite') return database.path;
  const { host, pathname } = new URL(database.url);
  return `${host}${pathname}`;
}

function faultOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof message === 'string' && message !== '' ? message : String(code ?? error);
}
