import type { SessionEntity } from '../entities/session.entity.js';

/** A session with what decides whether its tokens are good, and the database's time, from one query. */
export interface SessionState {
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly lastUsedAt: number;
  readonly userDeletedAt: number | null;
  readonly isAdmin: boolean;
  readonly accountNumber: string;
  readonly emailKey: string | null;
  /** Milliseconds since 1970 by the database's clock. */
  readonly now: number;
}

export const isAlive = (session: SessionState): boolean =>
  session.endedAt === null && session.userDeletedAt === null && session.expiresAt > session.now;

export const SESSION_COLUMNS =
  'id, user_id AS userId, created_at AS createdAt, last_used_at AS lastUsedAt, expires_at AS expiresAt, ended_at AS endedAt, address, user_agent AS userAgent';

/** A session as its owner sees it. */
export type SessionView = SessionEntity & { readonly current: boolean };
