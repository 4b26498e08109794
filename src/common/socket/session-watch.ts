import { Injectable } from '@nestjs/common';
import { FeedHub } from '../realtime/feed-hub.js';
import { userFeed } from '../realtime/feed-key.js';
import { TokenVerifier } from '../auth/token-verifier.js';
import { CloseCode } from './close-codes.js';
import type { SocketConnection } from './socket-connection.js';

/** Closes sockets whose session ends, on whatever node it was ended. */
@Injectable()
export class SessionWatch {
  constructor(
    private readonly hub: FeedHub,
    private readonly verifier: TokenVerifier,
  ) {}

  /**
   * Listens to the user's feed for the end of the socket's session. Checks it once more when it is heard: it may have ended
   * between the verification of the token and now.
   */
  async watch(connection: SocketConnection): Promise<void> {
    const { viewer } = connection;
    if (!viewer) return;
    const end = () => connection.close(CloseCode.SESSION_EXPIRED, 'Session ended');
    const attachment = await this.hub.attach(userFeed(viewer.userId), null, {
      event: (event) => {
        if (event.type === 'SESSION_ENDED' && event.data.ref === viewer.sessionId) end();
      },
      // What was missed may have been the end of this session: the client comes back and is asked again.
      gap: end,
    });
    connection.onEnd(() => attachment.detach());
    if (!(await this.verifier.isSessionAlive(viewer.sessionId))) end();
  }
}
