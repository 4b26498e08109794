import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { Transaction } from '../../common/database/transaction.js';

/** Which message of which conversation. */
export interface MessageKey {
  readonly conversationId: string;
  readonly seq: number;
}

export const messageKey = (conversationId: string, seq: number): string => `${conversationId}:${seq}`;

/** The messages that do not count as unread: recalled for everyone, or hidden by one user. */
@Injectable()
export class UnreadLedger {
  constructor(private readonly database: Database) {}

  /** Notes that a message was recalled; again changes nothing. */
  async markRecalled(tx: Transaction, conversationId: string, seq: number): Promise<void> {
    await tx.execute(tx.dialect.insertIgnore('message_recalls', ['conversation_id', 'seq'], 1), [conversationId, seq]);
  }

  /** Notes that a user has hidden a message from themselves; again changes nothing. */
  async markHidden(tx: Transaction, userId: string, conversationId: string, seq: number): Promise<void> {
    const [row] = await tx.query<{ now: number }>(`SELECT ${tx.dialect.nowMs} AS now`);
    await tx.execute(
      tx.dialect.insertIgnore('hidden_messages', ['user_id', 'conversation_id', 'seq', 'hidden_at'], 1),
      [userId, conversationId, seq, Number(row?.now)],
    );
  }

  /** Which of these messages of one conversation the user has hidden. */
  async hiddenSeqs(userId: string, conversationId: string, seqs: readonly number[]): Promise<Set<number>> {
    const hidden = new Set<number>();
    for (const chunk of chunksOf(seqs)) {
      const rows = await this.database.query<{ seq: number }>(
        `SELECT seq FROM hidden_messages WHERE user_id = ? AND conversation_id = ? AND seq IN (${placeholders(chunk)})`,
        [userId, conversationId, ...chunk],
      );
      for (const row of rows) hidden.add(row.seq);
    }
    return hidden;
  }

  /**
   * Everybody, former members included, who does not see a message: they have hidden it or cleared it away, or it is
   * older than what newcomers may see. One query, however many members there are.
   */
  async concealedFrom(conversationId: string, seq: number): Promise<Set<string>> {
    const rows = await this.database.query<{ user_id: string }>(
      `SELECT p.user_id AS user_id FROM participants p
       JOIN conversations c ON c.id = p.conversation_id
       LEFT JOIN hidden_messages h ON h.user_id = p.user_id AND h.conversation_id = p.conversation_id AND h.seq = ?
       WHERE p.conversation_id = ?
       AND (h.seq IS NOT NULL OR p.cleared_seq >= ? OR (c.history = 'SINCE_JOINING' AND p.joined_seq >= ?))`,
      [seq, conversationId, seq, seq],
    );
    return new Set(rows.map((row) => row.user_id));
  }

  /**
   * Which of these messages the user has hidden, by `messageKey(conversationId, seq)`. One query for each 200 runs of
   * neighbouring messages: a page or a replay of 500 messages in 20 conversations is 20 runs.
   */
  async hiddenAmong(userId: string, messages: readonly MessageKey[]): Promise<Set<string>> {
    const hidden = new Set<string>();
    for (const chunk of chunksOf(runsOf(messages), 200)) {
      const rows = await this.database.query<{ conversation_id: string; seq: number }>(
        `SELECT conversation_id, seq FROM hidden_messages
         WHERE user_id = ? AND (${chunk.map(() => '(conversation_id = ? AND seq >= ? AND seq <= ?)').join(' OR ')})`,
        [userId, ...chunk.flatMap(({ conversationId, from, to }) => [conversationId, from, to])],
      );
      for (const row of rows) hidden.add(messageKey(row.conversation_id, row.seq));
    }
    return hidden;
  }
}

interface Run {
  readonly conversationId: string;
  readonly from: number;
  to: number;
}

/** The messages as runs without gaps, so that a query names two ends instead of each of them. */
function runsOf(messages: readonly MessageKey[]): Run[] {
  const runs: Run[] = [];
  const bySeq = new Map<string, number[]>();
  for (const { conversationId, seq } of messages) {
    const seqs = bySeq.get(conversationId);
    if (seqs) seqs.push(seq);
    else bySeq.set(conversationId, [seq]);
  }
  for (const [conversationId, seqs] of bySeq) {
    let run: Run | undefined;
    for (const seq of seqs.sort((left, right) => left - right)) {
      if (run && seq <= run.to + 1) run.to = seq;
      else runs.push((run = { conversationId, from: seq, to: seq }));
    }
  }
  return runs;
}
