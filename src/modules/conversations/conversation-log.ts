import { Injectable } from '@nestjs/common';
import { chunksOf, placeholders, type Dialect } from '../../common/database/dialect.js';
import type { Statement } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { conversationFeed } from '../../common/realtime/feed-key.js';
import '../../common/realtime/realtime.events.js';
import { CONVERSATION_COLUMNS, conversationOf, type Row } from './conversation.rows.js';
import type { ConversationEventType } from './conversation.words.js';
import { conversationNotFound } from './conversations.errors.js';
import type { ConversationEntity } from './entities/conversation.entity.js';

/** How many numbers a transaction takes from a conversation. */
export interface AllocationRequest {
  /** New messages: each takes a seq and a revision. */
  readonly messages: number;
  /** Other changes: each takes a revision. */
  readonly events: number;
}

/** Numbers that belong to the transaction. Messages come first, then events. */
export interface Allocation {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Of the first message, or of the first event when there is no message. */
  readonly firstRevision: number;
  readonly firstEventRevision: number;
  /** The conversation's head once the transaction commits. */
  readonly revision: number;
  /** Milliseconds since 1970, database clock, read after the lock was had; never before an earlier event's. */
  readonly at: number;
}

export interface NewConversationEvent {
  readonly type: Exclude<ConversationEventType, 'MESSAGE'>;
  readonly messageSeq?: number;
  readonly actorId?: string | null;
  readonly subjectId?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

const ALLOCATE_BATCH = 100;

/**
 * The numbered log of every conversation. Whoever changes a conversation allocates here first: the row lock is held to
 * commit, so the order of commits is the order of revisions, without gaps.
 */
@Injectable()
export class ConversationLog {
  /**
   * Takes the next numbers and locks the conversation until commit. The first statement of a transaction that surely
   * changes the conversation; where that must be found out first, `lock`, look, then allocate.
   * @throws AppError NOT_FOUND when the conversation is absent or deleted
   */
  async allocate(tx: Transaction, conversationId: string, request: AllocationRequest): Promise<Allocation> {
    const allocation = (await this.allocateMany(tx, new Map([[conversationId, request]]))).get(conversationId);
    if (!allocation) throw conversationNotFound();
    return allocation;
  }

  /**
   * The same for several conversations, locked in ascending id order, in two statements a hundred. Absent and deleted
   * conversations are missing from the answer, so that one bad member of a batch fails alone.
   */
  async allocateMany(
    tx: Transaction,
    requests: ReadonlyMap<string, AllocationRequest>,
  ): Promise<Map<string, Allocation>> {
    const allocations = new Map<string, Allocation>();
    for (const ids of chunksOf([...requests.keys()].sort(), ALLOCATE_BATCH)) {
      const { sql, parameters } = advance(
        ids.map((id) => [id, requests.get(id) as AllocationRequest]),
        tx.dialect,
        { sql: tx.dialect.nowMs },
      );
      await tx.execute(sql, parameters);
      const rows = await tx.query<{ id: string; last_seq: number; revision: number; last_event_at: number }>(
        `SELECT id, last_seq, revision, last_event_at FROM conversations
         WHERE id IN (${placeholders(ids)}) AND deleted_at IS NULL`,
        ids,
      );
      for (const row of rows) {
        const { messages, events } = requests.get(row.id) as AllocationRequest;
        const firstRevision = row.revision - messages - events + 1;
        allocations.set(row.id, {
          firstSeq: row.last_seq - messages + 1,
          lastSeq: row.last_seq,
          firstRevision,
          firstEventRevision: firstRevision + messages,
          revision: row.revision,
          at: row.last_event_at,
        });
      }
    }
    return allocations;
  }

  /**
   * Locks the conversation until commit without taking numbers, for use cases that may turn out to change nothing.
   * @throws AppError NOT_FOUND when the conversation is absent or deleted
   */
  async lock(tx: Transaction, conversationId: string): Promise<ConversationEntity> {
    const conversation = (await this.lockMany(tx, [conversationId])).get(conversationId);
    if (!conversation) throw conversationNotFound();
    return conversation;
  }

  /** The same for several, in ascending id order; absent and deleted ones are missing from the answer. */
  async lockMany(tx: Transaction, conversationIds: readonly string[]): Promise<Map<string, ConversationEntity>> {
    const found = new Map<string, ConversationEntity>();
    for (const ids of chunksOf([...new Set(conversationIds)].sort())) {
      const rows = await tx.query<Row>(
        `SELECT ${CONVERSATION_COLUMNS} FROM conversations c
         WHERE c.id IN (${placeholders(ids)}) AND c.deleted_at IS NULL ORDER BY c.id${tx.dialect.forUpdate}`,
        ids,
      );
      for (const conversation of rows.map(conversationOf)) found.set(conversation.id, conversation);
    }
    return found;
  }

  /** Writes events under the revisions allocated for them, in order, and tells the conversation's feed after commit. */
  async append(
    tx: Transaction,
    conversationId: string,
    allocation: Allocation,
    events: readonly NewConversationEvent[],
  ): Promise<FeedEvent[]> {
    const written = events.map((event, index): FeedEvent => ({
      feedId: conversationId,
      revision: allocation.firstEventRevision + index,
      at: allocation.at,
      type: event.type,
      actorId: event.actorId ?? null,
      subjectId: event.subjectId ?? null,
      messageSeq: event.messageSeq ?? null,
      data: event.data ?? {},
    }));
    if (written.at(-1)?.revision !== allocation.revision) throw new Error('as many events as were allocated');
    for (const chunk of chunksOf(written, 100))
      await tx.execute(
        `INSERT INTO conversation_events
         (conversation_id, revision, type, message_seq, actor_id, subject_id, data, created_at)
         VALUES ${chunk.map(() => '(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
        chunk.flatMap((event) => [
          conversationId,
          event.revision,
          event.type,
          event.messageSeq,
          event.actorId,
          event.subjectId,
          JSON.stringify(event.data),
          event.at,
        ]),
      );
    tx.emit({
      name: 'feed.moved',
      payload: { feed: conversationFeed(conversationId), revision: allocation.revision, events: written },
    });
    return written;
  }
}

/**
 * The statement that takes numbers for messages alone.
 * @param now milliseconds; a parameter, for SQLite keeps statements prepared by their text
 */
export const messagesOnly = (counts: ReadonlyMap<string, number>, dialect: Dialect, now: number): Statement =>
  advance(
    [...counts].map(([id, messages]) => [id, { messages, events: 0 }]),
    dialect,
    { sql: '?', parameters: [now] },
  );

function advance(
  entries: readonly (readonly [id: string, request: AllocationRequest])[],
  dialect: Dialect,
  now: Statement,
): Statement {
  const messages = amountById(entries.map(([id, request]) => [id, request.messages]));
  const revisions = entries.every(([, { events }]) => events === 0)
    ? messages
    : amountById(entries.map(([id, request]) => [id, request.messages + request.events]));
  const ids = entries.map(([id]) => id);
  return {
    // An IN list on the primary key is walked in ascending order, which is the lock order.
    sql: `UPDATE conversations SET last_seq = last_seq + ${messages.sql}, revision = revision + ${revisions.sql},
          last_event_at = ${dialect.greatest}(last_event_at, ${now.sql})
          WHERE id IN (${placeholders(ids)}) AND deleted_at IS NULL`,
    parameters: [...messages.parameters, ...revisions.parameters, ...(now.parameters ?? []), ...ids],
  };
}

/**
 * SQL for a number that depends on the id. Most conversations of a batch take the same amount, often one; naming only
 * the others, by amount, keeps the cost in line with the batch, where a CASE for every id grows with its square.
 */
function amountById(entries: readonly (readonly [id: string, amount: number])[]): {
  readonly sql: string;
  readonly parameters: readonly string[];
} {
  const byAmount = new Map<number, string[]>();
  for (const [id, amount] of entries) {
    const ids = byAmount.get(amount);
    if (ids) ids.push(id);
    else byAmount.set(amount, [id]);
  }
  const [usual, ...others] = [...byAmount].sort(([, left], [, right]) => right.length - left.length);
  if (others.length === 0) return { sql: String(usual?.[0] ?? 0), parameters: [] };
  const branches = others.map(([amount, ids]) => `WHEN id IN (${placeholders(ids)}) THEN ${amount}`);
  return {
    sql: `CASE ${branches.join(' ')} ELSE ${usual?.[0] ?? 0} END`,
    parameters: others.flatMap(([, ids]) => ids),
  };
}
