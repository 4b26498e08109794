import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { SqlValue } from '../../common/database/sql.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { userEventOf, type UserChangeKind } from '../../common/realtime/user-change-log.js';
import { receiptFrom, RECEIPTS_MAX_MEMBERS, RECEIPTS_MAX_ROWS, type Receipt } from './positions.js';

/** What newer news replaces, and is therefore told as it is now. */
export interface State {
  /** At most 10,000, the newest first. */
  readonly receipts: Receipt[];
  /** The first of the changes to the user's own things, oldest first. */
  readonly changes: FeedEvent[];
}

/** A receipt or a change; the columns of the other are null. */
interface StateRow {
  readonly conversation_id: string | null;
  readonly user_id: string;
  readonly seen_seq: number;
  readonly delivered_seq: number;
  readonly updated_at: number;
  readonly kind: UserChangeKind;
  readonly ref: string;
  readonly revision: number;
  readonly changed_at: number;
}

interface Branch {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** Reads what somebody who was away has missed beside the log of conversations. */
@Injectable()
export class MissedState {
  constructor(private readonly database: Database) {}

  /**
   * Positions of members that moved, in conversations small enough for receipts, and changes to the user's own things,
   * all at or after a time (milliseconds, database clock). One statement for up to 500 conversations, which saves a
   * resume one of five (docs/performance.md).
   * @param most how many changes
   */
  async since(userId: string, conversationIds: readonly string[], since: number, most: number): Promise<State> {
    const state: State = { receipts: [], changes: [] };
    const [first = [], ...others] = chunksOf(conversationIds);
    const own = changesBranch(userId, since, most);
    await this.read(first.length > 0 ? [own, receiptsBranch(first, since, RECEIPTS_MAX_ROWS)] : [own], state);
    for (const ids of others) {
      const left = RECEIPTS_MAX_ROWS - state.receipts.length;
      if (left > 0) await this.read([receiptsBranch(ids, since, left)], state);
    }
    // SQL promises no order across the branches of a union.
    state.receipts.sort((left, right) => right.at - left.at);
    state.changes.sort((left, right) => left.revision - right.revision);
    return state;
  }

  private async read(branches: readonly Branch[], { receipts, changes }: State): Promise<void> {
    const rows = await this.database.query<StateRow>(
      branches.map(({ sql }) => sql).join(' UNION ALL '),
      branches.flatMap(({ parameters }) => parameters),
    );
    for (const row of rows) {
      const { conversation_id: conversationId } = row;
      if (conversationId === null) changes.push(userEventOf(row));
      else receipts.push(receiptFrom({ ...row, conversation_id: conversationId }));
    }
  }
}

// The nulls stand outside of the inner queries: there MySQL would make them columns of bytes.
const changesBranch = (userId: string, since: number, most: number): Branch => ({
  sql: `SELECT NULL AS conversation_id, user_id, NULL AS seen_seq, NULL AS delivered_seq, NULL AS updated_at,
          kind, ref, revision, changed_at
        FROM (SELECT user_id, kind, ref, revision, changed_at FROM user_changes
          WHERE user_id = ? AND changed_at >= ? ORDER BY revision LIMIT ${most}) AS changes`,
  parameters: [userId, since],
});

const receiptsBranch = (ids: readonly string[], since: number, most: number): Branch => ({
  sql: `SELECT conversation_id, user_id, seen_seq, delivered_seq, updated_at,
          NULL AS kind, NULL AS ref, NULL AS revision, NULL AS changed_at
        FROM (SELECT p.conversation_id, p.user_id, p.seen_seq, p.delivered_seq, p.updated_at
          FROM participants p JOIN conversations c ON c.id = p.conversation_id
          WHERE p.conversation_id IN (${placeholders(ids)}) AND p.updated_at >= ? AND p.left_revision IS NULL
          AND c.member_count <= ${RECEIPTS_MAX_MEMBERS}
          ORDER BY p.updated_at DESC LIMIT ${most}) AS receipts`,
  parameters: [...ids, since],
});
