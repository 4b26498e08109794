import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Database } from '../../common/database/database.js';
import type { Statement } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { conversationFeed } from '../../common/realtime/feed-key.js';
import '../../common/realtime/realtime.events.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { ConversationAccess } from './conversation-access.js';
import { grantKey, type ConversationGrant } from './conversation-grant.js';

/** In larger conversations the others are not told live who has read what: that would be a message per member and message. */
export const RECEIPTS_MAX_MEMBERS = 256;
/** Most receipts that are read at once for one reader. */
export const RECEIPTS_MAX_ROWS = 10_000;
const POSITION_KEY = ['user_id', 'conversation_id'];
const POSITIONS = ['read_seq', 'seen_seq', 'delivered_seq'];
/** What a row would be inserted with that is no member's, and never comes to pass. */
const NEVER_INSERTED = {
  ...{ left_revision: '0', role: "'MEMBER'", joined_seq: '0', joined_revision: '0', cleared_seq: '0' },
  ...{ joined_at: '0', updated_at: '0' },
};

export interface Receipt {
  readonly conversationId: string;
  readonly userId: string;
  /** The furthest they ever read. */
  readonly readSeq: number;
  readonly deliveredSeq: number;
  /** Milliseconds since 1970, database clock. */
  readonly at: number;
}

export interface SendPosition {
  readonly userId: string;
  readonly conversationId: string;
  readonly seq: number;
}

export interface ReceiptRow {
  readonly conversation_id: string;
  readonly user_id: string;
  readonly seen_seq: number;
  readonly delivered_seq: number;
  readonly updated_at: number;
}

export const receiptFrom = (row: ReceiptRow): Receipt => ({
  conversationId: row.conversation_id,
  userId: row.user_id,
  readSeq: row.seen_seq,
  deliveredSeq: row.delivered_seq,
  at: row.updated_at,
});

/** How far everybody has received and read. Positions never pass the newest message; reading implies having received. */
@Injectable()
export class Positions {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly access: ConversationAccess,
    private readonly changes: UserChangeLog,
  ) {}

  /**
   * The viewer has read up to `seq`. Lower than before: nothing changes and nothing is written. Tells the viewer's
   * devices and, in a conversation of at most 256 members, the others.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  async markRead(viewer: Viewer, conversationId: string, seq: number): Promise<ConversationGrant> {
    const grant = await this.access.require(viewer, conversationId);
    const position = Math.min(seq, grant.conversation.lastSeq);
    if (position <= grant.participant.readSeq) return grant;
    const { greatest, nowMs } = this.database.dialect;
    return this.move(
      viewer,
      grant,
      `read_seq = ${greatest}(read_seq, ?), seen_seq = ${greatest}(seen_seq, ?),
       delivered_seq = ${greatest}(delivered_seq, ?), updated_at = ${nowMs}`,
      [position, position, position],
      { where: 'read_seq < ?', parameter: position, toOthers: true },
    );
  }

  /** The viewer's device has received up to `seq`; otherwise as `markRead`. */
  async markDelivered(viewer: Viewer, conversationId: string, seq: number): Promise<ConversationGrant> {
    const grant = await this.access.require(viewer, conversationId);
    const position = Math.min(seq, grant.conversation.lastSeq);
    if (position <= grant.participant.deliveredSeq) return grant;
    const { greatest, nowMs } = this.database.dialect;
    return this.move(
      viewer,
      grant,
      `delivered_seq = ${greatest}(delivered_seq, ?), updated_at = ${nowMs}`,
      [position],
      { where: 'delivered_seq < ?', parameter: position, toOthers: true },
    );
  }

  /**
   * Makes the message and all after it unread again, for the viewer's own devices; the others' receipts stay. Nothing
   * changes when it is unread already.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  async markUnread(viewer: Viewer, conversationId: string, seq: number): Promise<ConversationGrant> {
    const grant = await this.access.require(viewer, conversationId);
    const position = Math.max(0, seq - 1);
    if (position >= grant.participant.readSeq) return grant;
    return this.move(viewer, grant, `read_seq = ?, updated_at = ${this.database.dialect.nowMs}`, [position], {
      where: 'read_seq > ?',
      parameter: position,
      toOthers: false,
    });
  }

  /**
   * The statement that moves senders' own positions to what they have just sent, for the transaction that sends, which
   * holds the conversations' locks and has seen that they are members. Tells nobody and is no receipt: whoever gets the
   * message knows it, its sender's other devices included.
   */
  advanceOnSend(tx: Transaction, entries: readonly SendPosition[]): Statement {
    const newest = new Map<string, SendPosition>();
    for (const entry of entries) {
      const key = grantKey(entry.userId, entry.conversationId);
      if (entry.seq > (newest.get(key)?.seq ?? 0)) newest.set(key, entry);
    }
    const rows = [...newest.values()];
    // An upsert costs the same for each row; an UPDATE with a CASE for each of them grows with their square. Its insert
    // never comes to pass, and would make nobody a member: left_revision is 0. Leaving updated_at as it is spares two
    // index entries a message (docs/performance.md, "Sending").
    return {
      sql: tx.dialect.upsertGreatest(
        'participants',
        [...POSITION_KEY, ...POSITIONS],
        POSITION_KEY,
        POSITIONS,
        rows.length,
        NEVER_INSERTED,
      ),
      parameters: rows.flatMap(({ userId, conversationId, seq }) => [userId, conversationId, seq, seq, seq]),
    };
  }

  /**
   * Positions that members of any conversation small enough for receipts have moved, with `markRead` and the like, at or
   * after a time (milliseconds, database clock): for nodes that were not told. At most 10,000, the oldest; reads what
   * moved, however many conversations there are.
   */
  async receiptsMovedSince(since: number): Promise<Receipt[]> {
    const rows = await this.database.query<ReceiptRow>(
      `SELECT p.conversation_id, p.user_id, p.seen_seq, p.delivered_seq, p.updated_at
       FROM user_feeds f
       JOIN user_changes u ON u.user_id = f.user_id AND u.changed_at >= ? AND u.kind = 'CONVERSATION'
       JOIN participants p ON p.user_id = u.user_id AND p.conversation_id = u.ref
       JOIN conversations c ON c.id = p.conversation_id
       WHERE f.last_event_at >= ? AND p.left_revision IS NULL AND c.member_count <= ${RECEIPTS_MAX_MEMBERS}
       AND (p.seen_seq > 0 OR p.delivered_seq > p.joined_seq)
       ORDER BY u.changed_at LIMIT ${RECEIPTS_MAX_ROWS}`,
      [since, since],
    );
    return rows.map(receiptFrom);
  }

  private async move(
    viewer: Viewer,
    { conversation }: ConversationGrant,
    assignments: string,
    values: readonly number[],
    rule: { readonly where: string; readonly parameter: number; readonly toOthers: boolean },
  ): Promise<ConversationGrant> {
    const { userId } = viewer;
    return this.unitOfWork.run(async (tx) => {
      const moved = await tx.execute(
        `UPDATE participants SET ${assignments}
         WHERE user_id = ? AND conversation_id = ? AND left_revision IS NULL AND ${rule.where}`,
        [...values, userId, conversation.id, rule.parameter],
      );
      const now = await this.access.requireInTx(tx, viewer, conversation.id);
      // Another device was quicker; it has told everybody.
      if (moved === 0) return now;
      await this.changes.append(tx, userId, [{ kind: 'CONVERSATION', ref: conversation.id }]);
      if (rule.toOthers && now.conversation.memberCount <= RECEIPTS_MAX_MEMBERS) {
        const { seenSeq: readSeq, deliveredSeq } = now.participant;
        tx.emit({
          name: 'feed.signalled',
          payload: {
            feed: conversationFeed(conversation.id),
            signal: { type: 'RECEIPT', data: { userId, readSeq, deliveredSeq } },
          },
        });
      }
      return now;
    });
  }
}
