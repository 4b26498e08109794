import { Injectable } from '@nestjs/common';
import { Database } from '../../../common/database/database.js';
import { chunksOf } from '../../../common/database/dialect.js';
import type { Sql, SqlValue } from '../../../common/database/sql.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { sliceCondition, type Slice } from '../../../common/graphql/connection.js';
import { placeKey, type MessagePlace } from '../message-id.js';
import { countsText, type ReactionCounts } from './reaction-counts.js';

const PLACES_PER_QUERY = 200;
const SLICES_PER_QUERY = 100;

export interface Reaction extends MessagePlace {
  readonly userId: string;
  readonly emoji: string;
}

/** Somebody who gave an emoji, and which change of the conversation that was. */
export interface Giver {
  readonly userId: string;
  readonly revision: number;
}

/** A part of those who gave one emoji to one message. */
export interface WantedGivers {
  readonly place: MessagePlace;
  readonly emoji: string;
  readonly slice: Slice;
}

/** Every query on reactions, and on the short form of them that messages keep. */
@Injectable()
export class ReactionsRepository {
  constructor(private readonly database: Database) {}

  async exists(tx: Transaction, { userId, conversationId, seq, emoji }: Reaction): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 AS found FROM reactions WHERE user_id = ? AND conversation_id = ? AND seq = ? AND emoji = ?',
      [userId, conversationId, seq, emoji],
    );
    return rows.length > 0;
  }

  async insert(tx: Transaction, reaction: Reaction, revision: number, at: number): Promise<void> {
    const { userId, conversationId, seq, emoji } = reaction;
    await tx.execute(
      'INSERT INTO reactions (user_id, conversation_id, seq, emoji, revision, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      [userId, conversationId, seq, emoji, revision, at],
    );
  }

  async delete(tx: Transaction, { userId, conversationId, seq, emoji }: Reaction): Promise<void> {
    await tx.execute('DELETE FROM reactions WHERE user_id = ? AND conversation_id = ? AND seq = ? AND emoji = ?', [
      userId,
      conversationId,
      seq,
      emoji,
    ]);
  }

  /** Takes away all that was given to a message. */
  async clear(tx: Transaction, { conversationId, seq }: MessagePlace): Promise<void> {
    await tx.execute('DELETE FROM reactions WHERE conversation_id = ? AND seq = ?', [conversationId, seq]);
  }

  async setCounts(tx: Transaction, place: MessagePlace, counts: ReactionCounts, revision: number): Promise<void> {
    await tx.execute('UPDATE messages SET reactions = ?, changed_revision = ? WHERE conversation_id = ? AND seq = ?', [
      countsText(counts),
      revision,
      place.conversationId,
      place.seq,
    ]);
  }

  /** Some of what a person has given, of one conversation or of whatever one comes first. */
  async someOf(sql: Sql, userId: string, conversationId: string | null, limit: number): Promise<Reaction[]> {
    const rows = await sql.query<{ conversation_id: string; seq: number; emoji: string }>(
      `SELECT conversation_id, seq, emoji FROM reactions
       WHERE user_id = ?${conversationId === null ? '' : ' AND conversation_id = ?'}
       ORDER BY conversation_id, seq, emoji LIMIT ${limit}`,
      conversationId === null ? [userId] : [userId, conversationId],
    );
    return rows.map((row) => ({ userId, conversationId: row.conversation_id, seq: row.seq, emoji: row.emoji }));
  }

  /** Which emoji a person has given to each message, by `placeKey`; messages without are missing. */
  async givenBy(userId: string, places: readonly MessagePlace[]): Promise<Map<string, Set<string>>> {
    const found = new Map<string, Set<string>>();
    for (const chunk of chunksOf(places, PLACES_PER_QUERY)) {
      const rows = await this.database.query<{ conversation_id: string; seq: number; emoji: string }>(
        `SELECT conversation_id, seq, emoji FROM reactions
         WHERE user_id = ? AND (${chunk.map(() => '(conversation_id = ? AND seq = ?)').join(' OR ')})`,
        [userId, ...chunk.flatMap(({ conversationId, seq }) => [conversationId, seq])],
      );
      for (const row of rows) {
        const key = placeKey({ conversationId: row.conversation_id, seq: row.seq });
        found.set(key, (found.get(key) ?? new Set()).add(row.emoji));
      }
    }
    return found;
  }

  /** Slices of those who gave an emoji, who gave it first first: as many as are asked for, in one query for up to 100. */
  async givers(wanted: readonly WantedGivers[]): Promise<Giver[][]> {
    const found: Giver[][] = [];
    for (const chunk of chunksOf(wanted, SLICES_PER_QUERY)) {
      const parameters: SqlValue[] = [];
      const branches = chunk.map(({ place, emoji, slice }, index) => {
        const { where, parameters: bounds, orderBy } = sliceCondition(slice, ['revision']);
        parameters.push(place.conversationId, place.seq, emoji, ...bounds);
        return `SELECT * FROM (SELECT ${index} AS branch, user_id, revision FROM reactions
          WHERE conversation_id = ? AND seq = ? AND emoji = ? AND ${where}
          ORDER BY ${orderBy} LIMIT ${slice.limit}) AS slice_${index}`;
      });
      const rows = await this.database.query<{ branch: number; user_id: string; revision: number }>(
        branches.join(' UNION ALL '),
        parameters,
      );
      for (const [index, { slice }] of chunk.entries())
        found.push(
          rows
            .filter(({ branch }) => branch === index)
            .map(({ user_id: userId, revision }) => ({ userId, revision }))
            // SQL promises no order across the branches of a union.
            .sort((left, right) => (left.revision - right.revision) * (slice.backward ? -1 : 1)),
        );
    }
    return found;
  }
}
