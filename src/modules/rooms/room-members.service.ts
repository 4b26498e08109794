import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Membership } from '../conversations/membership.js';
import { RoomAccess } from './room-access.js';
import { RoomInvitees, type Skipped } from './room-invitees.js';
import { RoomLimits } from './room-limits.js';
import { roomNotFound } from './rooms.errors.js';

/** How people come into rooms, and go of their own accord. */
@Injectable()
export class RoomMembersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RoomAccess,
    private readonly invitees: RoomInvitees,
    private readonly limits: RoomLimits,
    private readonly membership: Membership,
  ) {}

  /**
   * Lets the viewer into a public room. Joining again changes nothing.
   * @throws AppError NOT_FOUND (a private room looks like none), BANNED, ROOM_FULL, RATE_LIMITED
   */
  async join(viewer: Viewer, roomId: string): Promise<void> {
    await this.limits.spendOnComing(viewer);
    await this.unitOfWork.run(async (tx) => {
      const room = await this.access.lock(tx, roomId);
      if (await this.invitees.isMember(tx, room, viewer.userId)) return;
      await this.invitees.assertMayJoin(tx, room, viewer.userId, this.limits.maxMembers);
      await this.membership.join(tx, room.conversationId, [viewer.userId], { actorId: viewer.userId });
    });
  }

  /**
   * Ends the viewer's membership. An owner who leaves passes the room on to the admin, else the member, who has been in it
   * longest; with its last member the room ends. Leaving again changes nothing.
   * @throws AppError NOT_FOUND for those who never were in it; RATE_LIMITED
   */
  async leave(viewer: Viewer, roomId: string): Promise<void> {
    await this.limits.spendOnComing(viewer);
    await this.unitOfWork.run(async (tx) => {
      const room = await this.access.lock(tx, roomId);
      if (!(await this.access.members(tx, room, [viewer.userId])).has(viewer.userId)) throw roomNotFound();
      await this.membership.retire(tx, room.conversationId, viewer.userId, viewer.userId);
    });
  }

  /**
   * Puts people into a room. Owner and admins. Those who can't be added are told apart with the reason; the others come in
   * all together or, when there is not room for all, not at all.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, ROOM_FULL, RATE_LIMITED
   */
  async add(
    viewer: Viewer,
    roomId: string,
    userIds: readonly string[],
  ): Promise<{ added: readonly string[]; skipped: readonly Skipped[] }> {
    await this.limits.spendOnAdding(viewer, userIds.length);
    return this.unitOfWork.run(async (tx) => {
      const { room } = await this.access.lockForManager(tx, viewer, roomId);
      const { welcome, skipped } = await this.invitees.sort(tx, viewer.userId, userIds, room);
      if (welcome.length > 0) this.limits.assertRoomFor(welcome.length, room.memberCount);
      const added = await this.membership.join(tx, room.conversationId, welcome, { actorId: viewer.userId });
      return { added, skipped };
    });
  }
}
