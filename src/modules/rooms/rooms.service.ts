import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { isActive } from '../conversations/conversation-grant.js';
import { notAMember } from '../conversations/conversations.errors.js';
import { Membership } from '../conversations/membership.js';
import { RoomAccess } from './room-access.js';
import { RoomProfiles, type RoomProfileChanges } from './room-profiles.js';
import { roleForbids, roomNotFound } from './rooms.errors.js';
import { mayDelete, maySee } from './rooms.policy.js';
import type { RoomHistory } from './rooms.words.js';

export interface RoomChanges extends RoomProfileChanges {
  readonly roomId: string;
  readonly history?: RoomHistory;
}

/** Changes and ends rooms. */
@Injectable()
export class RoomsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RoomAccess,
    private readonly profiles: RoomProfiles,
    private readonly membership: Membership,
  ) {}

  /**
   * Changes the profile, and from where on newcomers see messages; what is left out stays. Owner and admins.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT, and for the avatar ATTACHMENT_NOT_READY
   */
  async update(viewer: Viewer, { roomId, history, ...changes }: RoomChanges): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { room } = await this.access.lockForManager(tx, viewer, roomId);
      await this.profiles.change(tx, viewer.userId, room, changes);
      if (history !== undefined) await this.membership.setHistory(tx, room.conversationId, history, viewer.userId);
    });
  }

  /**
   * Ends the room for everybody. Its owner, and administrators of the server.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN
   */
  async delete(viewer: Viewer, roomId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const room = await this.access.lock(tx, roomId);
      const grant = (await this.access.members(tx, room, [viewer.userId])).get(viewer.userId);
      const role = grant && isActive(grant) ? grant.participant.role : null;
      if (!mayDelete(role, viewer)) {
        if (grant && role === null) throw notAMember();
        throw maySee(room, role !== null) ? roleForbids('owner') : roomNotFound();
      }
      await this.membership.delete(tx, room.conversationId, viewer.userId);
    });
  }
}
