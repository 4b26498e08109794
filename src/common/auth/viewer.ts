/** Who is asking. Made by the token verifier, the same for both doors. */
export interface Viewer {
  readonly userId: string;
  readonly sessionId: string;
  readonly isAdmin: boolean;
  /** Set on a socket that was opened with a room ticket: nothing but this room may be used. */
  readonly ticket: { readonly roomId: string; readonly conversationId: string } | null;
}

/** A viewer and until when the token that proved them is good, in milliseconds since 1970. */
export interface VerifiedViewer {
  readonly viewer: Viewer;
  readonly expiresAt: number;
}
