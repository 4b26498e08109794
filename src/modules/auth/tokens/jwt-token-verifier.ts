import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TokenVerifier } from '../../../common/auth/token-verifier.js';
import type { VerifiedViewer } from '../../../common/auth/viewer.js';
import { Clock } from '../../../common/time/clock.js';
import { tokenRefused } from '../auth.errors.js';
import { isAlive } from '../sessions/session.records.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { RoomTickets } from './room-tickets.js';
import { SESSION_STRATEGY, SessionStrategy } from './session.strategy.js';
import type { AccessClaims } from './token-options.js';

const REMEMBERED_TOKENS = 5000;

/** Runs passport without a web framework, so that HTTP and WebSocket take one and the same path. */
@Injectable()
export class JwtTokenVerifier extends TokenVerifier {
  /**
   * What tokens of HTTP requests say whose signature, issuer and audience were found good: a client sends the same one for a quarter of an
   * hour, and checking it took a tenth of an HTTP request ([performance](../../../../docs/performance.md)). Expiry, session
   * and account are looked at each time.
   */
  private readonly signed = new LRUCache<string, AccessClaims>({ max: REMEMBERED_TOKENS });

  constructor(
    private readonly strategy: SessionStrategy,
    private readonly tickets: RoomTickets,
    private readonly sessions: SessionsRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async verifyAuthorization(authorization: string, comesAgain = false): Promise<VerifiedViewer> {
    const known = this.signed.get(authorization);
    if (known && Math.floor(this.clock.now() / 1000) < known.exp) return this.strategy.validate(known);
    const verified = await this.authenticate(authorization);
    if (comesAgain) this.signed.set(authorization, claimsOf(authorization));
    return verified;
  }

  private authenticate(authorization: string): Promise<VerifiedViewer> {
    return new Promise((resolve, reject) => {
      const authenticate = this.strategy
        .getPassportInstance()
        .authenticate(
          SESSION_STRATEGY,
          { session: false },
          (error: Error | null, verified: VerifiedViewer | false | null, info: Error | undefined) => {
            if (error) reject(error);
            else if (verified) resolve(verified);
            else reject(tokenRefused(info?.name === 'TokenExpiredError' ? 'expired' : 'invalid'));
          },
        ) as (request: object, response: object, next: (error: unknown) => void) => void;
      authenticate({ headers: { authorization } }, {}, reject);
    });
  }

  verifyTicket(ticket: string): Promise<VerifiedViewer> {
    return this.tickets.verify(ticket);
  }

  async isSessionAlive(sessionId: string): Promise<boolean> {
    const session = await this.sessions.state(sessionId);
    return session !== null && isAlive(session);
  }
}

/** The claims of a token that has been found good. */
function claimsOf(authorization: string): AccessClaims {
  const [, payload = ''] = authorization.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as AccessClaims;
}
