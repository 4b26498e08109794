import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import type { ReadKind } from '../../harness/peer.js';

/** What a request may hold; each kind needs some of it. */
export interface Wanted {
  readonly roomId?: string;
  readonly before?: number;
  readonly userId?: string;
}

const PAGE = `SELECT m.id, m.body, m.created_at, u.id AS sender_id, u.nickname, u.avatar_url
  FROM messages m FORCE INDEX (ix_messages_room) JOIN users u ON u.id = m.sender_id WHERE m.room_id = ? AND m.id < ? ORDER BY m.id DESC LIMIT 50`;

const LIST = `SELECT r.id AS room_id, r.name, m.id, m.body, m.created_at, u.id AS sender_id, u.nickname, u.avatar_url,
    (SELECT COUNT(*) FROM messages n WHERE n.room_id = r.id AND n.id > b.last_read_message_id) AS unread
  FROM members b JOIN rooms r ON r.id = b.room_id
    JOIN messages m ON m.id = (SELECT l.id FROM messages l WHERE l.room_id = r.id ORDER BY l.id DESC LIMIT 1)
    JOIN users u ON u.id = m.sender_id
  WHERE b.user_id = ? AND b.room_id <> ? ORDER BY m.id DESC LIMIT 200`;

/** Prepared statements, rows to objects, objects to text. */
export class BareReads {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = createPool({ uri: url, connectionLimit: 10 });
  }

  async answer(kind: string, wanted: Wanted): Promise<string> {
    switch (kind as ReadKind) {
      case 'newest':
        return this.page(wanted.roomId ?? '', Number.MAX_SAFE_INTEGER);
      case 'deep':
        return this.page(wanted.roomId ?? '', wanted.before ?? 0);
      case 'list':
        return this.list(wanted.userId ?? '', wanted.roomId ?? '');
    }
  }

  private async page(roomId: string, before: number): Promise<string> {
    const [rows] = await this.pool.execute<RowDataPacket[]>(PAGE, [roomId, before]);
    return JSON.stringify({ data: { messages: rows.map(shown).reverse() } });
  }

  private async list(userId: string, archiveId: string): Promise<string> {
    const [rows] = await this.pool.execute<RowDataPacket[]>(LIST, [userId, archiveId]);
    const nodes = rows.map((row) => ({
      ...{ id: row.room_id as string, name: row.name as string },
      ...{ unreadCount: Number(row.unread), lastMessage: shown(row) },
    }));
    return JSON.stringify({ data: { conversations: nodes } });
  }
}

const shown = (row: RowDataPacket): object => ({
  id: row.id as number,
  text: row.body as string,
  createdAt: new Date(row.created_at as number),
  sender: {
    id: row.sender_id as string,
    nickname: row.nickname as string,
    avatarUrl: row.avatar_url as string | null,
  },
});
