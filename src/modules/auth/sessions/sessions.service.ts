import { Injectable } from '@nestjs/common';
import { Config } from '../../../common/config/config.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { newId } from '../../../common/ids/ids.js';
import { UserChangeLog } from '../../../common/realtime/user-change-log.js';
import type { ClientInfo } from '../client-info.js';
import { AccessTokens, type AccessToken } from '../tokens/access-tokens.js';
import { RefreshTokens } from './refresh-tokens.js';
import { SessionsRepository } from './sessions.repository.js';

/** What a client needs to act for a user. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token expires, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Most sessions of one user at once; the least recently used one makes room for a new one. */
export const MAX_SESSIONS = 100;

/** Opens and ends sessions inside the transactions of others. Times are by the database's clock. */
@Injectable()
export class SessionsService {
  private readonly lifeMs: number;

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly refreshTokens: RefreshTokens,
    private readonly accessTokens: AccessTokens,
    private readonly changeLog: UserChangeLog,
    config: Config,
  ) {
    this.lifeMs = config.settings.REFRESH_TOKEN_TTL_SECONDS * 1000;
  }

  /** Opens a session. Call it last: it may lock the user's change feed. */
  async open(tx: Transaction, userId: string, client: ClientInfo): Promise<TokenPair> {
    const now = await this.sessions.now(tx);
    const others = await this.sessions.alive(userId, now, tx);
    const id = newId();
    await this.sessions.insert(tx, {
      id,
      userId,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + this.lifeMs,
      endedAt: null,
      ...client,
    });
    const refreshToken = await this.refreshTokens.issue(tx, id, now);
    const surplus = others.slice(MAX_SESSIONS - 1).map((session) => session.id);
    await this.endAll(tx, userId, surplus, now);
    return this.pairOf({ userId, sessionId: id }, refreshToken, now);
  }

  /** A new access token beside a refresh token. */
  async pairOf(
    session: { readonly userId: string; readonly sessionId: string },
    refreshToken: string,
    now: number,
  ): Promise<TokenPair> {
    const access: AccessToken = await this.accessTokens.issue(session, now);
    return { accessToken: access.token, refreshToken, expiresAt: access.expiresAt };
  }

  /** When a session that is used at `now` will have expired. */
  expiryFrom(now: number): number {
    return now + this.lifeMs;
  }

  /**
   * Ends all of the user's sessions but one; their tokens die with the commit and their sockets are closed on every
   * node. Call it last. Answers how many it ended.
   */
  async endOthers(tx: Transaction, userId: string, exceptId: string | null): Promise<number> {
    const now = await this.sessions.now(tx);
    const ids = (await this.sessions.alive(userId, now, tx)).map(({ id }) => id).filter((id) => id !== exceptId);
    await this.endAll(tx, userId, ids, now);
    return ids.length;
  }

  /** Ends one session of the user. Call it last. */
  async endOne(tx: Transaction, userId: string, sessionId: string): Promise<void> {
    await this.endAll(tx, userId, [sessionId], await this.sessions.now(tx));
  }

  private async endAll(tx: Transaction, userId: string, ids: readonly string[], now: number): Promise<void> {
    if (ids.length === 0) return;
    await this.sessions.end(tx, ids, now);
    await this.changeLog.append(
      tx,
      userId,
      ids.map((id) => ({ kind: 'SESSION_ENDED', ref: id })),
    );
  }
}
