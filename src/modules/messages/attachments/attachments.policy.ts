import type { MediaFacts } from '../../../common/media/media-facts.js';

/** How far an upload has come. */
export enum AttachmentStatus {
  /** Announced; the bytes have not been checked. */
  PENDING = 'PENDING',
  READY = 'READY',
  REJECTED = 'REJECTED',
  /** Gone for everybody; its object is still to be deleted. Never shown. */
  DISCARDED = 'DISCARDED',
}

/** Why an upload was refused. */
export type RejectionReason = 'SIZE_MISMATCH' | 'TYPE_NOT_ALLOWED';

export const ATTACHMENTS_PER_MESSAGE = 20;
/** Most uploads of one user that no message and no profile needs (yet). */
export const UNATTACHED_MAX = 50;
/** How long an upload that nobody attached is kept. */
export const UNATTACHED_TTL_MS = 24 * 60 * 60 * 1000;
/** An upload that began before its link expired may go on for so long, and be completed after it. */
export const UPLOAD_GRACE_MS = 60 * 60 * 1000;

const INT32_MAX = 2 ** 31 - 1;

/** The facts with numbers that GraphQL's Int and the columns can hold; headers may claim anything. */
export const plausible = (facts: MediaFacts): MediaFacts => ({
  ...facts,
  width: int32(facts.width),
  height: int32(facts.height),
  durationMs: int32(facts.durationMs),
});

function int32(value: number | null): number | null {
  const whole = value === null ? Number.NaN : Math.round(value);
  return whole >= 0 && whole <= INT32_MAX ? whole : null;
}

/** Whether a content type is in a list such as `image/*, application/pdf`; an empty list allows everything. */
export const isAllowedType = (contentType: string, allowed: readonly string[]): boolean =>
  allowed.length === 0 ||
  allowed.some((entry) =>
    entry.endsWith('/*') ? contentType.startsWith(entry.slice(0, -1)) : entry.toLowerCase() === contentType,
  );
