import { Injectable } from '@nestjs/common';
import { RoomTicketIssuer, type RoomTicket } from '../../common/auth/room-ticket-issuer.js';
import type { Viewer } from '../../common/auth/viewer.js';
import { RoomAccess } from './room-access.js';

/** Hands out tickets to members. */
@Injectable()
export class RoomTickets {
  constructor(
    private readonly access: RoomAccess,
    private readonly issuer: RoomTicketIssuer,
  ) {}

  /** @throws AppError NOT_FOUND, NOT_A_MEMBER, UNAUTHENTICATED when the session has ended meanwhile */
  async issue(viewer: Viewer, roomId: string): Promise<RoomTicket> {
    const { room } = await this.access.requireMember(viewer, roomId);
    return this.issuer.issue(viewer, { roomId: room.id, conversationId: room.conversationId });
  }
}
