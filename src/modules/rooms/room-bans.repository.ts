import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { Sql } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { pageOf, sliceCondition, type Page } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import type { RoomBanEntity } from './entities/room-ban.entity.js';

const SELECT = `SELECT room_id AS roomId, user_id AS userId, banned_by AS bannedBy, reason, until, created_at AS createdAt
  FROM room_bans`;
const COLUMNS = ['room_id', 'user_id', 'banned_by', 'reason', 'until', 'created_at'];

/** Every query on bans. Those whose time is over may still be there; the policy says whether one is in force. */
@Injectable()
export class RoomBansRepository {
  constructor(private readonly database: Database) {}

  async of(sql: Sql, roomId: string, userIds: readonly string[]): Promise<Map<string, RoomBanEntity>> {
    const found = new Map<string, RoomBanEntity>();
    for (const ids of chunksOf(userIds)) {
      const bans = await sql.query<RoomBanEntity>(`${SELECT} WHERE room_id = ? AND user_id IN (${placeholders(ids)})`, [
        roomId,
        ...ids,
      ]);
      for (const ban of bans) found.set(ban.userId, ban);
    }
    return found;
  }

  /** Writes a ban, or replaces the one there was. */
  async put(tx: Transaction, ban: RoomBanEntity): Promise<void> {
    await tx.execute(tx.dialect.upsert('room_bans', COLUMNS, COLUMNS.slice(0, 2), COLUMNS.slice(2)), [
      ban.roomId,
      ban.userId,
      ban.bannedBy,
      ban.reason,
      ban.until,
      ban.createdAt,
    ]);
  }

  async lift(tx: Transaction, roomId: string, userId: string): Promise<void> {
    await tx.execute('DELETE FROM room_bans WHERE room_id = ? AND user_id = ?', [roomId, userId]);
  }

  async liftAllOf(tx: Transaction, userId: string): Promise<void> {
    await tx.execute('DELETE FROM room_bans WHERE user_id = ?', [userId]);
  }

  async liftAllIn(tx: Transaction, conversationId: string): Promise<void> {
    await tx.execute('DELETE FROM room_bans WHERE room_id IN (SELECT id FROM rooms WHERE conversation_id = ?)', [
      conversationId,
    ]);
  }

  /** Bans in force, the latest first. */
  page(roomId: string, now: number, args: PageArgs): Promise<Page<RoomBanEntity>> {
    return pageOf<RoomBanEntity>(args, {
      keyShape: 'ns',
      keyOf: (ban) => [ban.createdAt, ban.userId],
      fetch: (slice) => {
        const { where, parameters, orderBy } = sliceCondition(slice, ['created_at', 'user_id'], 'DESC');
        return this.database.query<RoomBanEntity>(
          `${SELECT} WHERE room_id = ? AND (until IS NULL OR until > ?) AND ${where}
           ORDER BY ${orderBy} LIMIT ${slice.limit}`,
          [roomId, now, ...parameters],
        );
      },
    });
  }
}
