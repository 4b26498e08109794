import { Injectable } from '@nestjs/common';
import { GroupedReads } from '../../common/async/grouped-reads.js';
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
  readonly asker: number;
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

/** What one resume asks for first: at most 500 conversations. */
interface Question {
  readonly userId: string;
  readonly conversationIds: readonly string[];
  readonly since: number;
  readonly most: number;
}

/** Each may be answered with 10,000 rows, which are held at the same time. */
const QUESTIONS_PER_QUERY = 10;

interface Branch {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

const newState = (): State => ({ receipts: [], changes: [] });

/** Reads what somebody who was away has missed beside the log of conversations. */
@Injectable()
export class MissedState {
  private readonly reads = new GroupedReads<State, Question>((questions) => this.readFirst(questions), {
    maxGroup: QUESTIONS_PER_QUERY,
  });

  constructor(private readonly database: Database) {}

  /**
   * Positions of members that moved, in conversations small enough for receipts, and changes to the user's own things,
   * all at or after a time (milliseconds, database clock). One statement for up to 500 conversations, which saves a
   * resume one of five (docs/performance.md), and together with others who come back at the same time.
   * @param most how many changes
   */
  async since(userId: string, conversationIds: readonly string[], since: number, most: number): Promise<State> {
    const [first = [], ...others] = chunksOf(conversationIds);
    const state = (await this.reads.load({ userId, conversationIds: first, since, most })) ?? newState();
    for (const ids of others) {
      const left = RECEIPTS_MAX_ROWS - state.receipts.length;
      if (left > 0) await this.read([receiptsBranch(0, ids, since, left)], [state]);
    }
    // SQL promises no order across the branches of a union.
    state.receipts.sort((left, right) => right.at - left.at);
    state.changes.sort((left, right) => left.revision - right.revision);
    return state;
  }

  private async readFirst(questions: readonly Question[]): Promise<Map<Question, State>> {
    const states = questions.map(newState);
    const branches = questions.flatMap(({ userId, conversationIds, since, most }, asker) => [
      changesBranch(asker, userId, since, most),
      ...(conversationIds.length > 0 ? [receiptsBranch(asker, conversationIds, since, RECEIPTS_MAX_ROWS)] : []),
    ]);
    await this.read(branches, states);
    return new Map(questions.map((question, asker) => [question, states[asker] as State]));
  }

  /** @param states of those whose branches they are, by the number that the branches carry */
  private async read(branches: readonly Branch[], states: readonly State[]): Promise<void> {
    const rows = await this.database.query<StateRow>(
      branches.map(({ sql }) => sql).join(' UNION ALL '),
      branches.flatMap(({ parameters }) => parameters),
    );
    for (const row of rows) {
      const { conversation_id: conversationId } = row;
      const { receipts, changes } = states[Number(row.asker)] as State;
      if (conversationId === null) changes.push(userEventOf(row));
      else receipts.push(receiptFrom({ ...row, conversation_id: conversationId }));
    }
  }
}

// The nulls stand outside of the inner queries: there MySQL would make them columns of bytes.
const changesBranch = (asker: number, userId: string, since: number, most: number): Branch => ({
  sql: `SELECT ${asker} AS asker, NULL AS conversation_id, user_id, NULL AS seen_seq, NULL AS delivered_seq, NULL AS updated_at,
          kind, ref, revision, changed_at
        FROM (SELECT user_id, kind, ref, revision, changed_at FROM user_changes
          WHERE user_id = ? AND changed_at >= ? ORDER BY revision LIMIT ${most}) AS changes_${asker}`,
  parameters: [userId, since],
});

const receiptsBranch = (asker: number, ids: readonly string[], since: number, most: number): Branch => ({
  sql: `SELECT ${asker} AS asker, conversation_id, user_id, seen_seq, delivered_seq, updated_at,
          NULL AS kind, NULL AS ref, NULL AS revision, NULL AS changed_at
        FROM (SELECT p.conversation_id, p.user_id, p.seen_seq, p.delivered_seq, p.updated_at
          FROM participants p JOIN conversations c ON c.id = p.conversation_id
          WHERE p.conversation_id IN (${placeholders(ids)}) AND p.updated_at >= ? AND p.left_revision IS NULL
          AND c.member_count <= ${RECEIPTS_MAX_MEMBERS}
          ORDER BY p.updated_at DESC LIMIT ${most}) AS receipts_${asker}`,
  parameters: [...ids, since],
});
