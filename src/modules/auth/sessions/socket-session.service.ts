import { Injectable } from '@nestjs/common';
import { TokenVerifier } from '../../../common/auth/token-verifier.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import { forbidden } from '../../../common/errors/app-error.js';
import type { SocketHandle } from '../../../common/graphql/graphql-context.js';

/** Renews sessions on sockets that stay open. */
@Injectable()
export class SocketSessionService {
  constructor(private readonly verifier: TokenVerifier) {}

  /**
   * Lets the socket live as long as the given access token; answers until when, in milliseconds since 1970.
   * The token has to be of the socket's own session: it is that session whose end closes the socket.
   * @throws AppError FORBIDDEN over HTTP (`reason: socket-only`) and with a token of another session
   * (`reason: other-session`), UNAUTHENTICATED when the token is not good; the socket stays as it was
   */
  async extend(viewer: Viewer, socket: SocketHandle | null, accessToken: string): Promise<number> {
    if (!socket) throw forbidden('socket-only');
    const fresh = await this.verifier.verifyAuthorization(`Bearer ${accessToken}`);
    if (fresh.viewer.sessionId !== viewer.sessionId) throw forbidden('other-session');
    socket.extend(fresh.viewer, fresh.expiresAt);
    return fresh.expiresAt;
  }
}
