import { Injectable } from '@nestjs/common';
import { Database } from '../../../common/database/database.js';
import type { Transaction } from '../../../common/database/transaction.js';

/** Every query on credentials. */
@Injectable()
export class CredentialsRepository {
  constructor(private readonly database: Database) {}

  /** The password's hash, or null for a user without one; asked for nobody as well, to take as long. */
  async hashOf(userId: string | null): Promise<string | null> {
    const [row] = await this.database.query<{ hash: string }>(
      'SELECT password_hash AS hash FROM credentials WHERE user_id = ?',
      [userId ?? ''],
    );
    return row?.hash ?? null;
  }

  async insert(tx: Transaction, userId: string, hash: string): Promise<void> {
    await tx.execute(
      `INSERT INTO credentials (user_id, password_hash, updated_at) VALUES (?, ?, ${tx.dialect.nowMs})`,
      [userId, hash],
    );
  }

  /** Reads the hash, whose row stays locked until the transaction ends. */
  async lock(tx: Transaction, userId: string): Promise<string | null> {
    const [row] = await tx.query<{ hash: string }>(
      `SELECT password_hash AS hash FROM credentials WHERE user_id = ?${tx.dialect.forUpdate}`,
      [userId],
    );
    return row?.hash ?? null;
  }

  async replace(tx: Transaction, userId: string, hash: string): Promise<void> {
    await tx.execute(`UPDATE credentials SET password_hash = ?, updated_at = ${tx.dialect.nowMs} WHERE user_id = ?`, [
      hash,
      userId,
    ]);
  }

  async remove(tx: Transaction, userId: string): Promise<void> {
    await tx.execute('DELETE FROM credentials WHERE user_id = ?', [userId]);
  }
}
