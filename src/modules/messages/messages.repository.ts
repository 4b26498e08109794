import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, repeat, type Dialect } from '../../common/database/dialect.js';
import type { Sql, SqlValue, Statement } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { sliceCondition, type Slice } from '../../common/graphql/connection.js';
import { placeKey, type MessagePlace } from './message-id.js';
import type { NewMessage } from './new-message.js';
import { MESSAGE_COLUMNS, messageRowOf, type MessageRow, type RawMessage } from './message.row.js';
import { clientMessageKeyOf, type SendRequest } from './send-request.js';

const PLACES_PER_QUERY = 200;
const SLICES_PER_QUERY = 100;

export interface ClientKey {
  readonly senderId: string;
  readonly conversationId: string;
  readonly clientMessageKey: string;
}

export interface KnownSend {
  readonly message: MessageRow;
  readonly fingerprint: string;
}

export const clientKeyText = (key: ClientKey): string =>
  `${key.senderId}:${key.conversationId}:${key.clientMessageKey}`;

/** What a member may see of a conversation's messages. */
export interface Visibility {
  readonly conversationId: string;
  readonly viewerId: string;
  readonly floorSeq: number;
  /** The newest message when the membership was read, so that a snapshot is that of one revision. */
  readonly headSeq: number;
}

/** A part of a conversation's history. */
export interface WantedSlice {
  readonly visibility: Visibility;
  readonly slice: Slice;
}

// Hidden messages are few, and found by their primary key.
const VISIBLE = `m.conversation_id = ? AND m.seq > ? AND m.seq <= ? AND NOT EXISTS (
  SELECT 1 FROM hidden_messages h WHERE h.user_id = ? AND h.conversation_id = m.conversation_id AND h.seq = m.seq)`;

/** Up to where messages are out of the sight of member `p` of conversation `c`, as `grantOf` has it. */
export const visibleFloor = ({ greatest }: Dialect): string =>
  `${greatest}(p.cleared_seq, CASE c.history WHEN 'SINCE_JOINING' THEN p.joined_seq ELSE 0 END)`;

// SQL promises no order across the branches of a union.
const inListOrder = (backward: boolean) => (left: MessageRow, right: MessageRow) =>
  backward ? right.seq - left.seq : left.seq - right.seq;

const visibleParameters = (visibility: Visibility): SqlValue[] => [
  visibility.conversationId,
  visibility.floorSeq,
  visibility.headSeq,
  visibility.viewerId,
];

/** Every query on messages and mentions. */
@Injectable()
export class MessagesRepository {
  constructor(private readonly database: Database) {}

  /** The statement that inserts all of them. Fails as a duplicate when one was sent before. */
  inserting(messages: readonly NewMessage[]): Statement {
    const parameters: SqlValue[] = [];
    for (const { shown: message, clientMessageKey, fingerprint } of messages) {
      parameters.push(message.conversationId, message.seq, message.createdRevision, message.changedRevision);
      parameters.push(message.senderId, message.clientMessageId, clientMessageKey, fingerprint, message.text);
      parameters.push(message.replyToSeq, message.attachmentCount, message.mentionCount);
      parameters.push(message.sentAt, message.createdAt);
    }
    return {
      sql: `INSERT INTO messages (conversation_id, seq, created_revision, changed_revision, sender_id, client_message_id,
       client_message_key, fingerprint, body, reply_to_seq, attachment_count, mention_count, sent_at, created_at)
       VALUES ${repeat('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', messages.length)}`,
      parameters,
    };
  }

  /**
   * The statement that inserts a message of nothing but text with the next numbers of its conversation, and tells its time.
   * Fails as a duplicate when it was sent before, and for a NULL when `from` has no row.
   * @param from conversation `c`, locked
   */
  insertingNext(
    { greatest, nowMs }: Dialect,
    { tell }: NonNullable<Dialect['numbers']>,
    { viewer, conversationId, clientMessageId, fingerprint, text, sentAt }: SendRequest,
    from: Statement,
  ): Statement {
    // Aggregates: of no row they make one of NULLs, which no column of numbers takes.
    return {
      sql: `INSERT INTO messages (conversation_id, seq, created_revision, changed_revision, sender_id, client_message_id,
       client_message_key, fingerprint, body, attachment_count, mention_count, sent_at, created_at)
       SELECT ?, MAX(c.last_seq) + 1, MAX(c.revision) + 1, MAX(c.revision) + 1, ?, ?, ?, ?, ?, 0, 0, ?,
       ${tell(`${greatest}(MAX(c.last_event_at), ${nowMs})`)} ${from.sql}`,
      parameters: [
        ...[conversationId, viewer.userId, clientMessageId, clientMessageKeyOf(clientMessageId), fingerprint, text],
        ...[sentAt, ...(from.parameters ?? [])],
      ],
    };
  }

  /** The statement that inserts who is mentioned in messages. */
  insertingMentions(
    mentions: readonly { readonly place: MessagePlace; readonly userIds: readonly string[] }[],
  ): Statement {
    const rows = mentions.flatMap(({ place, userIds }) =>
      userIds.map((userId, position): SqlValue[] => [place.conversationId, place.seq, position, userId]),
    );
    return {
      sql: `INSERT INTO mentions (conversation_id, seq, position, user_id) VALUES ${rows.map(() => '(?, ?, ?, ?)').join(', ')}`,
      parameters: rows.flat(),
    };
  }

  /** Sends that were made before under these keys, by `clientKeyText`. */
  async findSends(sql: Sql, keys: readonly ClientKey[]): Promise<Map<string, KnownSend>> {
    const found = new Map<string, KnownSend>();
    for (const chunk of chunksOf(keys, PLACES_PER_QUERY)) {
      const rows = await sql.query<RawMessage & { client_message_key: string; fingerprint: string }>(
        `SELECT ${MESSAGE_COLUMNS}, m.client_message_key, m.fingerprint FROM messages m
         WHERE ${chunk.map(() => '(m.sender_id = ? AND m.conversation_id = ? AND m.client_message_key = ?)').join(' OR ')}`,
        chunk.flatMap((key) => [key.senderId, key.conversationId, key.clientMessageKey]),
      );
      for (const row of rows) {
        const key = {
          senderId: row.sender_id,
          conversationId: row.conversation_id,
          clientMessageKey: row.client_message_key,
        };
        found.set(clientKeyText(key), { message: messageRowOf(row), fingerprint: row.fingerprint });
      }
    }
    return found;
  }

  /** Messages by place, by `placeKey`. Says nothing of who may see them. */
  async byPlaces(places: readonly MessagePlace[], sql: Sql = this.database): Promise<Map<string, MessageRow>> {
    const found = new Map<string, MessageRow>();
    for (const chunk of chunksOf(places, PLACES_PER_QUERY)) {
      const rows = await sql.query<RawMessage>(
        `SELECT ${MESSAGE_COLUMNS} FROM messages m
         WHERE ${chunk.map(() => '(m.conversation_id = ? AND m.seq = ?)').join(' OR ')}`,
        chunk.flatMap(({ conversationId, seq }) => [conversationId, seq]),
      );
      for (const message of rows.map(messageRowOf)) found.set(placeKey(message), message);
    }
    return found;
  }

  /** Slices of what a member may see, by seq: as many as are asked for, in one query for up to 100. */
  async slices(wanted: readonly WantedSlice[]): Promise<MessageRow[][]> {
    const found: MessageRow[][] = [];
    // The usual case: a statement of its own form, whose rows come in order.
    if (wanted[0] && wanted.length === 1) return [await this.slice(wanted[0])];
    for (const chunk of chunksOf(wanted, SLICES_PER_QUERY)) {
      const parameters: SqlValue[] = [];
      const branches = chunk.map(({ visibility, slice }, index) => {
        const { where, parameters: bounds, orderBy } = sliceCondition(slice, ['m.seq']);
        parameters.push(...visibleParameters(visibility), ...bounds);
        return `SELECT * FROM (SELECT ${index} AS branch, ${MESSAGE_COLUMNS} FROM messages m
          WHERE ${VISIBLE} AND ${where} ORDER BY ${orderBy} LIMIT ${slice.limit}) AS slice_${index}`;
      });
      const rows = await this.database.query<RawMessage & { branch: number }>(branches.join(' UNION ALL '), parameters);
      const sliceAt = (index: number): MessageRow[] => rows.filter(({ branch }) => branch === index).map(messageRowOf);
      for (const [index, { slice }] of chunk.entries()) found.push(sliceAt(index).sort(inListOrder(slice.backward)));
    }
    return found;
  }

  private async slice({ visibility, slice }: WantedSlice): Promise<MessageRow[]> {
    const { where, parameters, orderBy } = sliceCondition(slice, ['m.seq']);
    const rows = await this.database.query<RawMessage>(
      `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE ${VISIBLE} AND ${where} ORDER BY ${orderBy} LIMIT ${slice.limit}`,
      [...visibleParameters(visibility), ...parameters],
    );
    return rows.map(messageRowOf);
  }

  /** The page that begins `offset` visible messages before the newest, newest first. */
  async pageFromEnd(visibility: Visibility, offset: number, limit: number): Promise<MessageRow[]> {
    const rows = await this.database.query<RawMessage>(
      `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE ${VISIBLE} ORDER BY m.seq DESC LIMIT ${limit} OFFSET ${offset}`,
      visibleParameters(visibility),
    );
    return rows.map(messageRowOf);
  }

  /** The seqs of the messages that the viewer has hidden. */
  async hiddenSeqs(visibility: Visibility): Promise<Set<number>> {
    const rows = await this.database.query<{ seq: number }>(
      'SELECT seq FROM hidden_messages WHERE conversation_id = ? AND seq > ? AND seq <= ? AND user_id = ?',
      visibleParameters(visibility),
    );
    return new Set(rows.map((row) => row.seq));
  }

  async countHidden(visibility: Visibility): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      'SELECT COUNT(*) AS count FROM hidden_messages WHERE conversation_id = ? AND seq > ? AND seq <= ? AND user_id = ?',
      visibleParameters(visibility),
    );
    return Number(row?.count ?? 0);
  }

  /**
   * The newest message that each of several conversations shows to one member: one query for up to 200, a second where the
   * member has hidden some of them. By primary key: conditions that are the same for all stand once, or the database takes
   * longer to understand the statement than to run it.
   */
  async newest(viewerId: string, visibilities: readonly Visibility[]): Promise<Map<string, MessageRow>> {
    const found = new Map<string, MessageRow>();
    const any = visibilities.filter((one) => one.headSeq > one.floorSeq);
    for (const chunk of chunksOf(any, PLACES_PER_QUERY)) {
      const rows = await this.database.query<RawMessage>(
        `SELECT ${MESSAGE_COLUMNS} FROM messages m
         WHERE (${chunk.map(() => '(m.conversation_id = ? AND m.seq = ?)').join(' OR ')})
         AND NOT EXISTS (SELECT 1 FROM hidden_messages h
           WHERE h.user_id = ? AND h.conversation_id = m.conversation_id AND h.seq = m.seq)`,
        [...chunk.flatMap(({ conversationId, headSeq }) => [conversationId, headSeq]), viewerId],
      );
      for (const message of rows.map(messageRowOf)) found.set(message.conversationId, message);
      const others = chunk.filter((one) => !found.has(one.conversationId));
      for (const message of await this.newestBelowHidden(others)) found.set(message.conversationId, message);
    }
    return found;
  }

  /** For conversations whose very last message the member has hidden. */
  private async newestBelowHidden(visibilities: readonly Visibility[]): Promise<MessageRow[]> {
    if (visibilities.length === 0) return [];
    const rows = await this.database.query<RawMessage>(
      visibilities
        .map(
          () =>
            `SELECT * FROM (SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE ${VISIBLE} ORDER BY m.seq DESC LIMIT 1) AS newest`,
        )
        .join(' UNION ALL '),
      visibilities.flatMap(visibleParameters),
    );
    return rows.map(messageRowOf);
  }

  /** The users mentioned in each message, in order, by `placeKey`. */
  async mentionsOf(places: readonly MessagePlace[], sql: Sql = this.database): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const chunk of chunksOf(places, PLACES_PER_QUERY)) {
      const rows = await sql.query<{ conversation_id: string; seq: number; user_id: string }>(
        `SELECT conversation_id, seq, user_id FROM mentions
         WHERE ${chunk.map(() => '(conversation_id = ? AND seq = ?)').join(' OR ')} ORDER BY conversation_id, seq, position`,
        chunk.flatMap(({ conversationId, seq }) => [conversationId, seq]),
      );
      for (const row of rows) {
        const key = placeKey({ conversationId: row.conversation_id, seq: row.seq });
        found.set(key, [...(found.get(key) ?? []), row.user_id]);
      }
    }
    return found;
  }

  /** Writes what an edit has changed. */
  async setText(tx: Transaction, edited: MessageRow): Promise<void> {
    await tx.execute(
      `UPDATE messages SET body = ?, mention_count = ?, edited_at = ?, changed_revision = ?
       WHERE conversation_id = ? AND seq = ?`,
      [
        ...[edited.text, edited.mentionCount, edited.editedAt, edited.changedRevision],
        ...[edited.conversationId, edited.seq],
      ],
    );
  }

  /** Names these people in place of those before. */
  async setMentions(tx: Transaction, place: MessagePlace, userIds: readonly string[]): Promise<void> {
    await tx.execute('DELETE FROM mentions WHERE conversation_id = ? AND seq = ?', [place.conversationId, place.seq]);
    if (userIds.length === 0) return;
    const { sql, parameters } = this.insertingMentions([{ place, userIds }]);
    await tx.execute(sql, parameters);
  }

  /** Takes back what the message said; its place stays. */
  async setRecalled(tx: Transaction, place: MessagePlace, by: string, revision: number, at: number): Promise<void> {
    await tx.execute(
      `UPDATE messages SET body = NULL, attachment_count = 0, mention_count = 0, reactions = NULL,
       recalled_at = ?, recalled_by = ?, changed_revision = ? WHERE conversation_id = ? AND seq = ?`,
      [at, by, revision, place.conversationId, place.seq],
    );
    await tx.execute('DELETE FROM mentions WHERE conversation_id = ? AND seq = ?', [place.conversationId, place.seq]);
  }
}
