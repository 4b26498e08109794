import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../common/database/database.js';
import type { SqlValue } from '../../common/database/sql.js';
import { sliceCondition, type Slice } from '../../common/graphql/connection.js';
import { PACKED_ROW } from '../conversations/conversation.rows.js';
import { personCardFor, type PersonCard, type PersonCardRow, type PersonCardShape } from '../users/person-card.js';
import { MessageType } from './graphql/message.type.js';
import { visibleFloor } from './messages.repository.js';
import { MESSAGE_COLUMN_NAMES, messageRowOf, type MessageRow, type RawMessage } from './message.row.js';

/** What is read of each message. */
export interface MessageShape {
  readonly key: string;
  /** Whether it is but what a message says, when and by whom. */
  readonly isShort: boolean;
  readonly columns: readonly (keyof RawMessage)[];
  of(row: RawMessage, conversationId: string): MessageRow;
}

const WHOLE: MessageShape = { key: 'whole', isShort: false, columns: MESSAGE_COLUMN_NAMES, of: messageRowOf };

/** What a message says, when and by whom: without the rest, which the fields below don't need. */
const SPOKEN: MessageShape = {
  key: 'spoken',
  isShort: true,
  columns: ['seq', 'sender_id', 'body', 'created_at'],
  of: (row, conversationId) =>
    ({
      conversationId,
      seq: row.seq,
      senderId: row.sender_id,
      text: row.body,
      createdAt: row.created_at,
    }) as MessageRow,
};

const IN_SPOKEN: ReadonlySet<string> = new Set([
  ...['__typename', 'id', 'conversationId', 'seq', 'text', 'createdAt', 'sender'],
]);

/** The least that serves these fields of `Message`. */
export const messageShapeFor = (fields: ReadonlySet<string>): MessageShape =>
  [...fields].every((name) => IN_SPOKEN.has(name)) ? SPOKEN : WHOLE;

export interface PageOfHistory {
  /** The asker's membership and the conversation; null when there is no such membership, active or not. */
  readonly packedRow: string | null;
  /** In the order of the slice. Empty unless the membership is active. */
  readonly messages: readonly MessageRow[];
  /** Their senders, where a shape was given. */
  readonly senders: readonly (PersonCard | null)[];
}

export interface WantedPage {
  readonly userId: string;
  readonly conversationId: string;
  readonly slice: Slice;
  readonly message: MessageShape;
  readonly sender: PersonCardShape | null;
}

/** What a list of conversations `c` of members `p` joins for the newest message that each of them sees. */
export interface NewestJoin {
  readonly key: string;
  readonly columns: string;
  readonly tables: string;
  readonly isAll: boolean;
  /** Null when there is none; undefined when the member has hidden it, so that an older one has to be looked for. */
  of(row: object, conversationId: string): MessageType | null | undefined;
}

interface NewestRow extends RawMessage, PersonCardRow {
  readonly m_floor: number;
  readonly m_head: number;
}

type PageRow = RawMessage & PersonCardRow & { readonly packed: string | null };

/**
 * Reads a page of a conversation's history as one of its members sees it, membership and senders included, in one
 * statement: all of it is of one moment, and the database is asked once and not three times (docs/performance.md).
 */
@Injectable()
export class HistoryPages {
  /** By form: a text that is the same object needs no new look-up among those that are prepared. */
  private readonly texts = new LRUCache<string, string>({ max: 200 });

  constructor(private readonly database: Database) {}

  async read(wanted: WantedPage): Promise<PageOfHistory> {
    const { userId, conversationId, slice } = wanted;
    const { text, parameters } = this.statementFor(wanted, true);
    const rows = await this.database.queryPrepared<PageRow>(text, [userId, conversationId, ...parameters]);
    // SQL promises no order across the branches of a union.
    let packedRow: string | null = null;
    const messages: PageRow[] = [];
    for (const row of rows)
      if (row.packed !== null) packedRow = row.packed;
      else messages.push(row);
    if (!isInOrder(messages, slice.backward))
      messages.sort((left, right) => (slice.backward ? right.seq - left.seq : left.seq - right.seq));
    return pageFrom(messages, packedRow, wanted);
  }

  /**
   * The same without the membership, for a fifth less of the database: where there is a message, its reader is a member.
   * Where there is none, nothing is known.
   */
  async readBare(wanted: WantedPage): Promise<PageOfHistory> {
    const { text, parameters } = this.statementFor(wanted, false);
    return pageFrom(await this.database.queryPrepared<PageRow>(text, parameters), null, wanted);
  }

  /**
   * Reads the newest message of each conversation of a list together with the list.
   * @param fields of `Message` that are asked for; those of its sender
   */
  joinNewest(fields: ReadonlySet<string>, senderFields: ReadonlySet<string>): NewestJoin {
    const message = messageShapeFor(fields);
    const sender = personCardFor(senderFields);
    const floor = visibleFloor(this.database.dialect);
    return {
      key: `newest ${message.key} ${sender?.key}`,
      isAll: message === SPOKEN && (sender !== null || !fields.has('sender')),
      columns: [
        `${floor} AS m_floor`,
        'c.last_seq AS m_head',
        ...message.columns.map((name) => `m.${name} AS ${name}`),
        ...(sender?.columns ?? []).map(([expression, name]) => `${expression} AS ${name}`),
      ].join(', '),
      tables: `LEFT JOIN hidden_messages h ON h.user_id = p.user_id AND h.conversation_id = c.id AND h.seq = c.last_seq
        LEFT JOIN messages m ON m.conversation_id = c.id AND m.seq = c.last_seq AND m.seq > ${floor} AND h.seq IS NULL
        ${sender ? 'LEFT JOIN users u ON u.id = m.sender_id' : ''}`,
      of: (raw, conversationId) => {
        const row = raw as NewestRow;
        if (row.seq !== null) return new MessageType(message.of(row, conversationId), sender?.of(row.sender_id, row));
        return row.m_head > row.m_floor ? undefined : null;
      },
    };
  }

  private statementFor(
    { userId, conversationId, slice, message, sender }: WantedPage,
    withMembership: boolean,
  ): { readonly text: string; readonly parameters: SqlValue[] } {
    const { where, parameters, orderBy } = sliceCondition(slice, ['m.seq']);
    const form = `${message.key} ${sender?.key} ${where} ${slice.backward} ${slice.limit} ${withMembership}`;
    let text = this.texts.get(form);
    if (!text) {
      text = this.textOf(message, sender, where, `${orderBy} LIMIT ${slice.limit}`, withMembership);
      this.texts.set(form, text);
    }
    const key = [userId, conversationId];
    return { text, parameters: [...key, ...key, conversationId, ...parameters] };
  }

  private textOf(
    message: MessageShape,
    sender: PersonCardShape | null,
    where: string,
    order: string,
    withMembership: boolean,
  ): string {
    const { dialect } = this.database;
    const people = sender?.columns ?? [];
    const membership = `participants p${dialect.usingPrimaryKey} JOIN conversations c ON c.id = p.conversation_id`;
    const isMember = 'p.user_id = ? AND p.conversation_id = ?';
    const head = [
      // A column of its own: text of other columns has another collation.
      `${PACKED_ROW} AS packed`,
      ...message.columns.map((name) => `NULL AS ${name}`),
      ...people.map(([, name]) => `NULL AS ${name}`),
    ];
    const body = [
      ...(withMembership ? ['NULL AS packed'] : []),
      ...message.columns.map((name) => `m.${name} AS ${name}`),
      ...people.map(([expression, name]) => `${expression} AS ${name}`),
    ];
    const page = `SELECT ${body.join(', ')}
      FROM ${membership} JOIN messages m${dialect.usingPrimaryKey} ON m.conversation_id = p.conversation_id
      ${HIDDEN}
      ${sender ? 'LEFT JOIN users u ON u.id = m.sender_id' : ''}
      WHERE ${isMember} AND p.left_revision IS NULL AND m.conversation_id = ?
      AND m.seq > ${visibleFloor(dialect)} AND m.seq <= c.last_seq AND ${where}
      AND h.seq IS NULL
      ORDER BY ${order}`;
    if (!withMembership) return page;
    return `SELECT ${head.join(', ')} FROM ${membership} WHERE ${isMember} UNION ALL ${dialect.branch(page, 'page')}`;
  }
}

/**
 * What a member has hidden, by its primary key; nothing is looked for where they have hidden nothing at all. As NOT EXISTS
 * the optimizer of MariaDB would copy all that they have hidden in the conversation to a temporary table for each page:
 * 300 ms where it is 50,000 messages.
 */
const HIDDEN = `LEFT JOIN hidden_messages h
  ON EXISTS (SELECT 1 FROM hidden_messages o WHERE o.user_id = ? AND o.conversation_id = ?)
  AND h.user_id = p.user_id AND h.conversation_id = p.conversation_id AND h.seq = m.seq`;

function pageFrom(
  rows: readonly PageRow[],
  packedRow: string | null,
  { conversationId, message, sender }: WantedPage,
): PageOfHistory {
  return {
    packedRow,
    messages: rows.map((row) => message.of(row, conversationId)),
    senders: sender ? rows.map((row) => sender.of(row.sender_id, row)) : [],
  };
}

function isInOrder(rows: readonly PageRow[], backward: boolean): boolean {
  for (let index = 1; index < rows.length; index += 1) {
    const step = (rows[index] as PageRow).seq - (rows[index - 1] as PageRow).seq;
    if (backward ? step > 0 : step < 0) return false;
  }
  return true;
}
