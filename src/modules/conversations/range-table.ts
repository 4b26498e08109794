import type { SqlValue } from '../../common/database/sql.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { eventOf, type EventRow, type RevisionRange } from './revision-range.js';

/** A table each of whose rows stands for a revision of a conversation; it has a column `conversation_id`. */
export interface RangeTable<Row extends object> {
  readonly name: string;
  /** What is read of it, `conversation_id` included. */
  readonly columns: readonly (keyof Row & string)[];
  /** The column of the revision. */
  readonly revision: keyof Row & string;
  /** The column of the message that the revision is about. */
  readonly messageSeq: keyof Row & string;
  eventOf(row: Row): FeedEvent;
}

/** What the conversations module logs itself. */
export const loggedRanges: RangeTable<EventRow> = {
  name: 'conversation_events',
  columns: ['conversation_id', 'revision', 'type', 'message_seq', 'actor_id', 'subject_id', 'data', 'created_at'],
  revision: 'revision',
  messageSeq: 'message_seq',
  eventOf,
};

/** What is asked for at once. */
export interface RangeQuestion {
  readonly ranges: readonly RevisionRange[];
  /** Whose hidden messages are marked; null: nobody's. */
  readonly viewerId: string | null;
}

/** A row of any of the tables: whose question it answers, which table, and whether the viewer has hidden the message. */
export interface RangeRow {
  readonly asker: number;
  readonly part: number;
  readonly hidden: number;
}

/**
 * Rows of all tables in these ranges, as they were at one moment, in one statement: each table would cost a round trip,
 * and what the viewer has hidden another (docs/performance.md). Several questions, of those who come back at the same
 * time, are one statement as well.
 */
export function rangeQuery(tables: readonly RangeTable<never>[], questions: readonly RangeQuestion[]): RangeStatement {
  const statements = questions.map((question, asker) => statementFor(tables, question, asker));
  return {
    sql: statements.map(({ sql }) => sql).join(' UNION ALL '),
    parameters: statements.flatMap(({ parameters }) => parameters),
  };
}

interface RangeStatement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

function statementFor(
  tables: readonly RangeTable<never>[],
  { ranges, viewerId }: RangeQuestion,
  asker: number,
): RangeStatement {
  const names = [...new Set(tables.flatMap((table): readonly string[] => table.columns))];
  const bounds = ranges.flatMap((range): SqlValue[] => [range.conversationId, range.after, range.upTo]);
  const branches = tables.map((table, part) => {
    const own = new Set<string>(table.columns);
    const list = names.map((name) => `${own.has(name) ? `t.${name}` : 'NULL'} AS ${name}`).join(', ');
    const [hidden, join] =
      viewerId === null
        ? ['0', '']
        : [
            'h.seq IS NOT NULL',
            `LEFT JOIN hidden_messages h
             ON h.user_id = ? AND h.conversation_id = t.conversation_id AND h.seq = t.${table.messageSeq}`,
          ];
    const range = `(t.conversation_id = ? AND t.${table.revision} > ? AND t.${table.revision} <= ?)`;
    return `SELECT ${asker} AS asker, ${part} AS part, ${hidden} AS hidden, ${list} FROM ${table.name} t ${join}
            WHERE ${ranges.map(() => range).join(' OR ')}`;
  });
  return {
    sql: branches.join(' UNION ALL '),
    parameters: branches.flatMap(() => (viewerId === null ? bounds : [viewerId, ...bounds])),
  };
}
