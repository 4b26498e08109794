import { Injectable } from '@nestjs/common';
import type { Viewer } from '../auth/viewer.js';
import type { FeedListener } from '../realtime/attachment.js';
import type { FeedEvent } from '../realtime/feed-event.js';
import { FeedHub } from '../realtime/feed-hub.js';
import { userFeed } from '../realtime/feed-key.js';
import { TokenVerifier } from '../auth/token-verifier.js';
import { CloseCode } from './close-codes.js';
import type { SocketConnection } from './socket-connection.js';

/** The session of one socket. A class with methods and no closures: each socket has one (docs/performance.md). */
class WatchedSession implements FeedListener {
  constructor(
    private readonly connection: SocketConnection,
    private readonly sessionId: Viewer['sessionId'],
  ) {}

  event(event: FeedEvent): void {
    if (event.type === 'SESSION_ENDED' && event.data.ref === this.sessionId) this.end();
  }

  // What was missed may have been the end of this session: the client comes back and is asked again.
  gap(): void {
    this.end();
  }

  end(): void {
    this.connection.close(CloseCode.SESSION_EXPIRED, 'Session ended');
  }
}

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
    const session = new WatchedSession(connection, viewer.sessionId);
    const attachment = await this.hub.attach(userFeed(viewer.userId), null, session);
    connection.onEnd(() => attachment.detach());
    if (!(await this.verifier.isSessionAlive(viewer.sessionId))) session.end();
  }
}
