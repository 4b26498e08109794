import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';

export interface User extends RowDataPacket {
  readonly id: string;
  readonly nickname: string;
  readonly avatarUrl: string | null;
}

export interface Room extends RowDataPacket {
  readonly id: string;
  readonly name: string;
}

export interface Message {
  readonly id: number;
  readonly roomId: string;
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly createdAt: Date;
  /** Where it is known without a query. */
  readonly sender?: User;
}

export interface NewMessage {
  readonly roomId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

interface MessageRow extends RowDataPacket, Omit<Message, 'createdAt' | 'sender'> {
  readonly createdAt: number;
}

const messageColumns = `m.id, m.room_id AS roomId, m.sender_id AS senderId, m.client_message_id AS clientMessageId,
  m.body AS text, m.created_at AS createdAt`;

/** All the SQL of this server. */
export class Chat {
  constructor(private readonly pool: Pool) {}

  async send(senderId: string, { roomId, clientMessageId, text }: NewMessage): Promise<Message> {
    const sender = await this.memberOf(roomId, senderId);
    const createdAt = new Date();
    const [{ insertId }] = await this.pool.execute<ResultSetHeader>(
      'INSERT INTO messages (room_id, sender_id, client_message_id, body, created_at) VALUES (?, ?, ?, ?, ?)',
      [roomId, senderId, clientMessageId, text, createdAt.getTime()],
    );
    return { id: insertId, roomId, senderId, clientMessageId, text, createdAt, sender };
  }

  /** Newest first. */
  async messages(userId: string, roomId: string, before: string | null, limit: number): Promise<Message[]> {
    await this.memberOf(roomId, userId);
    // Left alone, MariaDB takes no range of the index and reads all that is newer first.
    const [rows] = await this.pool.execute<MessageRow[]>(
      `SELECT ${messageColumns} FROM messages m FORCE INDEX (ix_messages_room) WHERE m.room_id = ? ${before === null ? '' : 'AND m.id < ?'}
       ORDER BY m.id DESC LIMIT ?`,
      [roomId, ...(before === null ? [] : [Number(before)]), String(limit)],
    );
    return rows.map(messageOf);
  }

  /** Newest activity first. */
  async rooms(userId: string, limit: number): Promise<Room[]> {
    const [rooms] = await this.pool.execute<Room[]>(
      `SELECT r.id, r.name FROM members b JOIN rooms r ON r.id = b.room_id WHERE b.user_id = ?
       ORDER BY (SELECT m.id FROM messages m WHERE m.room_id = r.id ORDER BY m.id DESC LIMIT 1) DESC LIMIT ?`,
      [userId, String(limit)],
    );
    return rooms;
  }

  async usersById(ids: readonly string[]): Promise<Map<string, User>> {
    const [users] = await this.pool.query<User[]>(
      'SELECT id, nickname, avatar_url AS avatarUrl FROM users WHERE id IN (?)',
      [[...new Set(ids)]],
    );
    return new Map(users.map((user) => [user.id, user]));
  }

  async lastMessages(roomIds: readonly string[]): Promise<Map<string, Message>> {
    const [rows] = await this.pool.query<MessageRow[]>(
      `SELECT ${messageColumns} FROM (SELECT MAX(id) AS id FROM messages WHERE room_id IN (?) GROUP BY room_id) newest
       JOIN messages m ON m.id = newest.id`,
      [roomIds],
    );
    return new Map(rows.map((row) => [row.roomId, messageOf(row)]));
  }

  async unreadCounts(userId: string, roomIds: readonly string[]): Promise<Map<string, number>> {
    const [rows] = await this.pool.query<(RowDataPacket & { roomId: string; unread: number })[]>(
      `SELECT b.room_id AS roomId, COUNT(m.id) AS unread FROM members b
       JOIN messages m ON m.room_id = b.room_id AND m.id > b.last_read_message_id
       WHERE b.user_id = ? AND b.room_id IN (?) GROUP BY b.room_id`,
      [userId, roomIds],
    );
    return new Map(rows.map(({ roomId, unread }) => [roomId, unread]));
  }

  /** @throws Error when the user is not a member of the room. */
  async memberOf(roomId: string, userId: string): Promise<User> {
    const [[user]] = await this.pool.execute<User[]>(
      `SELECT u.id, u.nickname, u.avatar_url AS avatarUrl FROM members b JOIN users u ON u.id = b.user_id
       WHERE b.user_id = ? AND b.room_id = ?`,
      [userId, roomId],
    );
    if (user === undefined) throw new Error('Not a member of this room');
    return user;
  }
}

const messageOf = ({ createdAt, ...row }: MessageRow): Message => ({ ...row, createdAt: new Date(createdAt) });
