import { hash } from 'node:crypto';
import type { Viewer } from '../../common/auth/viewer.js';

/** A send as it waits to be written: checked for form, not yet for permission. */
export interface SendRequest {
  readonly viewer: Viewer;
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string | null;
  readonly attachmentIds: readonly string[];
  readonly replyToSeq: number | null;
  readonly mentions: readonly string[];
  /** Milliseconds since 1970 by the sender's clock. */
  readonly sentAt: number | null;
  readonly fingerprint: string;
}

/**
 * What makes two sends the same message: everything the sender said. The client's clock is left out, since a retry may
 * read it anew.
 */
export function fingerprintOf(request: Omit<SendRequest, 'fingerprint' | 'viewer'>): string {
  const said = [request.text, request.attachmentIds, request.replyToSeq, request.mentions];
  return hash('sha256', JSON.stringify(said), 'base64url');
}

/** Client message ids are compared without regard to case, so that a twin in capitals is a retry and not a second message. */
export const clientMessageKeyOf = (clientMessageId: string): string => clientMessageId.toLowerCase();
