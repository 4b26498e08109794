import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Transaction } from '../../common/database/transaction.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { invalidInput } from '../../common/errors/app-error.js';
import { isActive } from '../conversations/conversation-grant.js';
import { ParticipantRole } from '../conversations/conversation.words.js';
import { Membership } from '../conversations/membership.js';
import { RoomAccess } from './room-access.js';
import { memberNotFound, roleForbids } from './rooms.errors.js';
import { mayGiveRoles } from './rooms.policy.js';
import type { RoomView } from './room-view.js';

/** Who is who in a room. All of it is the owner's. */
@Injectable()
export class RoomRolesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RoomAccess,
    private readonly membership: Membership,
  ) {}

  /**
   * Makes a member an admin, or an admin a member.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT (for OWNER: that is a transfer; and for oneself)
   */
  async setRole(viewer: Viewer, roomId: string, userId: string, role: ParticipantRole): Promise<void> {
    if (role === ParticipantRole.OWNER) throw invalidInput('role', 'transfer', 'use transferRoomOwnership');
    await this.unitOfWork.run(async (tx) => {
      const room = await this.lockForOwner(tx, viewer, roomId, userId);
      await this.membership.setRole(tx, room.conversationId, userId, role, viewer.userId);
    });
  }

  /**
   * Hands the room over to another member; the viewer stays as an admin.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT (for oneself)
   */
  async transfer(viewer: Viewer, roomId: string, userId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const room = await this.lockForOwner(tx, viewer, roomId, userId);
      const roles = new Map([
        [userId, ParticipantRole.OWNER],
        [viewer.userId, ParticipantRole.ADMIN],
      ]);
      await this.membership.setRoles(tx, room.conversationId, roles, viewer.userId);
    });
  }

  private async lockForOwner(tx: Transaction, viewer: Viewer, roomId: string, userId: string): Promise<RoomView> {
    const { room, role } = await this.access.lockForMember(tx, viewer, roomId);
    if (!mayGiveRoles(role)) throw roleForbids('owner');
    if (userId === viewer.userId) throw invalidInput('userId', 'self');
    const member = (await this.access.members(tx, room, [userId])).get(userId);
    if (!member || !isActive(member)) throw memberNotFound();
    return room;
  }
}
