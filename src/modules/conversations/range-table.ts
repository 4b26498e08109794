import type { SqlValue } from '../../common/database/sql.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { eventOf, type EventRow, type RevisionRange } from './revision-range.js';

/** A table each of whose rows stands for a revision of a conversation; it has the columns `conversation_id` and `created_at`. */
export interface RangeTable<Row extends object> {
  readonly name: string;
  /** What is read of it, `conversation_id` included. */
  readonly columns: readonly (keyof Row & string)[];
  /** The column of the revision. */
  readonly revision: keyof Row & string;
  /** The column of the message that the revision is about. */
  readonly messageSeq: keyof Row & string;
  /** The column of a text, which may be long. */
  readonly text: keyof Row & string;
  readonly eventOf: (row: Row) => FeedEvent;
}

/** What the conversations module logs itself. */
export const loggedRanges: RangeTable<EventRow> = {
  name: 'conversation_events',
  columns: ['conversation_id', 'revision', 'type', 'message_seq', 'actor_id', 'subject_id', 'data', 'created_at'],
  revision: 'revision',
  messageSeq: 'message_seq',
  text: 'data',
  eventOf,
};

/** What is asked for at once. */
export interface RangeQuestion {
  readonly ranges: readonly RevisionRange[];
  /** Whose hidden messages are marked; null: nobody's. */
  readonly viewerId: string | null;
}

/** A row of any of the tables; or, when `asker` is not null, no more than the place of a message that the asker has hidden. */
export interface RangeRow {
  readonly part: number;
  readonly asker: number | null;
  readonly conversation_id: string;
  readonly hidden_seq: number | null;
}

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/**
 * Rows of all tables in the ranges of these questions, each once, and which of the messages each asker has hidden, as they
 * were at one moment, in one statement: each table would cost a round trip, and what is hidden another
 * (docs/performance.md). Those who come back at the same time have mostly missed the same.
 */
export function rangeQuery(tables: readonly RangeTable<never>[], questions: readonly RangeQuestion[]): Statement {
  const names = [
    ...new Set(
      tables.flatMap((table): readonly string[] => table.columns).filter((name) => name !== 'conversation_id'),
    ),
  ];
  const rows = covering(questions);
  const branches = tables.map((table, part): Statement => {
    const own = new Set<string>(table.columns);
    const list = names.map((name) => `${own.has(name) ? `t.${name}` : 'NULL'} AS ${name}`).join(', ');
    const { sql, parameters } = within(table, rows);
    return {
      sql: `SELECT ${part} AS part, NULL AS asker, NULL AS hidden_seq, t.conversation_id, ${list} FROM ${table.name} t WHERE ${sql}`,
      parameters,
    };
  });
  const nothing = names.map(() => 'NULL').join(', ');
  const hidden = questions.flatMap(({ ranges, viewerId }, asker) =>
    viewerId === null
      ? []
      : tables.map((table, part): Statement => {
          const { sql, parameters } = within(table, ranges);
          return {
            sql: `SELECT ${part}, ${asker}, h.seq, h.conversation_id, ${nothing} FROM ${table.name} t JOIN hidden_messages h
                  ON h.user_id = ? AND h.conversation_id = t.conversation_id AND h.seq = t.${table.messageSeq} WHERE ${sql}`,
            parameters: [viewerId, ...parameters],
          };
        }),
  );
  return together([...branches, ...hidden]);
}

const within = (table: RangeTable<never>, ranges: readonly RevisionRange[]): Statement => ({
  sql: `(${ranges.map(() => `(t.conversation_id = ? AND t.${table.revision} > ? AND t.${table.revision} <= ?)`).join(' OR ')})`,
  parameters: ranges.flatMap(({ conversationId, after, upTo }) => [conversationId, after, upTo]),
});

const together = (statements: readonly Statement[]): Statement => ({
  sql: statements.map(({ sql }) => sql).join(' UNION ALL '),
  parameters: statements.flatMap(({ parameters }) => parameters),
});

/** The fewest ranges that cover all that is asked for. */
function covering(questions: readonly RangeQuestion[]): RevisionRange[] {
  const covered: RevisionRange[] = [];
  const byPlace = questions
    .flatMap(({ ranges }) => ranges)
    .sort((left, right) =>
      left.conversationId === right.conversationId
        ? left.after - right.after
        : left.conversationId < right.conversationId
          ? -1
          : 1,
    );
  for (const range of byPlace) {
    const last = covered.at(-1);
    if (last?.conversationId !== range.conversationId || range.after > last.upTo) covered.push(range);
    else if (range.upTo > last.upTo) covered[covered.length - 1] = { ...last, upTo: range.upTo };
  }
  return covered;
}

/** How many of the questions, the first first, take no more than so many rows together. */
export function fittingInto(maxRows: number, questions: readonly RangeQuestion[]): number {
  // Overlapping ranges are counted by their outer ends: a little too much for those that lie apart.
  const ends = new Map<string, { after: number; upTo: number }>();
  let rows = 0;
  for (const [index, { ranges }] of questions.entries()) {
    for (const { conversationId, after, upTo } of ranges) {
      const known = ends.get(conversationId);
      const next = { after: Math.min(after, known?.after ?? after), upTo: Math.max(upTo, known?.upTo ?? upTo) };
      rows += next.upTo - next.after - (known ? known.upTo - known.after : 0);
      ends.set(conversationId, next);
    }
    if (rows > maxRows) return index;
  }
  return questions.length;
}

/** A point in time in the history of a conversation. */
export interface TimeQuestion {
  readonly conversationId: string;
  /** Looks at nothing up to this revision. */
  readonly floor: number;
  /** Milliseconds since 1970, database clock. */
  readonly since: number;
}

/**
 * For each question and table the newest revision that is older than the time. Read from the newest on, so that it costs as
 * much as there is after that time, however long the history is.
 */
export function lastBeforeQuery(tables: readonly RangeTable<never>[], questions: readonly TimeQuestion[]): Statement {
  const branches = questions.flatMap(({ conversationId, floor, since }, asker) =>
    tables.map(({ name, revision }, part): Statement => ({
      sql: `SELECT * FROM (SELECT ${asker} AS asker, t.${revision} AS revision FROM ${name} t
              WHERE t.conversation_id = ? AND t.${revision} > ? AND t.created_at < ?
              ORDER BY t.${revision} DESC LIMIT 1) AS last_${asker}_${part}`,
      parameters: [conversationId, floor, since],
    })),
  );
  return together(branches);
}
