import { createPool, type Pool, type ResultSetHeader } from 'mysql2/promise';

export interface Incoming {
  readonly roomId: string;
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

/** One INSERT for each message; one for all that came while the last was under way; a transaction as a chat needs it. */
export type WriteMode = 'single' | 'rows' | 'transaction';

const INSERT = 'INSERT INTO messages (room_id, sender_id, client_message_id, body, created_at) VALUES ';
const MAX_ROWS = 100;

const valuesOf = ({ roomId, senderId, clientMessageId, text }: Incoming): (string | number)[] => [
  ...[roomId, senderId, clientMessageId, text],
  Date.now(),
];

/** Stores a message; resolves with its id once it is committed. */
export function writerOf(mode: WriteMode, url: string): (message: Incoming) => Promise<number> {
  const pool = createPool({ uri: url, connectionLimit: 10 });
  switch (mode) {
    case 'single':
      return (message) => single(pool, message);
    case 'rows':
      return new RowWriter(pool).write;
    case 'transaction':
      return (message) => transaction(pool, message);
  }
}

async function single(pool: Pool, message: Incoming): Promise<number> {
  const [result] = await pool.query<ResultSetHeader>(`${INSERT}(?, ?, ?, ?, ?)`, valuesOf(message));
  return result.insertId;
}

/** Counts the room, looks at the membership, inserts. */
async function transaction(pool: Pool, message: Incoming): Promise<number> {
  const connection = await pool.getConnection();
  try {
    await connection.query('START TRANSACTION');
    await connection.query('UPDATE rooms SET created_at = created_at + 1 WHERE id = ?', [message.roomId]);
    const key = [message.senderId, message.roomId];
    await connection.query('SELECT last_read_message_id FROM members WHERE user_id = ? AND room_id = ?', key);
    const [result] = await connection.query<ResultSetHeader>(`${INSERT}(?, ?, ?, ?, ?)`, valuesOf(message));
    await connection.query('COMMIT');
    return result.insertId;
  } finally {
    connection.release();
  }
}

interface Waiting {
  readonly message: Incoming;
  readonly resolve: (id: number) => void;
  readonly reject: (error: unknown) => void;
}

class RowWriter {
  private waiting: Waiting[] = [];
  private running = false;

  constructor(private readonly pool: Pool) {}

  readonly write = (message: Incoming): Promise<number> =>
    new Promise((resolve, reject) => {
      this.waiting.push({ message, resolve, reject });
      if (!this.running) void this.drain();
    });

  private async drain(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MAX_ROWS);
      const rows = batch.map(() => '(?, ?, ?, ?, ?)').join(', ');
      const values = batch.flatMap(({ message }) => valuesOf(message));
      try {
        const [result] = await this.pool.query<ResultSetHeader>(INSERT + rows, values);
        for (const [index, { resolve }] of batch.entries()) resolve(result.insertId + index);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.running = false;
  }
}
