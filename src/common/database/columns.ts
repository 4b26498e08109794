import type { ColumnOptions, ValueTransformer } from 'typeorm';

const asNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

/**
 * The column types that are used, each fit for both SQLite and MySQL, by meaning.
 * Entities say `@Column(columns.ms)`, migrations `column('created_at', columns.ms)`, so the two can't drift apart.
 */
export const columns = {
  /** An id of ours. */
  id: { type: 'varchar', length: 36 },
  /** Milliseconds since 1970 UTC. */
  ms: { type: 'bigint', transformer: asNumber },
  /** A counter or position: seq, revision. */
  counter: { type: 'bigint', transformer: asNumber },
  int: { type: 'int' },
  flag: { type: 'boolean' },
  /** A short word of a closed set. */
  word: { type: 'varchar', length: 32 },
  /** Text up to `length` characters that may be indexed. */
  string: (length: number) => ({ type: 'varchar', length }) as const,
  /** Text up to 64 KiB. */
  text: { type: 'text' },
  /** JSON as text, up to 64 KiB. */
  json: { type: 'text' },
} satisfies Record<string, ColumnOptions | ((length: number) => ColumnOptions)>;

/** The same column, but it may hold NULL. */
export const nullable = <T extends ColumnOptions>(options: T): T & { nullable: true } => ({
  ...options,
  nullable: true,
});
