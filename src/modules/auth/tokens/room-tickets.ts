import { Injectable } from '@nestjs/common';
import { JsonWebTokenError, JwtService } from '@nestjs/jwt';
import { RoomTicketIssuer, type RoomTicket } from '../../../common/auth/room-ticket-issuer.js';
import type { VerifiedViewer, Viewer } from '../../../common/auth/viewer.js';
import { Config } from '../../../common/config/config.js';
import { AppError } from '../../../common/errors/app-error.js';
import { isId } from '../../../common/ids/ids.js';
import { Clock } from '../../../common/time/clock.js';
import { invalidToken, tokenRefused } from '../auth.errors.js';
import { isAlive } from '../sessions/session.records.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { SessionViewers } from './session-viewers.js';
import { ALGORITHM, ISSUER, TICKET_AUDIENCE, TICKET_TYPE, type TicketClaims } from './token-options.js';

/** Room tickets: tokens that open a socket for one room. */
@Injectable()
export class RoomTickets extends RoomTicketIssuer {
  constructor(
    private readonly jwt: JwtService,
    private readonly sessions: SessionsRepository,
    private readonly viewers: SessionViewers,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    super();
  }

  async issue(viewer: Viewer, room: { roomId: string; conversationId: string }): Promise<RoomTicket> {
    const session = await this.sessions.state(viewer.sessionId);
    if (!session || !isAlive(session)) throw tokenRefused('ended');
    const iat = Math.floor(session.now / 1000);
    const exp = iat + this.config.settings.ROOM_TICKET_TTL_SECONDS;
    const claims: TicketClaims = {
      typ: TICKET_TYPE,
      sub: viewer.userId,
      sid: viewer.sessionId,
      room: room.roomId,
      conversation: room.conversationId,
      iat,
      exp,
    };
    const ticket = await this.jwt.signAsync(claims, {
      algorithm: ALGORITHM,
      issuer: ISSUER,
      audience: TICKET_AUDIENCE,
    });
    return { ticket, expiresAt: exp * 1000 };
  }

  /**
   * The viewer with the ticket's room; the socket may live as long as one opened with an access token.
   * @throws AppError INVALID_TOKEN
   */
  async verify(ticket: string): Promise<VerifiedViewer> {
    try {
      const claims = await this.jwt.verifyAsync<TicketClaims>(ticket, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: TICKET_AUDIENCE,
        clockTolerance: 0,
      });
      if (claims.typ !== TICKET_TYPE || !isId(claims.room) || !isId(claims.conversation)) throw invalidToken();
      const { viewer, session } = await this.viewers.of(claims);
      if (claims.exp * 1000 <= session.now) throw invalidToken();
      const expiresAt = Math.min(
        this.clock.now() + this.config.settings.ACCESS_TOKEN_TTL_SECONDS * 1000,
        session.expiresAt,
      );
      return { viewer: { ...viewer, ticket: { roomId: claims.room, conversationId: claims.conversation } }, expiresAt };
    } catch (error) {
      // Whatever is wrong with the ticket, one answer; what is wrong with us stays visible.
      throw isRefusal(error) ? invalidToken() : error;
    }
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof JsonWebTokenError || (error instanceof AppError && error.code === 'UNAUTHENTICATED');
