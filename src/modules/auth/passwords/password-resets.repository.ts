import { Injectable } from '@nestjs/common';
import { Config } from '../../../common/config/config.js';
import { Database } from '../../../common/database/database.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { hashOf } from '../sessions/refresh-tokens.js';

interface PendingReset {
  readonly userId: string;
  readonly emailKey: string;
}

/** Every query on password resets. Expiry is by the database's clock. */
@Injectable()
export class PasswordResetsRepository {
  private readonly lifeMs: number;

  constructor(
    private readonly database: Database,
    config: Config,
  ) {
    this.lifeMs = config.settings.PASSWORD_RESET_TTL_SECONDS * 1000;
  }

  async insert(tx: Transaction, token: string, reset: PendingReset): Promise<void> {
    await tx.execute(
      `INSERT INTO password_resets (token_hash, user_id, email_key, expires_at, used_at)
       VALUES (?, ?, ?, ${tx.dialect.nowMs} + ?, NULL)`,
      [hashOf(token), reset.userId, reset.emailKey, this.lifeMs],
    );
  }

  /** The reset that an unused, unexpired token belongs to. */
  async find(token: string): Promise<PendingReset | null> {
    const [row] = await this.database.query<PendingReset>(
      `SELECT user_id AS userId, email_key AS emailKey FROM password_resets
       WHERE token_hash = ? AND used_at IS NULL AND expires_at > ${this.database.dialect.nowMs}`,
      [hashOf(token)],
    );
    return row ?? null;
  }

  /** Uses a token up; of two who try at once only one is told true. */
  async use(tx: Transaction, token: string): Promise<boolean> {
    const { nowMs } = tx.dialect;
    const found = await tx.execute(
      `UPDATE password_resets SET used_at = ${nowMs} WHERE token_hash = ? AND used_at IS NULL AND expires_at > ${nowMs}`,
      [hashOf(token)],
    );
    return found === 1;
  }

  /** Makes all links of the user useless. */
  async removeAll(tx: Transaction, userId: string): Promise<void> {
    await tx.execute('DELETE FROM password_resets WHERE user_id = ?', [userId]);
  }
}
