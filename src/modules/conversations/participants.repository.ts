import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { Sql, SqlValue } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { grantOf, type ConversationGrant, type MembershipKey } from './conversation-grant.js';
import {
  CONVERSATION_COLUMNS,
  conversationOf,
  PARTICIPANT_COLUMNS,
  participantOf,
  type Row,
} from './conversation.rows.js';
import type { ParticipantRole } from './conversation.words.js';
import type { ParticipantEntity } from './entities/participant.entity.js';

const PAIRS_PER_QUERY = 200;

export interface NewMember {
  readonly userId: string;
  readonly role: ParticipantRole;
  readonly joinedRevision: number;
}

/** The table of memberships, alone or joined with the conversations. */
@Injectable()
export class ParticipantsRepository {
  constructor(private readonly database: Database) {}

  /** Memberships, active or not, with their conversations; pairs that never were are missing. */
  async grants(sql: Sql, keys: readonly MembershipKey[]): Promise<ConversationGrant[]> {
    const grants: ConversationGrant[] = [];
    for (const chunk of chunksOf(keys, PAIRS_PER_QUERY)) {
      const rows = await sql.query<Row>(
        `SELECT ${CONVERSATION_COLUMNS}, ${PARTICIPANT_COLUMNS}
         FROM participants p${this.database.dialect.usingPrimaryKey} JOIN conversations c ON c.id = p.conversation_id
         WHERE ${chunk.map(() => '(p.user_id = ? AND p.conversation_id = ?)').join(' OR ')}`,
        chunk.flatMap(({ userId, conversationId }) => [userId, conversationId]),
      );
      for (const row of rows) grants.push(grantFrom(row));
    }
    return grants;
  }

  async allOf(userId: string): Promise<ConversationGrant[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${CONVERSATION_COLUMNS}, ${PARTICIPANT_COLUMNS}
       FROM participants p JOIN conversations c ON c.id = p.conversation_id WHERE p.user_id = ?`,
      [userId],
    );
    return rows.map(grantFrom);
  }

  async inConversation(
    sql: Sql,
    conversationId: string,
    userIds: readonly string[],
  ): Promise<Map<string, ParticipantEntity>> {
    const found = new Map<string, ParticipantEntity>();
    for (const chunk of chunksOf(userIds)) {
      const rows = await sql.query<Row>(
        `SELECT ${PARTICIPANT_COLUMNS} FROM participants p
         WHERE p.conversation_id = ? AND p.user_id IN (${placeholders(chunk)})`,
        [conversationId, ...chunk],
      );
      for (const participant of rows.map(participantOf)) found.set(participant.userId, participant);
    }
    return found;
  }

  /** For each pair of people whether both are members of some conversation; the first common one is enough. */
  async sharing(pairs: readonly (readonly [string, string])[]): Promise<boolean[]> {
    const found = new Set<number>();
    for (const [part, chunk] of chunksOf(pairs, 100).entries()) {
      const rows = await this.database.query<{ branch: number }>(
        chunk
          .map(
            (_, index) => `SELECT * FROM (SELECT ${part * 100 + index} AS branch
             FROM participants p JOIN participants o ON o.user_id = ? AND o.conversation_id = p.conversation_id
             WHERE p.user_id = ? AND p.left_revision IS NULL AND o.left_revision IS NULL LIMIT 1) AS pair_${index}`,
          )
          .join(' UNION ALL '),
        chunk.flat(),
      );
      for (const { branch } of rows) found.add(Number(branch));
    }
    return pairs.map((_, index) => found.has(index));
  }

  /** Holds one membership until commit, whether or not it is active. */
  async lock(tx: Transaction, userId: string, conversationId: string): Promise<void> {
    await tx.query(
      `SELECT user_id FROM participants WHERE user_id = ? AND conversation_id = ?${tx.dialect.forUpdate}`,
      [userId, conversationId],
    );
  }

  async activeIds(sql: Sql, conversationId: string): Promise<string[]> {
    const rows = await sql.query<{ user_id: string }>(
      'SELECT user_id FROM participants WHERE conversation_id = ? AND left_revision IS NULL',
      [conversationId],
    );
    return rows.map((row) => row.user_id);
  }

  /** Who should own the conversation when its owner goes: the admin, else the member, who has been in it longest. */
  async successor(sql: Sql, conversationId: string, leaving: string): Promise<string | null> {
    const [row] = await sql.query<{ user_id: string }>(
      `SELECT user_id FROM participants
       WHERE conversation_id = ? AND left_revision IS NULL AND user_id <> ?
       ORDER BY CASE role WHEN 'OWNER' THEN 0 WHEN 'ADMIN' THEN 1 ELSE 2 END, joined_revision, user_id LIMIT 1`,
      [conversationId, leaving],
    );
    return row?.user_id ?? null;
  }

  /** Inserts memberships, or revives those that were left, which keep their settings and what they had cleared and seen. */
  async enter(
    tx: Transaction,
    conversationId: string,
    members: readonly NewMember[],
    { lastSeq, at }: { readonly lastSeq: number; readonly at: number },
  ): Promise<void> {
    const columns = [
      ...['user_id', 'conversation_id', 'role', 'joined_seq', 'joined_revision', 'left_revision', 'cleared_seq'],
      ...['read_seq', 'seen_seq', 'delivered_seq', 'speak_muted_until', 'muted_until', 'pinned_at', 'archived_at'],
      ...['joined_at', 'left_at', 'updated_at'],
    ];
    const revived = [
      'role',
      'joined_seq',
      'joined_revision',
      'left_revision',
      'read_seq',
      'delivered_seq',
      'joined_at',
    ];
    for (const chunk of chunksOf(members, 100))
      await tx.execute(
        tx.dialect.upsert(
          'participants',
          columns,
          ['user_id', 'conversation_id'],
          [...revived, 'left_at', 'updated_at'],
          chunk.length,
        ),
        chunk.flatMap(({ userId, role, joinedRevision }): SqlValue[] => [
          ...[userId, conversationId, role, lastSeq, joinedRevision, null, 0],
          ...[lastSeq, 0, lastSeq, null, null, null, null],
          ...[at, null, at],
        ]),
      );
  }

  /** Ends memberships; what they were about to say goes with them. */
  async exit(
    tx: Transaction,
    conversationId: string,
    userIds: readonly string[],
    { revision, at }: { readonly revision: number; readonly at: number },
  ): Promise<void> {
    for (const chunk of chunksOf(userIds)) {
      await tx.execute(
        `UPDATE participants SET left_revision = ?, left_at = ?, updated_at = ?
         WHERE conversation_id = ? AND left_revision IS NULL AND user_id IN (${placeholders(chunk)})`,
        [revision, at, at, conversationId, ...chunk],
      );
      await tx.execute(`DELETE FROM drafts WHERE conversation_id = ? AND user_id IN (${placeholders(chunk)})`, [
        conversationId,
        ...chunk,
      ]);
    }
  }

  /** Changes columns of active memberships; answers how many there were. */
  async set(
    tx: Transaction,
    conversationId: string,
    userId: string,
    values: Readonly<Record<string, SqlValue>>,
  ): Promise<number> {
    const names = Object.keys(values);
    return tx.execute(
      `UPDATE participants SET ${names.map((name) => `${name} = ?`).join(', ')}, updated_at = ${tx.dialect.nowMs}
       WHERE conversation_id = ? AND user_id = ? AND left_revision IS NULL`,
      [...names.map((name) => values[name] ?? null), conversationId, userId],
    );
  }

  async addMembers(tx: Transaction, conversationId: string, change: number): Promise<void> {
    await tx.execute('UPDATE conversations SET member_count = member_count + ? WHERE id = ?', [change, conversationId]);
  }
}

export const grantFrom = (row: Row): ConversationGrant => grantOf(conversationOf(row), participantOf(row));
