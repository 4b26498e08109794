import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Transaction } from '../../common/database/transaction.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { invalidInput } from '../../common/errors/app-error.js';
import { Clock } from '../../common/time/clock.js';
import { isActive } from '../conversations/conversation-grant.js';
import { FOREVER_MS, type ParticipantRole } from '../conversations/conversation.words.js';
import { Membership } from '../conversations/membership.js';
import { UsersService } from '../users/users.service.js';
import { RoomAccess, type RoomGrant } from './room-access.js';
import { RoomBansRepository } from './room-bans.repository.js';
import { memberNotFound, roleForbids } from './rooms.errors.js';
import { mayActOn } from './rooms.policy.js';

export interface Removal {
  readonly roomId: string;
  readonly userId: string;
  readonly ban?: boolean;
  readonly banReason?: string | null;
  readonly banUntil?: Date | null;
}

interface Target {
  /** Null: they have left. */
  readonly role: ParticipantRole | null;
}

/** What owner and admins do to members below them: remove, ban, silence. */
@Injectable()
export class RoomModerationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RoomAccess,
    private readonly bans: RoomBansRepository,
    private readonly membership: Membership,
    private readonly users: UsersService,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends somebody's membership and, if asked, bans them; people who are not in the room may be banned as well. Removing
   * again changes nothing.
   * @throws AppError NOT_FOUND (room, or somebody who never was in it), NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT
   */
  async remove(viewer: Viewer, { roomId, userId, ban = false, banReason, banUntil }: Removal): Promise<void> {
    const until = this.future(banUntil, 'banUntil');
    await this.unitOfWork.run(async (tx) => {
      const grant = await this.access.lockForManager(tx, viewer, roomId);
      const target = await this.target(tx, viewer, grant, userId);
      // Only members are looked for elsewhere, so that a ban can come before the first visit.
      if (!target && !(ban && (await this.users.exists(userId, tx)))) throw memberNotFound();
      if (ban)
        await this.bans.put(tx, {
          roomId,
          userId,
          bannedBy: viewer.userId,
          reason: (banReason ?? '').trim(),
          until,
          createdAt: this.clock.now(),
        });
      if (target) await this.membership.remove(tx, grant.room.conversationId, userId, viewer.userId);
    });
  }

  /** Lifts a ban; succeeds also when there is none. @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN */
  async unban(viewer: Viewer, roomId: string, userId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.access.lockForManager(tx, viewer, roomId);
      await this.bans.lift(tx, roomId, userId);
    });
  }

  /**
   * Forbids a member to speak until a time, or lets them speak again (null).
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT
   */
  async muteMember(viewer: Viewer, roomId: string, userId: string, until: Date | null): Promise<void> {
    const untilMs = this.future(until, 'until');
    await this.unitOfWork.run(async (tx) => {
      const grant = await this.access.lockForManager(tx, viewer, roomId);
      const target = await this.target(tx, viewer, grant, userId);
      if (!target || target.role === null) throw memberNotFound();
      await this.membership.setSpeakMute(tx, grant.room.conversationId, userId, untilMs, viewer.userId);
    });
  }

  /**
   * Lets only owner and admins speak until a time, or everybody again (null).
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT
   */
  async muteAll(viewer: Viewer, roomId: string, until: Date | null): Promise<void> {
    const untilMs = this.future(until, 'until');
    await this.unitOfWork.run(async (tx) => {
      const { room } = await this.access.lockForManager(tx, viewer, roomId);
      await this.membership.muteAll(tx, room.conversationId, untilMs, viewer.userId);
    });
  }

  /** The member, if the viewer ranks above them; null for somebody who never was one. */
  private async target(
    tx: Transaction,
    viewer: Viewer,
    { room, role }: RoomGrant,
    userId: string,
  ): Promise<Target | null> {
    if (userId === viewer.userId) throw invalidInput('userId', 'self');
    const grant = (await this.access.members(tx, room, [userId])).get(userId);
    if (!grant) return null;
    const targetRole = isActive(grant) ? grant.participant.role : null;
    if (!mayActOn(role, targetRole)) throw roleForbids('higherRole');
    return { role: targetRole };
  }

  private future(time: Date | null | undefined, field: string): number | null {
    if (time == null) return null;
    const ms = Math.min(time.getTime(), FOREVER_MS);
    if (ms <= this.clock.now()) throw invalidInput(field, 'future');
    return ms;
  }
}
