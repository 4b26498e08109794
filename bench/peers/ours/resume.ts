import { inbox } from './peer.js';

export interface Position {
  readonly conversationId: string;
  readonly revision: number;
}

/** Opens the inbox of a client that was away. */
export const resumeFrame = (after: string, seen: readonly Position[]): string => inbox({ after, seen });
