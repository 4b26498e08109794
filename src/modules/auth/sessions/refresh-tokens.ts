import { createHash, createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtSecret } from '../../../common/auth/jwt-secret.js';
import type { Sql } from '../../../common/database/sql.js';
import { Database } from '../../../common/database/database.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { newSecret } from '../../../common/ids/ids.js';

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

interface StoredToken {
  readonly sessionId: string;
  readonly usedAt: number | null;
}

// Longer than any chain can grow within the grace period at the permitted rate of refreshes.
const LONGEST_CHAIN = 64;

/**
 * Refresh tokens rotate (RFC 9700, 4.14.2). The successor of a token is derived from it with a key that only the server
 * has, not drawn at random, so that a session has one chain of tokens that never forks: whoever repeats a refresh whose
 * answer was lost, and the second of two tabs that refresh at once, get the same successor. With random successors each
 * of them would start a chain of its own, and a thief who was quick enough could live on one for ever, unnoticed.
 */
@Injectable()
export class RefreshTokens {
  private readonly key: Buffer;

  constructor(
    secret: JwtSecret,
    private readonly database: Database,
  ) {
    this.key = secret.derive('refresh-token');
  }

  /** The first token of a new session. */
  async issue(tx: Transaction, sessionId: string, now: number): Promise<string> {
    const token = newSecret();
    await this.insert(tx, token, sessionId, now);
    return token;
  }

  async find(token: string, sql: Sql = this.database): Promise<StoredToken | null> {
    const [row] = await sql.query<StoredToken>(
      'SELECT session_id AS sessionId, used_at AS usedAt FROM refresh_tokens WHERE token_hash = ?',
      [hashOf(token)],
    );
    return row ?? null;
  }

  /** Uses a token up and makes its successor. The caller holds the session's lock and has seen that it is unused. */
  async rotate(tx: Transaction, token: string, sessionId: string, now: number): Promise<string> {
    await tx.execute('UPDATE refresh_tokens SET used_at = ? WHERE token_hash = ?', [now, hashOf(token)]);
    const successor = this.successorOf(token);
    await this.insert(tx, successor, sessionId, now);
    return successor;
  }

  /** The unused token at the end of the chain; null when the chain can't be followed, as after a change of secret. */
  async newestOf(tx: Transaction, token: string): Promise<string | null> {
    let current = token;
    for (let step = 0; step < LONGEST_CHAIN; step += 1) {
      current = this.successorOf(current);
      const stored = await this.find(current, tx);
      if (!stored) return null;
      if (stored.usedAt === null) return current;
    }
    return null;
  }

  private successorOf(token: string): string {
    return createHmac('sha256', this.key).update(token).digest('base64url');
  }

  private async insert(tx: Transaction, token: string, sessionId: string, now: number): Promise<void> {
    await tx.execute('INSERT INTO refresh_tokens (token_hash, session_id, issued_at, used_at) VALUES (?, ?, ?, NULL)', [
      hashOf(token),
      sessionId,
      now,
    ]);
  }
}
