import type { VerifiedViewer } from './viewer.js';

/** Turns what a client sent into a viewer. Implemented by the auth module; asked by both doors. */
export abstract class TokenVerifier {
  /**
   * Verifies an access token and that its session is alive.
   * @param authorization `Bearer <token>` as in the Authorization header
   * @param comesAgain the client will send the same one with its next request: worth remembering. Sockets send it once.
   * @throws AppError UNAUTHENTICATED
   */
  abstract verifyAuthorization(authorization: string, comesAgain?: boolean): Promise<VerifiedViewer>;

  /**
   * Verifies a room ticket and that the session which asked for it is alive.
   * @throws AppError INVALID_TOKEN
   */
  abstract verifyTicket(ticket: string): Promise<VerifiedViewer>;

  /** Whether a session has neither ended nor expired, as the database says now. */
  abstract isSessionAlive(sessionId: string): Promise<boolean>;
}
