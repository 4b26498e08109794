import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { newId } from '../../common/ids/ids.js';
import { ConversationKind, ParticipantRole } from '../conversations/conversation.words.js';
import { Membership } from '../conversations/membership.js';
import { RoomInvitees, type Skipped } from './room-invitees.js';
import { RoomLimits } from './room-limits.js';
import { RoomProfiles, type RoomProfileChanges } from './room-profiles.js';
import { RoomHistory } from './rooms.words.js';

export interface NewRoom extends RoomProfileChanges {
  readonly name: string;
  readonly history?: RoomHistory;
  readonly memberIds?: readonly string[];
}

/** Makes rooms. */
@Injectable()
export class RoomFounding {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly limits: RoomLimits,
    private readonly invitees: RoomInvitees,
    private readonly profiles: RoomProfiles,
    private readonly membership: Membership,
  ) {}

  /**
   * Makes a room that belongs to the viewer, with those of the given people who may be added.
   * @throws AppError FORBIDDEN, RATE_LIMITED, ROOM_FULL, INVALID_INPUT, and for the avatar NOT_FOUND, ATTACHMENT_NOT_READY
   */
  async create(
    viewer: Viewer,
    { history, memberIds = [], ...profile }: NewRoom,
  ): Promise<{ roomId: string; skipped: readonly Skipped[] }> {
    await this.limits.assertMayCreate(viewer);
    if (memberIds.length > 0) await this.limits.spendOnAdding(viewer, memberIds.length);
    const roomId = newId();
    const conversationId = newId();
    const others = memberIds.filter((userId) => userId !== viewer.userId);
    return this.unitOfWork.run(async (tx) => {
      const { welcome, skipped } = await this.invitees.sort(tx, viewer.userId, others, null);
      this.limits.assertRoomFor(welcome.length, 1);
      await this.profiles.create(tx, viewer.userId, { id: roomId, conversationId }, profile);
      await this.membership.create(tx, {
        conversationId,
        kind: ConversationKind.ROOM,
        history: history ?? RoomHistory.ALL,
        actorId: viewer.userId,
        members: [
          { userId: viewer.userId, role: ParticipantRole.OWNER },
          ...welcome.map((userId) => ({ userId, role: ParticipantRole.MEMBER })),
        ],
      });
      return { roomId, skipped };
    });
  }
}
