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
  /** At most 10,000, the newest first. Those who ask at the same time are given the very same objects. */
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

/** Conversations whose receipts, of 256 members each at most, are read and held at the same time. */
const CONVERSATIONS_PER_QUERY = 400;
const QUESTIONS_PER_QUERY = 64;

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
    fitting: fittingQuestions,
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
    state.receipts.sort((left, right) => right.at - left.at).splice(RECEIPTS_MAX_ROWS);
    state.changes.sort((left, right) => left.revision - right.revision);
    return state;
  }

  /** Receipts are the same for all who ask at the same time: they are read once, as far back as anybody asks for. */
  private async readFirst(questions: readonly Question[]): Promise<Map<Question, State>> {
    const states = questions.map(newState);
    const sinces = new Map<string, number>();
    for (const { conversationIds, since } of questions)
      for (const id of conversationIds) sinces.set(id, Math.min(since, sinces.get(id) ?? since));
    const [only] = questions;
    const receipts = newState();
    await this.read(
      [
        ...questions.map(({ userId, since, most }, asker) => changesBranch(asker, userId, since, most)),
        ...(sinces.size === 0
          ? []
          : only && questions.length === 1
            ? [receiptsBranch(states.length, only.conversationIds, only.since, RECEIPTS_MAX_ROWS)]
            : [allReceiptsBranch(states.length, sinces)]),
      ],
      [...states, receipts],
    );
    const byConversation = new Map<string, Receipt[]>();
    for (const receipt of receipts.receipts) {
      const known = byConversation.get(receipt.conversationId);
      if (known) known.push(receipt);
      else byConversation.set(receipt.conversationId, [receipt]);
    }
    for (const [index, { conversationIds, since }] of questions.entries())
      for (const id of conversationIds)
        for (const receipt of byConversation.get(id) ?? [])
          if (receipt.at >= since) (states[index] as State).receipts.push(receipt);
    return new Map(questions.map((question, index) => [question, states[index] as State]));
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

function fittingQuestions(questions: readonly Question[]): number {
  const conversations = new Set<string>();
  const tooMany = questions.findIndex(({ conversationIds }) => {
    for (const id of conversationIds) conversations.add(id);
    return conversations.size > CONVERSATIONS_PER_QUERY;
  });
  return tooMany === -1 ? questions.length : tooMany;
}

// The nulls stand outside of the inner queries: there MySQL would make them columns of bytes.
const changesBranch = (asker: number, userId: string, since: number, most: number): Branch => ({
  sql: `SELECT ${asker} AS asker, NULL AS conversation_id, user_id, NULL AS seen_seq, NULL AS delivered_seq, NULL AS updated_at,
          kind, ref, revision, changed_at
        FROM (SELECT user_id, kind, ref, revision, changed_at FROM user_changes
          WHERE user_id = ? AND changed_at >= ? ORDER BY revision LIMIT ${most}) AS changes_${asker}`,
  parameters: [userId, since],
});

/** The newest of some conversations. */
const receiptsBranch = (asker: number, ids: readonly string[], since: number, most: number): Branch =>
  receiptsWhere(asker, `p.conversation_id IN (${placeholders(ids)}) AND p.updated_at >= ?`, [...ids, since], most);

/** All of these, each conversation since a time of its own. */
const allReceiptsBranch = (asker: number, sinces: ReadonlyMap<string, number>): Branch =>
  receiptsWhere(
    asker,
    `(${[...sinces].map(() => '(p.conversation_id = ? AND p.updated_at >= ?)').join(' OR ')})`,
    [...sinces].flat(),
    sinces.size * RECEIPTS_MAX_MEMBERS,
  );

const receiptsWhere = (asker: number, where: string, parameters: readonly SqlValue[], most: number): Branch => ({
  sql: `SELECT ${asker} AS asker, conversation_id, user_id, seen_seq, delivered_seq, updated_at,
          NULL AS kind, NULL AS ref, NULL AS revision, NULL AS changed_at
        FROM (SELECT p.conversation_id, p.user_id, p.seen_seq, p.delivered_seq, p.updated_at
          FROM participants p JOIN conversations c ON c.id = p.conversation_id
          WHERE ${where} AND p.left_revision IS NULL
          AND c.member_count <= ${RECEIPTS_MAX_MEMBERS}
          ORDER BY p.updated_at DESC LIMIT ${most}) AS receipts_${asker}`,
  parameters,
});
