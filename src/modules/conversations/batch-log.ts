import { Injectable } from '@nestjs/common';
import { placeholders } from '../../common/database/dialect.js';
import type { Statement } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { grantKey, grantOf, type ConversationGrant, type MembershipKey } from './conversation-grant.js';
import { messagesOnly, type Allocation } from './conversation-log.js';
import {
  CONVERSATION_COLUMNS,
  conversationOf,
  PARTICIPANT_COLUMNS,
  participantOf,
  type Row,
} from './conversation.rows.js';

/** Conversations that a batch has locked, and what it then found in them. */
export interface LockedBatch {
  /** Memberships, those that were left included (`isActive` tells), by `grantKey`; deleted conversations are missing. */
  readonly grants: ReadonlyMap<string, ConversationGrant>;
  /** Milliseconds since 1970, database clock, read when the locks were had. */
  readonly now: number;
}

/** Numbers for messages, and the statement that must run with their insertion. */
export interface BatchAllocation {
  readonly allocations: ReadonlyMap<string, Allocation>;
  readonly statement: Statement;
}

/**
 * The numbered log for batches of sends to many conversations, beside `ConversationLog` and under the same locks. It
 * locks and reads in one round trip, and makes statements that go out with others: see docs/performance.md, "Sending".
 */
@Injectable()
export class BatchLog {
  /**
   * Locks the conversations in ascending order of their ids until commit, and reads the memberships after that, so that
   * a removal can't slip in between. One round trip. Knows nothing of tickets.
   */
  async lock(tx: Transaction, keys: readonly MembershipKey[]): Promise<LockedBatch> {
    const ids = [...new Set(keys.map(({ conversationId }) => conversationId))].sort();
    const pairs = [...new Map(keys.map((key) => [grantKey(key.userId, key.conversationId), key])).values()];
    const { forUpdate, nowMs, usingPrimaryKey } = tx.dialect;
    const [locked, read] = await tx.together([
      {
        // The clock is read for each row when its lock is had: the latest reading is after all of them.
        sql: `SELECT ${CONVERSATION_COLUMNS}, ${nowMs} AS now FROM conversations c
              WHERE c.id IN (${placeholders(ids)}) AND c.deleted_at IS NULL ORDER BY c.id${forUpdate}`,
        parameters: ids,
      },
      {
        // Left to choose, MariaDB looks into three indexes for each pair: 30 µs instead of 8.
        sql: `SELECT ${PARTICIPANT_COLUMNS} FROM participants p${usingPrimaryKey}
              WHERE ${pairs.map(() => '(p.user_id = ? AND p.conversation_id = ?)').join(' OR ')}`,
        parameters: pairs.flatMap(({ userId, conversationId }) => [userId, conversationId]),
      },
    ]);
    const rows = (locked?.rows ?? []) as readonly (Row & { readonly now: number })[];
    const conversations = new Map(rows.map((row) => [row.c_id, conversationOf(row)]));
    const grants = new Map<string, ConversationGrant>();
    for (const row of (read?.rows ?? []) as readonly Row[]) {
      const conversation = conversations.get(row.p_conversation_id ?? null);
      const participant = participantOf(row);
      if (conversation) grants.set(grantKey(participant.userId, conversation.id), grantOf(conversation, participant));
    }
    return { grants, now: rows.reduce((latest, row) => Math.max(latest, row.now), 0) };
  }

  /**
   * Gives each conversation the next numbers for so many messages. The locks are held, so the numbers follow from what
   * was read; they are taken once the statement has run.
   */
  allocate(tx: Transaction, { grants, now }: LockedBatch, counts: ReadonlyMap<string, number>): BatchAllocation {
    const allocations = new Map<string, Allocation>();
    for (const { conversation } of grants.values()) {
      const count = counts.get(conversation.id);
      if (count === undefined || allocations.has(conversation.id)) continue;
      allocations.set(conversation.id, {
        firstSeq: conversation.lastSeq + 1,
        lastSeq: conversation.lastSeq + count,
        firstRevision: conversation.revision + 1,
        firstEventRevision: conversation.revision + count + 1,
        revision: conversation.revision + count,
        at: Math.max(conversation.lastEventAt, now),
      });
    }
    return { allocations, statement: messagesOnly(counts, tx.dialect, String(now)) };
  }
}
