/** The one algorithm tokens are signed with; verification names it, so that a token can't choose another. */
export const ALGORITHM = 'HS256';
export const ISSUER = 'wireside';
export const ACCESS_AUDIENCE = 'wireside';
export const TICKET_AUDIENCE = 'wireside:room';
export const ACCESS_TYPE = 'access';
export const TICKET_TYPE = 'room-ticket';

/** Claims of an access token. Times are in seconds since 1970. */
export interface AccessClaims {
  readonly typ: typeof ACCESS_TYPE;
  readonly sub: string;
  readonly sid: string;
  readonly iat: number;
  readonly exp: number;
}

/** Claims of a room ticket. */
export interface TicketClaims {
  readonly typ: typeof TICKET_TYPE;
  readonly sub: string;
  readonly sid: string;
  readonly room: string;
  readonly conversation: string;
  readonly iat: number;
  readonly exp: number;
}
