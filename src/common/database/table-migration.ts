import { Table, TableIndex, type ColumnOptions, type MigrationInterface, type QueryRunner } from 'typeorm';

interface ColumnSpec {
  readonly name: string;
  readonly options: ColumnOptions;
}

export const column = (name: string, options: ColumnOptions): ColumnSpec => ({ name, options });

export interface TableSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly primaryKey: readonly string[];
  /** Index name → columns. */
  readonly uniques?: Readonly<Record<string, readonly string[]>>;
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
}

type MigrationClass = new () => MigrationInterface;

/**
 * A migration that creates one table with its indexes, and drops it on the way down. One table a migration, because
 * MySQL commits at every DDL statement: a migration that stops halfway could not be repeated.
 * @param name words followed by a 13-digit timestamp, as TypeORM wants it
 */
export function tableMigration(name: string, spec: TableSpec): MigrationClass {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.createTable(tableOf(spec, runner), true);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.dropTable(spec.name, true);
    }
  };
}

/**
 * A migration that adds one column, which must be nullable, to a table; so no row is written, and the table is not built
 * anew.
 */
export function columnMigration(name: string, table: string, { name: column, options }: ColumnSpec): MigrationClass {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      const type = runner.dataSource.driver.normalizeType({ type: options.type });
      const length = options.length === undefined ? '' : `(${options.length})`;
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}${length} NULL`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    }
  };
}

function tableOf(spec: TableSpec, runner: QueryRunner): Table {
  const driver = runner.dataSource.driver;
  return new Table({
    name: spec.name,
    columns: spec.columns.map(({ name, options }) => ({
      name,
      type: driver.normalizeType({ type: options.type }),
      ...(options.length === undefined ? {} : { length: String(options.length) }),
      isNullable: options.nullable ?? false,
      isPrimary: spec.primaryKey.includes(name),
      ...(options.default === undefined ? {} : { default: defaultOf(options.default) }),
    })),
    indices: [
      ...Object.entries(spec.uniques ?? {}).map(
        ([name, columnNames]) => new TableIndex({ name, columnNames: [...columnNames], isUnique: true }),
      ),
      ...Object.entries(spec.indexes ?? {}).map(
        ([name, columnNames]) => new TableIndex({ name, columnNames: [...columnNames] }),
      ),
    ],
  });
}

const defaultOf = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));
