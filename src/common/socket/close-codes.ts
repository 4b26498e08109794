/**
 * Close codes of the WebSocket door. They decide whether clients come back: the graphql-ws client never retries 1011,
 * 4400, 4401, 4406, 4409, 4429 and 4500, so those are kept for what no retry can mend.
 */
export const CloseCode = {
  /** The server restarts: come back at once, any node will do. */
  SERVICE_RESTART: 1012,
  /** Too many sockets: come back later. */
  TRY_AGAIN_LATER: 1013,
  /** What came is not graphql-transport-ws. */
  BAD_MESSAGE: 4400,
  /** The token is not valid (any more), or its session has ended: come back with a fresh one. */
  SESSION_EXPIRED: 4403,
  /** Nothing said who is there within the time for it. */
  INIT_TIMEOUT: 4408,
  /** The client read too slowly: come back and resume from the last cursor. */
  SLOW_READER: 4413,
  /** Something went wrong with a message that was well-formed. */
  INTERNAL: 4500,
} as const;

export interface CloseReason {
  readonly code: number;
  readonly reason: string;
}
