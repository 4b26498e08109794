import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf } from '../../common/database/dialect.js';
import type { Sql } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { sliceCondition, type Slice } from '../../common/graphql/connection.js';
import type { BlockEntity } from './entities/block.entity.js';
import type { BlockedUserType } from './graphql/blocked-user.type.js';

export type Pair = readonly [string, string];

interface BlockRow {
  readonly user_id: string;
  readonly blocked_user_id: string;
  readonly created_at: number;
}

const PAIRS_PER_QUERY = 100;
const EITHER_WAY = '(user_id = ? AND blocked_user_id = ?) OR (user_id = ? AND blocked_user_id = ?)';

/** The table of blocks. */
@Injectable()
export class BlocksRepository {
  constructor(private readonly database: Database) {}

  /** For each pair whether either has blocked the other. One query per hundred pairs. */
  async amongPairs(pairs: readonly Pair[], sql: Sql = this.database): Promise<boolean[]> {
    const blocked = new Set<string>();
    for (const chunk of chunksOf(pairs, PAIRS_PER_QUERY)) {
      const rows = await sql.query<BlockRow>(
        `SELECT user_id, blocked_user_id FROM blocks WHERE ${chunk.map(() => EITHER_WAY).join(' OR ')}`,
        chunk.flatMap(([a, b]) => [a, b, b, a]),
      );
      for (const row of rows) blocked.add(keyOf(row.user_id, row.blocked_user_id));
    }
    return pairs.map(([a, b]) => blocked.has(keyOf(a, b)) || blocked.has(keyOf(b, a)));
  }

  async exists(userId: string, blockedUserId: string): Promise<boolean> {
    const rows = await this.database.query('SELECT 1 AS found FROM blocks WHERE user_id = ? AND blocked_user_id = ?', [
      userId,
      blockedUserId,
    ]);
    return rows.length > 0;
  }

  async slice(userId: string, slice: Slice): Promise<BlockedUserType[]> {
    const { where, parameters, orderBy } = sliceCondition(slice, ['created_at', 'blocked_user_id'], 'DESC');
    const rows = await this.database.query<BlockRow>(
      `SELECT user_id, blocked_user_id, created_at FROM blocks
       WHERE user_id = ? AND ${where} ORDER BY ${orderBy} LIMIT ${slice.limit}`,
      [userId, ...parameters],
    );
    return rows.map(blockedOf);
  }

  async one(tx: Transaction, userId: string, blockedUserId: string): Promise<BlockedUserType | null> {
    const [row] = await tx.query<BlockRow>(
      'SELECT user_id, blocked_user_id, created_at FROM blocks WHERE user_id = ? AND blocked_user_id = ?',
      [userId, blockedUserId],
    );
    return row ? blockedOf(row) : null;
  }

  async count(tx: Transaction, userId: string): Promise<number> {
    const [row] = await tx.query<{ count: number | string }>('SELECT COUNT(*) AS count FROM blocks WHERE user_id = ?', [
      userId,
    ]);
    return Number(row?.count);
  }

  async insert(tx: Transaction, block: BlockEntity): Promise<void> {
    await tx.execute('INSERT INTO blocks (user_id, blocked_user_id, created_at) VALUES (?, ?, ?)', [
      block.userId,
      block.blockedUserId,
      block.createdAt,
    ]);
  }

  /** False when there was no block. */
  async delete(tx: Transaction, userId: string, blockedUserId: string): Promise<boolean> {
    const found = await tx.execute('DELETE FROM blocks WHERE user_id = ? AND blocked_user_id = ?', [
      userId,
      blockedUserId,
    ]);
    return found > 0;
  }
}

const keyOf = (userId: string, blockedUserId: string): string => `${userId} ${blockedUserId}`;

const blockedOf = (row: BlockRow): BlockedUserType => ({
  userId: row.blocked_user_id,
  blockedAt: new Date(row.created_at),
});
