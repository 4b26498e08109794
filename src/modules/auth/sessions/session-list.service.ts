import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { notFound } from '../../../common/errors/app-error.js';
import { isId } from '../../../common/ids/ids.js';
import type { SessionView } from './session.records.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';

/** The viewer's own sessions: look at them, end them. */
@Injectable()
export class SessionListService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly lifecycle: SessionsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Sessions that are good at present, the most recently used first; at most MAX_SESSIONS. */
  async list(viewer: Viewer): Promise<SessionView[]> {
    const alive = await this.sessions.alive(viewer.userId, await this.sessions.now());
    return alive.map((session) => ({ ...session, current: session.id === viewer.sessionId }));
  }

  /**
   * Ends one of the viewer's sessions; one that has ended stays ended.
   * @throws AppError NOT_FOUND when there is no such session, or it is somebody else's
   */
  async revoke(viewer: Viewer, sessionId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const session = isId(sessionId) ? await this.sessions.lock(tx, sessionId) : null;
      if (session?.userId !== viewer.userId) throw notFound('Session');
      if (session.endedAt === null) await this.lifecycle.endOne(tx, viewer.userId, sessionId);
    });
  }

  /** Ends the session that the viewer is using. */
  async endCurrent(viewer: Viewer): Promise<void> {
    await this.unitOfWork.run((tx) => this.lifecycle.endOne(tx, viewer.userId, viewer.sessionId));
  }

  /** Ends all sessions, or all but the one in use; answers how many. */
  async endAll(viewer: Viewer, exceptCurrent: boolean): Promise<number> {
    return this.unitOfWork.run((tx) =>
      this.lifecycle.endOthers(tx, viewer.userId, exceptCurrent ? viewer.sessionId : null),
    );
  }
}
