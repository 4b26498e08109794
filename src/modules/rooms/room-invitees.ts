import { Injectable } from '@nestjs/common';
import { assertNever } from '../../common/assert-never.js';
import type { Transaction } from '../../common/database/transaction.js';
import { Clock } from '../../common/time/clock.js';
import { isActive } from '../conversations/conversation-grant.js';
import { DirectRules } from '../conversations/direct-rules.js';
import { UsersService } from '../users/users.service.js';
import { RoomAccess } from './room-access.js';
import { RoomBansRepository } from './room-bans.repository.js';
import { bannedFromRoom, roomFull, roomNotFound } from './rooms.errors.js';
import { isInForce, joinFault } from './rooms.policy.js';
import type { RoomView } from './room-view.js';
import { SkipReason } from './rooms.words.js';

/** Somebody who was to be added and was not. */
export interface Skipped {
  readonly userId: string;
  readonly reason: SkipReason;
}

export interface Invitees {
  /** In the order asked for, each once. */
  readonly welcome: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** Decides who may come into a room, of their own accord or put there by somebody else. */
@Injectable()
export class RoomInvitees {
  constructor(
    private readonly users: UsersService,
    private readonly rules: DirectRules,
    private readonly access: RoomAccess,
    private readonly bans: RoomBansRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Sorts them into those who may be added and those who may not. A number of queries that does not grow with the list.
   * @param room null for one that is only being made; otherwise it must be locked
   */
  async sort(tx: Transaction, actorId: string, userIds: readonly string[], room: RoomView | null): Promise<Invitees> {
    const wanted = [...new Set(userIds)];
    const found = await this.users.loadMany(wanted, tx);
    const blocked = await this.rules.blockedAmong(
      tx,
      actorId,
      [...found.keys()].filter((userId) => userId !== actorId),
    );
    const members = room ? await this.access.members(tx, room, wanted) : null;
    const bans = room ? await this.bans.of(tx, room.id, wanted) : null;
    const now = this.clock.now();

    const reasonFor = (userId: string): SkipReason | null => {
      const user = found.get(userId);
      const member = members?.get(userId);
      if (!user || user.deletedAt !== null) return SkipReason.NOT_FOUND;
      if (userId === actorId || (member && isActive(member))) return SkipReason.ALREADY_MEMBER;
      if (isInForce(bans?.get(userId), now)) return SkipReason.BANNED;
      return blocked.has(userId) ? SkipReason.BLOCKED : null;
    };
    const judged = wanted.map((userId) => ({ userId, reason: reasonFor(userId) }));
    return {
      welcome: judged.flatMap(({ userId, reason }) => (reason === null ? [userId] : [])),
      skipped: judged.flatMap(({ userId, reason }) => (reason === null ? [] : [{ userId, reason }])),
    };
  }

  async isMember(tx: Transaction, room: RoomView, userId: string): Promise<boolean> {
    const grant = (await this.access.members(tx, room, [userId])).get(userId);
    return grant !== undefined && isActive(grant);
  }

  /**
   * Whether somebody who is no member may join a locked room of their own accord.
   * @throws AppError NOT_FOUND, BANNED, ROOM_FULL
   */
  async assertMayJoin(tx: Transaction, room: RoomView, userId: string, maxMembers: number): Promise<void> {
    const ban = (await this.bans.of(tx, room.id, [userId])).get(userId) ?? null;
    const fault = joinFault(room, ban, { now: this.clock.now(), maxMembers });
    switch (fault) {
      case null:
        return;
      case 'HIDDEN':
        throw roomNotFound();
      case 'BANNED':
        throw bannedFromRoom(ban?.until ?? null);
      case 'FULL':
        throw roomFull(maxMembers);
      default:
        assertNever(fault);
    }
  }
}
