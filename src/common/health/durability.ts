import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

/**
 * Whether an acknowledged write survives a crash. Promise 1 rests on settings that a database ships otherwise or that an
 * operator may have weakened.
 */
@Injectable()
export class Durability {
  constructor(private readonly database: Database) {}

  /** One sentence for each setting that is too weak; empty when all is well. */
  async weaknesses(): Promise<string[]> {
    return this.database.dialect.name === 'sqlite' ? this.ofSqlite() : this.ofMysql();
  }

  private async ofSqlite(): Promise<string[]> {
    // The writing connection is the one that matters: `synchronous` is a property of a connection.
    const [journal] = await this.database.writer.query<{ journal_mode: string }[]>('PRAGMA journal_mode');
    const [sync] = await this.database.writer.query<{ synchronous: number }[]>('PRAGMA synchronous');
    return [
      ...(journal?.journal_mode === 'wal' ? [] : [`SQLite journal_mode is ${journal?.journal_mode}, not wal`]),
      ...((sync?.synchronous ?? 0) >= 2
        ? []
        : ['SQLite synchronous is below FULL: a power failure may lose acknowledged writes']),
    ];
  }

  private async ofMysql(): Promise<string[]> {
    const rows = await this.database.query<{ Variable_name: string; Value: string }>(
      "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_flush_log_at_trx_commit', 'innodb_doublewrite', 'sync_binlog', 'log_bin')",
    );
    const value = new Map(rows.map((row) => [row.Variable_name, row.Value]));
    const flush = value.get('innodb_flush_log_at_trx_commit');
    return [
      ...(flush === '1'
        ? []
        : [`innodb_flush_log_at_trx_commit is ${flush}, not 1: a crash may lose acknowledged writes`]),
      ...(value.get('innodb_doublewrite') === 'OFF' ? ['innodb_doublewrite is OFF: a crash may tear pages'] : []),
      ...(value.get('log_bin') === 'ON' && value.get('sync_binlog') === '0'
        ? ['sync_binlog is 0: replicas may miss acknowledged writes after a crash']
        : []),
    ];
  }
}
