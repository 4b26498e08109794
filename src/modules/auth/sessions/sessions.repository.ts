import { Injectable } from '@nestjs/common';
import { GroupedReads } from '../../../common/async/grouped-reads.js';
import { Database } from '../../../common/database/database.js';
import { chunksOf, placeholders } from '../../../common/database/dialect.js';
import type { Sql } from '../../../common/database/sql.js';
import type { Transaction } from '../../../common/database/transaction.js';
import type { SessionEntity } from '../entities/session.entity.js';
import { SESSION_COLUMNS, type SessionState } from './session.records.js';

/** Every query on sessions. */
@Injectable()
export class SessionsRepository {
  private readonly states = new GroupedReads<SessionState>((ids) => this.readStates(ids), { maxGroup: 200 });

  constructor(private readonly database: Database) {}

  /** The session with its user's state, as it is now: read by primary keys for every request, together when many come. */
  async state(sessionId: string): Promise<SessionState | null> {
    return (await this.states.load(sessionId)) ?? null;
  }

  private async readStates(ids: readonly string[]): Promise<Map<string, SessionState>> {
    const rows = await this.database.query<Omit<SessionState, 'isAdmin'> & { isAdmin: number | boolean }>(
      `SELECT s.id AS id, s.user_id AS userId, s.expires_at AS expiresAt, s.ended_at AS endedAt,
              s.last_used_at AS lastUsedAt, u.deleted_at AS userDeletedAt, u.is_admin AS isAdmin,
              u.account_number AS accountNumber, u.email_key AS emailKey, ${this.database.dialect.nowMs} AS now
       FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id IN (${placeholders(ids)})`,
      ids,
    );
    return new Map(rows.map((row) => [row.id, { ...row, isAdmin: Boolean(row.isAdmin) }]));
  }

  async now(sql: Sql = this.database): Promise<number> {
    const [row] = await sql.query<{ now: number }>(`SELECT ${this.database.dialect.nowMs} AS now`);
    return Number(row?.now);
  }

  async insert(tx: Transaction, session: SessionEntity): Promise<void> {
    await tx.execute(
      `INSERT INTO sessions (id, user_id, created_at, last_used_at, expires_at, ended_at, address, user_agent)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        session.id,
        session.userId,
        session.createdAt,
        session.lastUsedAt,
        session.expiresAt,
        session.endedAt,
        session.address,
        session.userAgent,
      ],
    );
  }

  /** Reads a session whose row stays locked until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<SessionEntity | null> {
    const [row] = await tx.query<SessionEntity>(
      `SELECT ${SESSION_COLUMNS} FROM sessions WHERE id = ?${tx.dialect.forUpdate}`,
      [id],
    );
    return row ?? null;
  }

  /** Sessions that are good at `now`, the most recently used first. */
  alive(userId: string, now: number, sql: Sql = this.database): Promise<SessionEntity[]> {
    return sql.query<SessionEntity>(
      `SELECT ${SESSION_COLUMNS} FROM sessions
       WHERE user_id = ? AND ended_at IS NULL AND expires_at > ? ORDER BY last_used_at DESC, id DESC`,
      [userId, now],
    );
  }

  async prolong(tx: Transaction, id: string, now: number, expiresAt: number): Promise<void> {
    await tx.execute('UPDATE sessions SET last_used_at = ?, expires_at = ? WHERE id = ?', [now, expiresAt, id]);
  }

  /** Ends sessions and forgets their refresh tokens. */
  async end(tx: Transaction, ids: readonly string[], now: number): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await tx.execute(`UPDATE sessions SET ended_at = ? WHERE id IN (${placeholders(chunk)}) AND ended_at IS NULL`, [
        now,
        ...chunk,
      ]);
      await tx.execute(`DELETE FROM refresh_tokens WHERE session_id IN (${placeholders(chunk)})`, chunk);
    }
  }

  async touch(tx: Transaction, ids: readonly string[]): Promise<void> {
    for (const chunk of chunksOf([...ids].sort()))
      await tx.execute(
        `UPDATE sessions SET last_used_at = ${tx.dialect.nowMs} WHERE id IN (${placeholders(chunk)})`,
        chunk,
      );
  }
}
