import { resolve } from 'node:path';
import { settingsSchema, type Settings } from './settings.js';

export class ConfigError extends Error {
  constructor(readonly violations: readonly string[]) {
    super(`Invalid configuration:\n${violations.map((violation) => `  - ${violation}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

interface SqliteTarget {
  readonly kind: 'sqlite';
  readonly path: string;
}
interface MysqlTarget {
  readonly kind: 'mysql';
  readonly url: string;
}

export type DatabaseTarget = SqliteTarget | MysqlTarget;

/** The one configuration object: frozen, typed, validated as a whole. Injected by this class. */
export abstract class Config {
  readonly settings!: Readonly<Settings>;
  readonly dataDir!: string;
  readonly publicUrl!: string;
  readonly database!: DatabaseTarget;
  /** Several processes share the database. */
  readonly multiNode!: boolean;
  readonly rateLimitsOn!: boolean;
  readonly isProduction!: boolean;
}

/**
 * Makes the configuration from environment variables. Empty strings count as unset.
 * @throws ConfigError with every violation together
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape)
      .map((name) => [name, env[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settingsSchema.safeParse(given);
  const violations = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const multiNode = Boolean(given.REDIS_URL) || ['true', 'on', '1'].includes(given.MULTI_NODE ?? '');
  if (multiNode && !given.JWT_SECRET)
    violations.push('JWT_SECRET: is needed with several nodes (REDIS_URL or MULTI_NODE), the same on all of them');
  if (multiNode && (!given.DATABASE_URL || given.DATABASE_URL.startsWith('sqlite:')))
    violations.push('DATABASE_URL: must be mysql://… with several nodes (REDIS_URL or MULTI_NODE)');
  if (!parsed.success || violations.length > 0) throw new ConfigError(violations);

  const values = parsed.data;
  const dataDir = resolve(values.DATA_DIR);
  return Object.freeze({
    settings: Object.freeze(values),
    dataDir,
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    database: databaseTarget(values.DATABASE_URL, dataDir),
    multiNode,
    rateLimitsOn: values.RATE_LIMITS === 'on',
    isProduction: values.NODE_ENV === 'production',
  });
}

function databaseTarget(url: string | undefined, dataDir: string): DatabaseTarget {
  if (url === undefined) return { kind: 'sqlite', path: resolve(dataDir, 'wireside.sqlite') };
  if (url.startsWith('sqlite:')) return { kind: 'sqlite', path: resolve(url.replace(/^sqlite:(\/\/)?/, '')) };
  return { kind: 'mysql', url: url.replace(/^mariadb:/, 'mysql:') };
}
