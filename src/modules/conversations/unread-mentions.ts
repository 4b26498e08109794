import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import { MEMBERS, mentionsExpression } from './unread.js';

/**
 * How many unread messages name somebody: derived from the same positions as unread counts, stored nowhere. The messages
 * module writes the mentions; whatever moves a position is at home here.
 */
@Injectable()
export class UnreadMentions {
  constructor(private readonly database: Database) {}

  /** Unread mentions in each conversation that the user is in; others are missing. One query per 500. */
  async counts(userId: string, conversationIds: readonly string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const ids of chunksOf(conversationIds)) {
      const rows = await this.database.query<{ id: string; mentions: number | string }>(
        `SELECT c.id AS id, ${mentionsExpression(this.database.dialect)} AS mentions
         ${MEMBERS} AND p.conversation_id IN (${placeholders(ids)})`,
        [userId, ...ids],
      );
      for (const row of rows) counts.set(row.id, Number(row.mentions));
    }
    return counts;
  }

  /** Unread mentions in all conversations of the user but the archived ones; muted ones count. One query. */
  async total(userId: string): Promise<number> {
    const [row] = await this.database.query<{ total: number | string | null }>(
      `SELECT SUM(${mentionsExpression(this.database.dialect)}) AS total ${MEMBERS} AND p.archived_at IS NULL`,
      [userId],
    );
    return Number(row?.total ?? 0);
  }
}
