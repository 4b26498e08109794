import { Logger } from '@nestjs/common';
import type { Logger as TypeOrmLogger } from 'typeorm';

const LONGEST_STATEMENT = 300;

/**
 * What TypeORM has to say, without the values of statements: they are people's messages and passwords' hashes. Errors
 * are logged by whoever handles them.
 */
export class QueryLogger implements TypeOrmLogger {
  private readonly logger = new Logger('Database');

  logQuerySlow(milliseconds: number, statement: string): void {
    this.logger.warn({ milliseconds, statement: statement.slice(0, LONGEST_STATEMENT) }, 'a statement took long');
  }

  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    if (level === 'warn') this.logger.warn(message);
  }

  logQuery(): void {}
  logQueryError(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
}
