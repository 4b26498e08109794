import { Injectable } from '@nestjs/common';
import { placeholders } from '../../common/database/dialect.js';
import type { Statement } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { floorOf, grantKey, type MembershipKey, type SpeakingGrant } from './conversation-grant.js';
import { messagesOnly, type Allocation } from './conversation-log.js';
import {
  HELD_CONVERSATION,
  HELD_PARTICIPANT,
  heldConversation,
  heldParticipant,
  type HeldConversation,
  type HeldParticipant,
} from './held-rows.js';

/** Conversations that a batch has locked, and what it then found in them. */
export interface LockedBatch {
  /** Memberships, those that were left included (`isActive` tells), by `grantKey`; deleted conversations are missing. */
  readonly grants: ReadonlyMap<string, SpeakingGrant>;
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
    const { forUpdate, inRows, nowMs, usingPrimaryKey } = tx.dialect;
    const [locked, read] = await tx.together([
      {
        // The clock is read for each row when its lock is had: the latest reading is after all of them.
        sql: `SELECT ${HELD_CONVERSATION}, ${nowMs} AS now FROM conversations c
              WHERE c.id IN (${placeholders(ids)}) AND c.deleted_at IS NULL ORDER BY c.id${forUpdate}`,
        parameters: ids,
      },
      {
        // Left to choose, MariaDB looks into three indexes for each pair: 30 µs instead of 8.
        sql: `SELECT ${HELD_PARTICIPANT} FROM participants p${usingPrimaryKey}
              WHERE ${inRows(['p.user_id', 'p.conversation_id'], pairs.length)}`,
        parameters: pairs.flatMap(({ userId, conversationId }) => [userId, conversationId]),
      },
    ]);
    const conversations = new Map<string, SpeakingGrant['conversation']>();
    let now = 0;
    for (const row of (locked?.rows ?? []) as readonly (HeldConversation & { readonly now: number })[]) {
      conversations.set(row.id, heldConversation(row));
      now = Math.max(now, row.now);
    }
    const grants = new Map<string, SpeakingGrant>();
    for (const row of (read?.rows ?? []) as readonly HeldParticipant[]) {
      const conversation = conversations.get(row.conversation_id);
      if (!conversation) continue;
      const participant = heldParticipant(row);
      const floorSeq = floorOf(conversation, participant);
      grants.set(grantKey(row.user_id, row.conversation_id), { conversation, participant, floorSeq });
    }
    return { grants, now };
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
    return { allocations, statement: messagesOnly(counts, tx.dialect, now) };
  }
}
