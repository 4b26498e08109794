import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders, type Dialect } from '../../common/database/dialect.js';
import { directKeyOf } from './conversation-grant.js';

/** Up to where everything counts as read by participant `p` of conversation `c`, or is out of their sight. */
export const readFloor = ({ greatest }: Dialect): string =>
  `${greatest}(p.read_seq, p.cleared_seq, CASE c.history WHEN 'SINCE_JOINING' THEN p.joined_seq ELSE 0 END)`;

/**
 * Unread messages of participant `p` in conversation `c`, as one expression, so that all parts are seen at one moment
 * and the number can't be negative: messages above the read position and the floor, less those recalled, less those
 * hidden and not recalled.
 */
export function unreadExpression(dialect: Dialect): string {
  const base = readFloor(dialect);
  return `(CASE WHEN c.last_seq <= ${base} THEN 0 ELSE c.last_seq - ${base}
    - (SELECT COUNT(*) FROM message_recalls r WHERE r.conversation_id = p.conversation_id AND r.seq > ${base})
    - (SELECT COUNT(*) FROM hidden_messages h
       WHERE h.user_id = p.user_id AND h.conversation_id = p.conversation_id AND h.seq > ${base}
       AND NOT EXISTS (SELECT 1 FROM message_recalls rh WHERE rh.conversation_id = h.conversation_id AND rh.seq = h.seq))
    END)`;
}

/**
 * Unread messages that name participant `p`. A recall takes the mentions of its message away, an edit replaces them, so
 * neither needs to be looked at; served by the mentions of one person in one conversation above a position.
 */
export const mentionsExpression = (dialect: Dialect): string =>
  `(SELECT COUNT(*) FROM mentions n
    WHERE n.user_id = p.user_id AND n.conversation_id = p.conversation_id AND n.seq > ${readFloor(dialect)}
    AND NOT EXISTS (SELECT 1 FROM hidden_messages h
      WHERE h.user_id = n.user_id AND h.conversation_id = n.conversation_id AND h.seq = n.seq))`;

/** The members' rows of one user, as `p`, with their conversations, as `c`. */
export const MEMBERS = `FROM participants p JOIN conversations c ON c.id = p.conversation_id
  WHERE p.left_revision IS NULL AND c.deleted_at IS NULL AND p.user_id = ?`;

/** What one moment says of a conversation's unread messages. */
export interface UnreadStanding {
  readonly unread: number;
  /** How many of them name the user. */
  readonly mentions: number;
  /** Number of the newest message. Each further one of somebody else is one more unread. */
  readonly lastSeq: number;
  readonly isArchived: boolean;
}

interface StandingRow {
  readonly id: string;
  readonly lastSeq: number;
  readonly archivedAt: unknown;
  readonly unread: number | string;
  readonly mentions: number | string;
}

/**
 * Unread counts, derived from positions whenever they are asked for and stored nowhere: equal on all devices, never
 * negative. Rows of recalled and hidden messages are read only above the read position.
 */
@Injectable()
export class Unread {
  constructor(private readonly database: Database) {}

  /** Unread messages in each conversation that the user is in; others are missing. One query per 500. */
  async counts(userId: string, conversationIds: readonly string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const ids of chunksOf(conversationIds)) {
      const rows = await this.database.query<{ id: string; unread: number | string }>(
        `SELECT c.id AS id, ${this.expression} AS unread ${MEMBERS} AND p.conversation_id IN (${placeholders(ids)})`,
        [userId, ...ids],
      );
      for (const row of rows) counts.set(row.id, Number(row.unread));
    }
    return counts;
  }

  /** How each of these conversations stands, of those that the user is in; of all of them when null. One query per 500. */
  async standings(userId: string, conversationIds: readonly string[] | null): Promise<Map<string, UnreadStanding>> {
    const standings = new Map<string, UnreadStanding>();
    for (const ids of conversationIds === null ? [null] : chunksOf(conversationIds)) {
      const rows = await this.database.query<StandingRow>(
        `SELECT c.id AS id, c.last_seq AS lastSeq, p.archived_at AS archivedAt, ${this.expression} AS unread,
         ${mentionsExpression(this.database.dialect)} AS mentions
         ${MEMBERS} ${ids ? `AND p.conversation_id IN (${placeholders(ids)})` : ''}`,
        [userId, ...(ids ?? [])],
      );
      for (const { id, unread, mentions, lastSeq, archivedAt } of rows)
        standings.set(id, {
          ...{ unread: Number(unread), mentions: Number(mentions) },
          ...{ lastSeq, isArchived: archivedAt !== null },
        });
    }
    return standings;
  }

  /** Unread messages in the direct conversation with each of these people; 0 where there is none. One query per 500. */
  async countsWithPeers(userId: string, peerIds: readonly string[]): Promise<Map<string, number>> {
    const peerOf = new Map(peerIds.map((peerId) => [directKeyOf(userId, peerId), peerId]));
    const counts = new Map(peerIds.map((peerId) => [peerId, 0]));
    for (const keys of chunksOf([...peerOf.keys()])) {
      const rows = await this.database.query<{ direct_key: string; unread: number | string }>(
        `SELECT c.direct_key AS direct_key, ${this.expression} AS unread ${MEMBERS}
         AND c.direct_key IN (${placeholders(keys)})`,
        [userId, ...keys],
      );
      for (const row of rows) counts.set(peerOf.get(row.direct_key) as string, Number(row.unread));
    }
    return counts;
  }

  /** Unread messages in all conversations of the user but the archived ones; muted ones count. One query. */
  async total(userId: string): Promise<number> {
    const [row] = await this.database.query<{ total: number | string | null }>(
      `SELECT SUM(${this.expression}) AS total ${MEMBERS} AND p.archived_at IS NULL`,
      [userId],
    );
    return Number(row?.total ?? 0);
  }

  private get expression(): string {
    return unreadExpression(this.database.dialect);
  }
}
