import { Injectable } from '@nestjs/common';
import { pageOf, sliceCondition, type Page } from '../../../common/graphql/connection.js';
import type { PageArgs } from '../../../common/graphql/page.args.js';
import { Database } from '../../../common/database/database.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { newId } from '../../../common/ids/ids.js';
import type { ClientInfo } from '../client-info.js';
import type { LoginAttemptEntity } from '../entities/login-attempt.entity.js';

type AttemptRow = Omit<LoginAttemptEntity, 'succeeded'> & { readonly succeeded: number | boolean };

/** Every query on the log of sign-ins. */
@Injectable()
export class LoginLogRepository {
  constructor(private readonly database: Database) {}

  async add(tx: Transaction, userId: string, client: ClientInfo, succeeded: boolean): Promise<void> {
    await tx.execute(
      `INSERT INTO login_log (id, user_id, attempted_at, address, user_agent, succeeded)
       VALUES (?, ?, ${tx.dialect.nowMs}, ?, ?, ?)`,
      [newId(), userId, client.address, client.userAgent, succeeded ? 1 : 0],
    );
  }

  /** The user's sign-ins, the latest first. */
  page(userId: string, args: PageArgs): Promise<Page<LoginAttemptEntity>> {
    return pageOf<LoginAttemptEntity>(args, {
      keyShape: 's',
      keyOf: (attempt) => [attempt.id],
      fetch: async (slice) => {
        const { where, parameters, orderBy } = sliceCondition(slice, ['id'], 'DESC');
        const rows = await this.database.query<AttemptRow>(
          `SELECT id, user_id AS userId, attempted_at AS attemptedAt, address, user_agent AS userAgent, succeeded
           FROM login_log WHERE user_id = ? AND ${where} ORDER BY ${orderBy} LIMIT ${slice.limit}`,
          [userId, ...parameters],
        );
        return rows.map((row) => ({ ...row, succeeded: Boolean(row.succeeded) }));
      },
    });
  }

  async removeAll(tx: Transaction, userId: string): Promise<void> {
    await tx.execute('DELETE FROM login_log WHERE user_id = ?', [userId]);
  }
}
