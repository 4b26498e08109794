import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { Server } from 'socket.io';
import { ready } from '../support/ready.js';

/** A chat as Socket.IO's own tutorial writes it: rooms of the library, an INSERT, an event to the room, an acknowledgement. */
const pool = createPool({ uri: process.env.DATABASE_URL ?? '', connectionLimit: 10 });

interface Incoming {
  readonly roomId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

interface Sender {
  readonly id: string;
  readonly nickname: string;
  readonly avatarUrl: string | null;
}

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });

io.use((socket, next) => {
  const { userId } = socket.handshake.auth as { userId?: string };
  senderOf(userId ?? '').then(
    (sender) => {
      socket.data = sender;
      next();
    },
    (error: Error) => next(error),
  );
});

io.on('connection', (socket) => {
  const sender = socket.data as Sender;
  socket.on('join', (roomId: string, done: (joined: boolean) => void) => {
    requireMember(sender.id, roomId).then(
      () => {
        void socket.join(roomId);
        done(true);
      },
      () => done(false),
    );
  });
  socket.on('send', (message: Incoming, done: (answer: object) => void) => {
    store(sender, message).then(
      (id) => {
        const { roomId, text, clientMessageId } = message;
        const createdAt = new Date().toISOString();
        socket.to(roomId).emit('message', { id, roomId, text, createdAt, sender });
        done({ id, clientMessageId, createdAt });
      },
      (error: unknown) => done({ error: String(error) }),
    );
  });
});

async function senderOf(id: string): Promise<Sender> {
  const [rows] = await pool.execute<RowDataPacket[]>('SELECT id, nickname, avatar_url FROM users WHERE id = ?', [id]);
  const [row] = rows;
  if (!row) throw new Error('nobody of this id');
  return { id, nickname: row.nickname as string, avatarUrl: row.avatar_url as string | null };
}

async function requireMember(userId: string, roomId: string): Promise<void> {
  const [rows] = await pool.execute<RowDataPacket[]>('SELECT 1 FROM members WHERE user_id = ? AND room_id = ?', [
    userId,
    roomId,
  ]);
  if (rows.length === 0) throw new Error('not a member');
}

async function store(sender: Sender, { roomId, clientMessageId, text }: Incoming): Promise<number> {
  await requireMember(sender.id, roomId);
  const [result] = await pool.execute<ResultSetHeader>(
    'INSERT INTO messages (room_id, sender_id, client_message_id, body, created_at) VALUES (?, ?, ?, ?, ?)',
    [roomId, sender.id, clientMessageId, text, Date.now()],
  );
  return result.insertId;
}

http.listen(0, '127.0.0.1', () => ready((http.address() as AddressInfo).port));
process.once('SIGTERM', () => process.exit(0));
