import type { TestProject } from 'vitest/node';
import { PrivateMariaDb } from './mariadb.js';
import { PrivateRedis } from './redis.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Which database the end-to-end tests run on. */
    matrix: 'sqlite' | 'mariadb';
    /** Present in the matrix `mariadb` only. */
    services: TestServices;
  }
}

export interface TestServices {
  /** `mysql://root@127.0.0.1:<port>/`, to which a test appends the name of its own database. */
  databaseUrlBase: string;
  redisUrl: string;
}

/** Starts one MariaDB and one Redis for the whole project; each test file makes its own database on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await PrivateMariaDb.start({ bufferPoolMiB: 256 });
  const redis = await PrivateRedis.start();
  project.provide('services', { databaseUrlBase: database.url(), redisUrl: redis.url });
  return async () => {
    await Promise.all([database.stop(), redis.stop()]);
  };
}
