import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';
import { WebSocketServer } from 'ws';
import { ready } from '../support/ready.js';

interface Incoming {
  readonly roomId: string;
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

/** One INSERT for each message, flushed to the disk before it is answered. */
const database = new Database(process.argv[2] ?? '');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, room_id TEXT NOT NULL, sender_id TEXT NOT NULL,
  client_message_id TEXT NOT NULL, body TEXT NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE (sender_id, room_id, client_message_id))`);
const insert = database.prepare(
  'INSERT INTO messages (room_id, sender_id, client_message_id, body, created_at) VALUES (?, ?, ?, ?, ?)',
);

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const { roomId, senderId, clientMessageId, text } = JSON.parse(String(data)) as Incoming;
    const { lastInsertRowid } = insert.run(roomId, senderId, clientMessageId, text, Date.now());
    socket.send(JSON.stringify({ id: Number(lastInsertRowid), clientMessageId }));
  });
});

http.listen(0, '127.0.0.1', () => ready((http.address() as AddressInfo).port));
process.once('SIGTERM', () => process.exit(0));
