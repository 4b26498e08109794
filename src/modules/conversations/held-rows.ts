import type { SpeakingGrant } from './conversation-grant.js';

// What a batch of sends locks, and reads under the lock, with no more of it than a send needs: the database describes
// every column in each answer, and the driver reads the description anew. On a server at rest, where most batches are one
// send, that is more than the rows themselves.

type Conversation = SpeakingGrant['conversation'];
type Participant = SpeakingGrant['participant'];

export interface HeldConversation {
  readonly id: string;
  readonly kind: Conversation['kind'];
  readonly direct_key: string | null;
  readonly last_seq: number;
  readonly revision: number;
  readonly last_event_at: number;
  readonly member_count: number;
  readonly history: Conversation['history'];
  readonly muted_all_until: number | null;
}

/** Select list of `conversations c`. */
export const HELD_CONVERSATION = `c.id, c.kind, c.direct_key, c.last_seq, c.revision, c.last_event_at, c.member_count,
  c.history, c.muted_all_until`;

export const heldConversation = (row: HeldConversation): Conversation => ({
  id: row.id,
  kind: row.kind,
  directKey: row.direct_key,
  lastSeq: row.last_seq,
  revision: row.revision,
  lastEventAt: row.last_event_at,
  memberCount: row.member_count,
  history: row.history,
  mutedAllUntil: row.muted_all_until,
});

export interface HeldParticipant {
  readonly user_id: string;
  readonly conversation_id: string;
  readonly role: Participant['role'];
  readonly joined_seq: number;
  readonly left_revision: number | null;
  readonly cleared_seq: number;
  readonly speak_muted_until: number | null;
}

/** Select list of `participants p`. */
export const HELD_PARTICIPANT = `p.user_id, p.conversation_id, p.role, p.joined_seq, p.left_revision, p.cleared_seq,
  p.speak_muted_until`;

export const heldParticipant = (row: HeldParticipant): Participant => ({
  userId: row.user_id,
  role: row.role,
  joinedSeq: row.joined_seq,
  leftRevision: row.left_revision,
  clearedSeq: row.cleared_seq,
  speakMutedUntil: row.speak_muted_until,
});
