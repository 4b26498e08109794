import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Transaction } from '../../common/database/transaction.js';
import { AppError } from '../../common/errors/app-error.js';
import { isId } from '../../common/ids/ids.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import { grantKey, isActive, type ConversationGrant } from '../conversations/conversation-grant.js';
import { ConversationLog } from '../conversations/conversation-log.js';
import type { ParticipantRole } from '../conversations/conversation.words.js';
import { notAMember } from '../conversations/conversations.errors.js';
import { roleForbids, roomNotFound } from './rooms.errors.js';
import { mayManage } from './rooms.policy.js';
import type { RoomView } from './room-view.js';
import { RoomsRepository } from './rooms.repository.js';

/** A room as one of its members may use it. */
export interface RoomGrant {
  readonly room: RoomView;
  readonly grant: ConversationGrant;
  readonly role: ParticipantRole;
}

/**
 * The only door to a room. To a stranger, rooms that are absent, deleted and private look alike; whoever was a member
 * once is told so.
 */
@Injectable()
export class RoomAccess {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly access: ConversationAccess,
    private readonly log: ConversationLog,
  ) {}

  /** The room, if there is one and a ticket of the viewer's is not for another; whether they may see it is not decided. */
  async find(viewer: Viewer, roomId: string): Promise<RoomView | null> {
    if (!isId(roomId) || (viewer.ticket && viewer.ticket.roomId !== roomId)) return null;
    return this.rooms.byId(roomId);
  }

  /**
   * The room of an active member.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  async requireMember(viewer: Viewer, roomId: string): Promise<RoomGrant> {
    const room = await this.find(viewer, roomId);
    if (!room) throw roomNotFound();
    try {
      const grant = await this.access.require(viewer, room.conversationId);
      return { room, grant, role: grant.participant.role };
    } catch (error) {
      // The same words whether there is no room or no way into it.
      throw error instanceof AppError && error.code === 'NOT_FOUND' ? roomNotFound() : error;
    }
  }

  /** @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN */
  async requireManager(viewer: Viewer, roomId: string): Promise<RoomGrant> {
    const grant = await this.requireMember(viewer, roomId);
    if (!mayManage(grant.role)) throw roleForbids('admin');
    return grant;
  }

  /**
   * The room, with its conversation locked until commit: nobody joins, leaves or changes it meanwhile.
   * @throws AppError NOT_FOUND when absent or deleted
   */
  async lock(tx: Transaction, roomId: string): Promise<RoomView> {
    const before = isId(roomId) ? await this.rooms.byId(roomId, tx) : null;
    if (!before || !(await this.log.lockMany(tx, [before.conversationId])).has(before.conversationId))
      throw roomNotFound();
    // What was read before the lock may have changed while it was waited for.
    const room = await this.rooms.byId(roomId, tx);
    if (!room) throw roomNotFound();
    return room;
  }

  /** The same for an active member. @throws AppError NOT_FOUND, NOT_A_MEMBER */
  async lockForMember(tx: Transaction, viewer: Viewer, roomId: string): Promise<RoomGrant> {
    const room = await this.lock(tx, roomId);
    const grant = (await this.members(tx, room, [viewer.userId])).get(viewer.userId);
    if (!grant) throw roomNotFound();
    if (!isActive(grant)) throw notAMember();
    return { room, grant, role: grant.participant.role };
  }

  /** The same for owner and admins. @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN */
  async lockForManager(tx: Transaction, viewer: Viewer, roomId: string): Promise<RoomGrant> {
    const grant = await this.lockForMember(tx, viewer, roomId);
    if (!mayManage(grant.role)) throw roleForbids('admin');
    return grant;
  }

  /** Memberships of these people, those who left included; who never joined is missing. */
  async members(tx: Transaction, room: RoomView, userIds: readonly string[]): Promise<Map<string, ConversationGrant>> {
    const conversationId = room.conversationId;
    const ids = [...new Set(userIds)].filter(isId);
    const found = await this.access.findInTx(
      tx,
      ids.map((userId) => ({ userId, conversationId })),
    );
    return new Map(
      ids.flatMap((userId) => {
        const grant = found.get(grantKey(userId, conversationId));
        return grant ? [[userId, grant] as const] : [];
      }),
    );
  }
}
