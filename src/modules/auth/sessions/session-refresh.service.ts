import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../common/database/transaction.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import type { UserEntity } from '../../users/entities/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { invalidToken } from '../auth.errors.js';
import type { ClientInfo } from '../client-info.js';
import type { SessionEntity } from '../entities/session.entity.js';
import { RefreshTokens } from './refresh-tokens.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService, type TokenPair } from './sessions.service.js';

/** How long a used refresh token may be used again: by a client that lost the answer, or by a second tab. */
export const GRACE_MS = 20_000;

type Outcome = { readonly pair: TokenPair; readonly user: UserEntity } | 'refused';

/** Renews sessions with rotating refresh tokens. */
@Injectable()
export class SessionRefreshService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionsRepository,
    private readonly lifecycle: SessionsService,
    private readonly tokens: RefreshTokens,
    private readonly users: UsersService,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * Answers a fresh pair and uses the refresh token up. Used again within 20 s it gives the newest pair of the same
   * chain; used again later it was stolen, by this caller or from this caller, and the session ends at once.
   * @throws AppError INVALID_TOKEN, RATE_LIMITED
   */
  async refresh(token: string, client: ClientInfo): Promise<{ pair: TokenPair; user: UserEntity }> {
    await this.limiter.consume(policies.refreshAddress, client.address);
    const known = await this.tokens.find(token);
    if (!known) throw invalidToken();
    await this.limiter.consume(policies.refresh, known.sessionId);
    // Refused inside the transaction by a value, not by throwing, because ending the session has to be committed.
    const outcome = await this.unitOfWork.run((tx) => this.renew(tx, token, known.sessionId));
    if (outcome === 'refused') throw invalidToken();
    return outcome;
  }

  private async renew(tx: Transaction, token: string, sessionId: string): Promise<Outcome> {
    // The session's row is the lock of its chain: of two refreshes at once the second sees what the first has done.
    const session = await this.sessions.lock(tx, sessionId);
    const now = await this.sessions.now(tx);
    if (!session || session.endedAt !== null || session.expiresAt <= now) return 'refused';
    const user = await this.users.findById(session.userId, tx);
    const stored = await this.tokens.find(token, tx);
    if (!user || !stored) return 'refused';
    if (stored.usedAt !== null && now - stored.usedAt > GRACE_MS) {
      await this.lifecycle.endOne(tx, session.userId, sessionId);
      return 'refused';
    }
    const newest = await this.advance(tx, token, stored.usedAt === null, session, now);
    if (newest === null) return 'refused';
    return { pair: await this.lifecycle.pairOf({ userId: user.id, sessionId }, newest, now), user };
  }

  private async advance(
    tx: Transaction,
    token: string,
    unused: boolean,
    session: SessionEntity,
    now: number,
  ): Promise<string | null> {
    if (!unused) return this.tokens.newestOf(tx, token);
    await this.sessions.prolong(tx, session.id, now, this.lifecycle.expiryFrom(now));
    return this.tokens.rotate(tx, token, session.id, now);
  }
}
