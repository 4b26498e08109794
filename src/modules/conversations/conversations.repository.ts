import { Injectable } from '@nestjs/common';
import type { SqlValue } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import type { ConversationKind, HistoryRule } from './conversation.words.js';

export interface NewConversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly directKey: string | null;
  readonly history: HistoryRule;
  readonly revision: number;
  readonly memberCount: number;
  readonly at: number;
}

/** Writes the table of conversations, but for the counters, which are ConversationLog's. */
@Injectable()
export class ConversationsRepository {
  /** Milliseconds since 1970 by the database's clock. */
  async now(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ now: number }>(`SELECT ${tx.dialect.nowMs} AS now`);
    return Number(row?.now);
  }

  /** Inserts it, or finds the one that has its direct key: the unique index lets only one of several racers win. */
  async insertOrFind(tx: Transaction, row: NewConversation): Promise<string> {
    const values: Record<string, SqlValue> = {
      id: row.id,
      kind: row.kind,
      direct_key: row.directKey,
      last_seq: 0,
      revision: row.revision,
      last_event_at: row.at,
      member_count: row.memberCount,
      history: row.history,
      muted_all_until: null,
      created_at: row.at,
      deleted_at: null,
    };
    await tx.execute(tx.dialect.insertIgnore('conversations', Object.keys(values), 1), Object.values(values));
    if (row.directKey === null) return row.id;
    const [found] = await tx.query<{ id: string }>('SELECT id FROM conversations WHERE direct_key = ?', [
      row.directKey,
    ]);
    if (!found) throw new Error('the direct conversation is neither inserted nor there');
    return found.id;
  }

  async set(tx: Transaction, conversationId: string, values: Readonly<Record<string, SqlValue>>): Promise<void> {
    const names = Object.keys(values);
    await tx.execute(`UPDATE conversations SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`, [
      ...Object.values(values),
      conversationId,
    ]);
  }
}
