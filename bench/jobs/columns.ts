import type { Column } from '../harness/results.js';

const server: Column = { key: 'serverMicros', title: 'server CPU, µs', digits: 1, ratio: true };
const database: Column = { key: 'databaseMicros', title: 'database CPU, µs', digits: 0 };
const rest: readonly Column[] = [
  { key: 'perSecond', title: 'per second', digits: 0 },
  { key: 'p50Ms', title: 'p50, ms', digits: 2 },
  { key: 'p99Ms', title: 'p99, ms', digits: 2 },
  { key: 'serverShare', title: 'server, % of its core', digits: 0 },
];
const generator: Column = { key: 'generatorShare', title: 'generator, %', digits: 0 };

/** Where the database has no part worth a column. */
export const deliveryColumns: readonly Column[] = [server, ...rest, generator];

export const operationColumns: readonly Column[] = [
  server,
  database,
  ...rest,
  { key: 'databaseShare', title: 'database, %', digits: 0 },
  generator,
];
