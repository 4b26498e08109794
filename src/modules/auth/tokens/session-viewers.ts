import { Injectable } from '@nestjs/common';
import type { VerifiedViewer, Viewer } from '../../../common/auth/viewer.js';
import { Config } from '../../../common/config/config.js';
import { isId } from '../../../common/ids/ids.js';
import { Clock } from '../../../common/time/clock.js';
import { isAdministrator } from '../../users/users.policy.js';
import { tokenRefused } from '../auth.errors.js';
import { SessionActivity } from '../sessions/session-activity.js';
import { isAlive, type SessionState } from '../sessions/session.records.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

interface SessionClaims {
  readonly sub: unknown;
  readonly sid: unknown;
  readonly exp: unknown;
}

/** Clocks closer than this are taken to agree. */
const SKEW_TOLERANCE_MS = 1000;

/** The viewer of a token whose signature is good, provided that its session lives. */
@Injectable()
export class SessionViewers {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly activity: SessionActivity,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * One query by primary key. `expiresAt` is told by this node's clock, for its timers.
   * @throws AppError UNAUTHENTICATED
   */
  async of(claims: SessionClaims): Promise<VerifiedViewer & { readonly session: SessionState }> {
    const { sub, sid, exp } = claims;
    if (typeof sub !== 'string' || typeof sid !== 'string' || !isId(sid) || !Number.isSafeInteger(exp))
      throw tokenRefused('invalid');
    const session = await this.sessions.state(sid);
    if (!session || session.userId !== sub || !isAlive(session)) throw tokenRefused('ended');
    this.activity.used(session);
    const viewer: Viewer = {
      userId: sub,
      sessionId: sid,
      isAdmin: isAdministrator(session, this.config.settings.ADMIN_ACCOUNTS),
      ticket: null,
    };
    return { viewer, session, expiresAt: this.locally((exp as number) * 1000, session.now) };
  }

  private locally(time: number, databaseNow: number): number {
    const skew = this.clock.now() - databaseNow;
    return Math.abs(skew) < SKEW_TOLERANCE_MS ? time : time + skew;
  }
}
