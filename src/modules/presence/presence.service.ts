import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Config } from '../../common/config/config.js';
import { AppError } from '../../common/errors/app-error.js';
import type { EventStream } from '../../common/realtime/event-stream.js';
import type { PresenceChangedType } from './graphql/presence-changed.type.js';
import { PresenceBoard } from './presence-board.js';
import { PresenceKeeper } from './presence-keeper.js';
import { PresencesRepository } from './presences.repository.js';

/** Who is there, for those who ask; and whether others may know of oneself. */
@Injectable()
export class PresenceService {
  constructor(
    private readonly config: Config,
    private readonly board: PresenceBoard,
    private readonly keeper: PresenceKeeper,
    private readonly presences: PresencesRepository,
  ) {}

  /**
   * Whether these people are there, now and from now on. Of whom the viewer may not know it, looks as one who never is.
   * @throws AppError FORBIDDEN (`presence`) where the operator has turned it off
   */
  watch(viewer: Viewer, userIds: readonly string[]): EventStream<PresenceChangedType> {
    if (!this.config.settings.PRESENCE)
      throw new AppError('FORBIDDEN', 'Presence is turned off on this server', { reason: 'presence' });
    return this.board.watch(viewer.userId, userIds);
  }

  async isVisible(userId: string): Promise<boolean> {
    return (await this.presences.of([userId])).get(userId)?.hidden !== true;
  }

  async setVisible(viewer: Viewer, visible: boolean): Promise<void> {
    if ((await this.isVisible(viewer.userId)) === visible) return;
    await this.presences.setHidden(viewer.userId, !visible);
    this.keeper.tell([viewer.userId]);
  }
}
