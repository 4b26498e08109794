import type { Dialect } from '../../common/database/dialect.js';
import type { Statement } from '../../common/database/sql.js';
import { neitherBlocked } from '../contacts/blocks.sql.js';
import type { MembershipKey } from './conversation-grant.js';

/** Half of a direct key, whose halves are ids of 36 characters: that of the other one than `p`. */
const PEER = `SUBSTRING(c.direct_key, CASE WHEN LEFT(c.direct_key, 36) = p.user_id THEN 38 ELSE 1 END, 36)`;

/**
 * The statements by which one message alone goes into a conversation in one round trip, where `BatchLog` takes two: what
 * is found under the lock stays in the database, which looks itself whether the member may speak. They are as strict as
 * `speakingFault`, `DirectRules` and the rest together or stricter, never laxer, and give no reasons.
 *
 * The conversation's row is locked first, as everywhere, then the member's: both are read as they are once the locks
 * are had, so a removal either comes before, and is seen, or waits for the commit.
 */

/**
 * FROM, WHERE and the lock for a SELECT on conversation `c` and member `p`: one row, or none when the member may not speak.
 * @param now milliseconds since 1970, by the clock that mutes go by
 */
export const whereMaySpeak = (
  { usingPrimaryKey, forUpdate }: Dialect,
  { userId, conversationId }: MembershipKey,
  now: number,
): Statement => ({
  sql: `FROM conversations c STRAIGHT_JOIN participants p${usingPrimaryKey}
    WHERE c.id = ? AND p.user_id = ? AND p.conversation_id = ? AND c.deleted_at IS NULL AND p.left_revision IS NULL
    AND (p.speak_muted_until IS NULL OR p.speak_muted_until <= ?)
    AND (c.muted_all_until IS NULL OR c.muted_all_until <= ? OR p.role <> 'MEMBER')
    AND (c.kind = 'ROOM' OR (c.member_count > 1 AND ${neitherBlocked('p.user_id', PEER)}))${forUpdate}`,
  parameters: [conversationId, userId, conversationId, now, now],
});

/**
 * Moves the conversation to the message that was just inserted, whose time the statement before has told; tells the
 * revision. Assignments are made from left to right, so the time is taken before the revision is told.
 */
export const advanceByOne = (numbers: NonNullable<Dialect['numbers']>, conversationId: string): Statement => ({
  sql: `UPDATE conversations SET last_event_at = ${numbers.told}, last_seq = last_seq + 1,
    revision = ${numbers.tell('revision + 1')} WHERE id = ?`,
  parameters: [conversationId],
});

/** Moves the sender's positions to the newest message, as `Positions.advanceOnSend` does; tells its seq. */
export const followNewest = (
  { greatest, usingPrimaryKey }: Dialect,
  numbers: NonNullable<Dialect['numbers']>,
  { userId, conversationId }: MembershipKey,
): Statement => ({
  sql: `UPDATE conversations c STRAIGHT_JOIN participants p${usingPrimaryKey}
    SET p.read_seq = ${greatest}(p.read_seq, c.last_seq), p.seen_seq = ${greatest}(p.seen_seq, c.last_seq),
      p.delivered_seq = ${greatest}(p.delivered_seq, ${numbers.tell('c.last_seq')})
    WHERE c.id = ? AND p.user_id = ? AND p.conversation_id = ?`,
  parameters: [conversationId, userId, conversationId],
});
