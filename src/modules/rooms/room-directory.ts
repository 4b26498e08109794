import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { Page } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import { Clock } from '../../common/time/clock.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import type { RoomBanEntity } from './entities/room-ban.entity.js';
import { RoomAccess } from './room-access.js';
import { RoomBansRepository } from './room-bans.repository.js';
import { RoomLimits } from './room-limits.js';
import { roomNotFound } from './rooms.errors.js';
import { maySee, roomNameKey } from './rooms.policy.js';
import type { RoomView } from './room-view.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomScope } from './rooms.words.js';

export interface RoomSelection extends PageArgs {
  readonly scope: RoomScope;
  readonly search?: string | null;
}

/** The rooms that a viewer may know of. */
@Injectable()
export class RoomDirectory {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly bans: RoomBansRepository,
    private readonly access: RoomAccess,
    private readonly conversations: ConversationAccess,
    private readonly limits: RoomLimits,
    private readonly clock: Clock,
  ) {}

  /** The room, or null when it is absent or hidden from the viewer. */
  async find(viewer: Viewer, roomId: string, context: GraphqlContext): Promise<RoomView | null> {
    const room = await this.access.find(viewer, roomId);
    if (!room) return null;
    const grant = await this.conversations.forViewer(viewer, room.conversationId, context.loaders);
    return maySee(room, grant !== null) ? room : null;
  }

  /** @throws AppError INVALID_CURSOR, INVALID_INPUT, RATE_LIMITED */
  async page(viewer: Viewer, { scope, search, ...args }: RoomSelection): Promise<Page<RoomView>> {
    const key = roomNameKey(search ?? '');
    if (scope === RoomScope.MINE) return this.rooms.mine(viewer.userId, key, args);
    await this.limits.spendOnLooking(viewer);
    return this.rooms.discoverable(viewer.userId, key, this.clock.now(), args);
  }

  /** Bans in force, the latest first; for owner and admins. @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN */
  async bansOf(viewer: Viewer, roomId: string, args: PageArgs): Promise<Page<RoomBanEntity>> {
    const { room } = await this.access.requireManager(viewer, roomId);
    return this.bans.page(room.id, this.clock.now(), args);
  }

  /**
   * The room as it is after the viewer has changed it; what it shows is read afresh.
   * @throws AppError NOT_FOUND when it was deleted a moment ago
   */
  async changed(viewer: Viewer, roomId: string, context: GraphqlContext): Promise<RoomView> {
    const room = await this.rooms.byId(roomId);
    if (!room) throw roomNotFound();
    const grant = await this.conversations.forViewer(viewer, room.conversationId);
    if (grant) this.conversations.prime(viewer, context.loaders, [grant]);
    return room;
  }
}
