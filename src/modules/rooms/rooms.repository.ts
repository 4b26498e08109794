import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { Sql, SqlValue } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { pageOf, sliceCondition, type Page } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import type { RoomEntity } from './entities/room.entity.js';
import type { RoomView } from './room-view.js';

const COLUMNS = {
  id: 'id',
  conversationId: 'conversation_id',
  name: 'name',
  nameKey: 'name_key',
  description: 'description',
  avatarAttachmentId: 'avatar_attachment_id',
  visibility: 'visibility',
  createdBy: 'created_by',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  deletedAt: 'deleted_at',
} as const satisfies Record<keyof RoomEntity, string>;

const SELECT = `SELECT ${Object.entries(COLUMNS)
  .map(([property, column]) => `r.${column} AS ${property}`)
  .join(', ')}, c.member_count AS memberCount, c.history AS history, c.muted_all_until AS mutedAllUntil
  FROM rooms r JOIN conversations c ON c.id = r.conversation_id`;

const LIVING = 'r.deleted_at IS NULL AND c.deleted_at IS NULL';

/** Every query on rooms. */
@Injectable()
export class RoomsRepository {
  constructor(private readonly database: Database) {}

  async byId(id: string, sql: Sql = this.database): Promise<RoomView | null> {
    const [room] = await sql.query<RoomView>(`${SELECT} WHERE r.id = ? AND ${LIVING}`, [id]);
    return room ?? null;
  }

  /** Rooms by the ids of their conversations; others are missing. */
  async byConversations(conversationIds: readonly string[]): Promise<Map<string, RoomView>> {
    const found = new Map<string, RoomView>();
    for (const ids of chunksOf(conversationIds)) {
      const rooms = await this.database.query<RoomView>(
        `${SELECT} WHERE r.conversation_id IN (${placeholders(ids)}) AND ${LIVING}`,
        ids,
      );
      for (const room of rooms) found.set(room.conversationId, room);
    }
    return found;
  }

  /** The rooms that the user is in, by name, whose names contain `search`. */
  mine(userId: string, search: string, args: PageArgs): Promise<Page<RoomView>> {
    return this.page(args, search, {
      join: 'JOIN participants p ON p.conversation_id = r.conversation_id',
      where: 'p.user_id = ? AND p.left_revision IS NULL',
      parameters: [userId],
    });
  }

  /** Public rooms that the user is not banned from, by name, whose names contain `search`. */
  discoverable(userId: string, search: string, now: number, args: PageArgs): Promise<Page<RoomView>> {
    return this.page(args, search, {
      join: '',
      where: `r.visibility = 'PUBLIC' AND NOT EXISTS (SELECT 1 FROM room_bans b
        WHERE b.room_id = r.id AND b.user_id = ? AND (b.until IS NULL OR b.until > ?))`,
      parameters: [userId, now],
    });
  }

  async insert(tx: Transaction, room: RoomEntity): Promise<void> {
    const properties = Object.keys(COLUMNS) as (keyof RoomEntity)[];
    await tx.execute(
      `INSERT INTO rooms (${properties.map((property) => COLUMNS[property]).join(', ')})
       VALUES (${placeholders(properties)})`,
      properties.map((property) => room[property]),
    );
  }

  async update(tx: Transaction, id: string, changes: Partial<RoomEntity>): Promise<void> {
    const properties = Object.keys(changes) as (keyof RoomEntity)[];
    await tx.execute(
      `UPDATE rooms SET ${properties.map((property) => `${COLUMNS[property]} = ?`).join(', ')} WHERE id = ?`,
      [...properties.map((property) => changes[property] ?? null), id],
    );
  }

  /** Marks the room of a conversation that has ended. */
  async markDeleted(tx: Transaction, conversationId: string, at: number): Promise<void> {
    await tx.execute('UPDATE rooms SET deleted_at = ? WHERE conversation_id = ? AND deleted_at IS NULL', [
      at,
      conversationId,
    ]);
  }

  private page(
    args: PageArgs,
    search: string,
    filter: { readonly join: string; readonly where: string; readonly parameters: readonly SqlValue[] },
  ): Promise<Page<RoomView>> {
    return pageOf<RoomView>(args, {
      keyShape: 'ss',
      keyOf: (room) => [room.nameKey, room.id],
      fetch: (slice) => {
        const { where, parameters, orderBy } = sliceCondition(slice, ['r.name_key', 'r.id']);
        // INSTR has no wildcards to escape and means the same in both databases.
        const found = search === '' ? '1 = 1' : 'INSTR(r.name_key, ?) > 0';
        return this.database.query<RoomView>(
          `${SELECT} ${filter.join} WHERE ${filter.where} AND ${LIVING} AND ${found} AND ${where}
           ORDER BY ${orderBy} LIMIT ${slice.limit}`,
          [...filter.parameters, ...(search === '' ? [] : [search]), ...parameters],
        );
      },
    });
  }
}
