import { Injectable } from '@nestjs/common';
import { GroupedReads } from '../../common/async/grouped-reads.js';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { loggedRanges, rangeQuery, type RangeQuestion, type RangeRow, type RangeTable } from './range-table.js';
import { byFeed, clampRange, denseFrom, type RangeLoader, type RevisionRange } from './revision-range.js';
import { messageKey } from './unread-ledger.js';

export interface ConversationHead {
  readonly id: string;
  readonly revision: number;
  /** Milliseconds since 1970, database clock. */
  readonly at: number;
}

/** What was missed of several conversations. */
export interface Replayed {
  /** By conversation, in the order of their revisions. */
  readonly events: Map<string, FeedEvent[]>;
  /** The messages among them that the viewer has hidden, by `messageKey(conversationId, seq)`. */
  readonly hidden: Set<string>;
}

/** As many as an inbox replays at once. */
const RANGE_BATCH = 200;
/** Each may be answered with some thousand rows, which are held at the same time. */
const QUESTIONS_PER_QUERY = 8;
const CHANGED_PAGE = 5000;
const MAX_ROUNDS = 5;

/** Reads the log of conversations back, in revision order and without holes: what replay and healing are made of. */
@Injectable()
export class ConversationReplay {
  private readonly tables: RangeTable<never>[] = [loggedRanges];
  private readonly loaders: RangeLoader[] = [];
  private readonly reads = new GroupedReads<RangeRow[], RangeQuestion>((questions) => this.readRows(questions), {
    maxGroup: QUESTIONS_PER_QUERY,
  });

  constructor(private readonly database: Database) {}

  /** Adds a table of revisions that are not in conversation_events; the messages module brings its `MESSAGE` events. */
  registerTable<Row extends object>(table: RangeTable<Row>): void {
    this.tables.push(table);
  }

  /** Adds revisions that are kept elsewhere. */
  registerLoader(loader: RangeLoader): void {
    this.loaders.push(loader);
  }

  /**
   * Committed events above `afterRevision` in revision order, at most `limit`. Dense: it stops before a revision that it
   * could not see yet, so reading on from the last one misses nothing.
   */
  async load(conversationId: string, afterRevision: number, limit: number): Promise<FeedEvent[]> {
    const range = { conversationId, after: afterRevision, upTo: afterRevision + limit };
    return (await this.loadMany([range], limit)).get(conversationId) ?? [];
  }

  /** The same for one range each of several conversations, in a few queries: at most `limitPer` events of each. */
  async loadMany(ranges: readonly RevisionRange[], limitPer: number): Promise<Map<string, FeedEvent[]>> {
    return (await this.read(ranges, limitPer, null)).events;
  }

  /** The same, with what the viewer has hidden of it. */
  loadFor(viewerId: string, ranges: readonly RevisionRange[], limitPer: number): Promise<Replayed> {
    return this.read(ranges, limitPer, viewerId);
  }

  private async read(ranges: readonly RevisionRange[], limitPer: number, viewerId: string | null): Promise<Replayed> {
    const replayed = { events: new Map<string, FeedEvent[]>(), hidden: new Set<string>() };
    let wanted = ranges.map((range) => clampRange(range, limitPer)).filter((range) => range.upTo > range.after);
    for (let round = 1; wanted.length > 0 && round <= MAX_ROUNDS; round += 1) {
      const again: RevisionRange[] = [];
      for (const batch of chunksOf(wanted, RANGE_BATCH)) {
        const rows = this.rowsOf(batch, viewerId, replayed.hidden);
        const parts = await Promise.all([rows, ...this.loaders.map((loader) => loader(batch))]);
        const byConversation = byFeed(parts.flat());
        for (const range of batch) {
          const seen = byConversation.get(range.conversationId) ?? [];
          const dense = denseFrom(range.after, seen);
          replayed.events.set(range.conversationId, dense);
          // A commit fell between the parts, and what precedes it is there by now.
          if (dense.length === 0 && seen.length > 0) again.push(range);
        }
      }
      wanted = again;
    }
    return replayed;
  }

  private async rowsOf(
    ranges: readonly RevisionRange[],
    viewerId: string | null,
    hidden: Set<string>,
  ): Promise<FeedEvent[]> {
    const rows = (await this.reads.load({ ranges, viewerId })) ?? [];
    return rows.map((row) => {
      const event = (this.tables[row.part] as RangeTable<never>).eventOf(row as never);
      if (row.hidden && event.messageSeq !== null) hidden.add(messageKey(event.feedId, event.messageSeq));
      return event;
    });
  }

  private async readRows(questions: readonly RangeQuestion[]): Promise<Map<RangeQuestion, RangeRow[]>> {
    const { sql, parameters } = rangeQuery(this.tables, questions);
    const answers = questions.map((): RangeRow[] => []);
    for (const row of await this.database.query<RangeRow>(sql, parameters)) answers[Number(row.asker)]?.push(row);
    return new Map(questions.map((question, asker) => [question, answers[asker] as RangeRow[]]));
  }

  /** The newest committed revision of each conversation, deleted ones included. */
  async heads(conversationIds: readonly string[]): Promise<Map<string, number>> {
    const heads = new Map<string, number>();
    for (const ids of chunksOf(conversationIds)) {
      const rows = await this.database.query<{ id: string; revision: number }>(
        `SELECT id, revision FROM conversations WHERE id IN (${placeholders(ids)})`,
        ids,
      );
      for (const row of rows) heads.set(row.id, row.revision);
    }
    return heads;
  }

  /** Every conversation with an event at or after a time (milliseconds, database clock), oldest change first. */
  async changedSince(since: number): Promise<ConversationHead[]> {
    const heads: ConversationHead[] = [];
    let [at, id] = [since, ''];
    for (;;) {
      const page = await this.database.query<ConversationHead>(
        `SELECT id, revision, last_event_at AS at FROM conversations
         WHERE last_event_at >= ? AND (last_event_at > ? OR id > ?) ORDER BY last_event_at, id LIMIT ${CHANGED_PAGE}`,
        [at, at, id],
      );
      for (const row of page) heads.push({ id: row.id, revision: row.revision, at: row.at });
      const last = page.at(-1);
      if (!last || page.length < CHANGED_PAGE) return heads;
      [at, id] = [last.at, last.id];
    }
  }
}
