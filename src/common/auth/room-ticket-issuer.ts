import type { Viewer } from './viewer.js';

/** A ticket and until when it can open a socket, in milliseconds since 1970. */
export interface RoomTicket {
  readonly ticket: string;
  readonly expiresAt: number;
}

/** Makes room tickets. Implemented by the auth module; asked by the rooms module, which has checked the membership. */
export abstract class RoomTicketIssuer {
  /**
   * A ticket that, as `connectionParams.ticket`, opens a socket which can use this room and nothing else. It dies with
   * the viewer's session and must be used within ROOM_TICKET_TTL_SECONDS.
   * @throws AppError UNAUTHENTICATED when the session has ended meanwhile
   */
  abstract issue(
    viewer: Viewer,
    room: { readonly roomId: string; readonly conversationId: string },
  ): Promise<RoomTicket>;
}
