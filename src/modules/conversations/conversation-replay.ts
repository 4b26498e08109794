import { Injectable } from '@nestjs/common';
import { GroupedReads } from '../../common/async/grouped-reads.js';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import {
  fittingInto,
  lastBeforeQuery,
  loggedRanges,
  rangeQuery,
  type RangeQuestion,
  type RangeRow,
  type RangeTable,
  type TimeQuestion,
} from './range-table.js';
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
  /** Conversations whose events others, who asked at the same time, were given as well: the very same objects. */
  readonly shared: Set<string>;
}

/** What one of those who asked gets of what was read for all of them. */
interface Answer {
  readonly events: FeedEvent[];
  readonly hidden: string[];
  readonly shared: string[];
}

/** As many as an inbox replays at once. */
const RANGE_BATCH = 200;
/**
 * So many rows are read, and held, at the same time, for so many who ask; a single one may ask for more. Fewer when they were
 * long of late: about so many characters.
 */
const ROWS_PER_QUERY = 4000;
const TEXT_PER_QUERY = 4_000_000;
const QUESTIONS_PER_QUERY = 64;
const TIMES_PER_QUERY = 50;
const CHANGED_PAGE = 5000;
const MAX_ROUNDS = 5;

/** Reads the log of conversations back, in revision order and without holes: what replay and healing are made of. */
@Injectable()
export class ConversationReplay {
  private readonly tables: RangeTable<never>[] = [loggedRanges];
  private readonly loaders: RangeLoader[] = [];
  private readonly reads = new GroupedReads<Answer, RangeQuestion>((questions) => this.readRanges(questions), {
    maxGroup: QUESTIONS_PER_QUERY,
    fitting: (questions) => fittingInto(Math.min(ROWS_PER_QUERY, TEXT_PER_QUERY / this.rowLength), questions),
  });
  /** How many characters of text a row had of late, on average; at least 1. */
  rowLength = 1;
  private readonly times = new GroupedReads<number>((keys) => this.readTimes(keys), { maxGroup: TIMES_PER_QUERY });

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
    const replayed: Replayed = { events: new Map(), hidden: new Set(), shared: new Set() };
    let wanted = ranges.map((range) => clampRange(range, limitPer)).filter((range) => range.upTo > range.after);
    for (let round = 1; wanted.length > 0 && round <= MAX_ROUNDS; round += 1) {
      const again: RevisionRange[] = [];
      for (const batch of chunksOf(wanted, RANGE_BATCH)) {
        const rows = this.eventsOf(batch, viewerId, replayed);
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

  private async eventsOf(
    ranges: readonly RevisionRange[],
    viewerId: string | null,
    { hidden, shared }: Replayed,
  ): Promise<readonly FeedEvent[]> {
    const answer = await this.reads.load({ ranges, viewerId });
    for (const key of answer?.hidden ?? []) hidden.add(key);
    for (const id of answer?.shared ?? []) shared.add(id);
    return answer?.events ?? [];
  }

  private async readRanges(questions: readonly RangeQuestion[]): Promise<Map<RangeQuestion, Answer>> {
    const { sql, parameters } = rangeQuery(this.tables, questions);
    const answers = questions.map((): Answer => ({ events: [], hidden: [], shared: [] }));
    const read: FeedEvent[] = [];
    let length = 0;
    for (const row of await this.database.query<RangeRow>(sql, parameters))
      if (row.asker === null) {
        const { text, eventOf } = this.tables[row.part] as RangeTable<Record<string, unknown>>;
        length += lengthOf((row as unknown as Record<string, unknown>)[text]);
        read.push(eventOf(row as never));
      } else answers[Number(row.asker)]?.hidden.push(messageKey(row.conversation_id, Number(row.hidden_seq)));
    if (read.length > 0) this.rowLength = Math.max(1, length / read.length);
    const byConversation = byFeed(read.sort((left, right) => left.revision - right.revision));
    const asked = new Set<string>();
    const askedAgain = new Set<string>();
    for (const { conversationId } of questions.flatMap(({ ranges }) => ranges))
      (asked.has(conversationId) ? askedAgain : asked).add(conversationId);
    for (const [index, { ranges }] of questions.entries())
      for (const { conversationId, after, upTo } of ranges) {
        const { events, shared } = answers[index] as Answer;
        for (const event of byConversation.get(conversationId) ?? [])
          if (event.revision > after && event.revision <= upTo) events.push(event);
        if (askedAgain.has(conversationId)) shared.push(conversationId);
      }
    return new Map(questions.map((question, index) => [question, answers[index] as Answer]));
  }

  /**
   * The newest revision, above `floor`, that is older than a time; null when all of them are of that time or later. Costs as
   * much as there is after that time. Whoever asks for the same at the same time is asked for once.
   */
  async lastBefore({ conversationId, floor, since }: TimeQuestion): Promise<number | null> {
    return (await this.times.load(JSON.stringify([conversationId, floor, since]))) ?? null;
  }

  private async readTimes(keys: readonly string[]): Promise<Map<string, number>> {
    const questions = keys.map((key): TimeQuestion => {
      const [conversationId, floor, since] = JSON.parse(key) as [string, number, number];
      return { conversationId, floor, since };
    });
    const { sql, parameters } = lastBeforeQuery(this.tables, questions);
    const found = new Map<string, number>();
    for (const { asker, revision } of await this.database.query<{ asker: number; revision: number }>(sql, parameters)) {
      const key = keys[Number(asker)] as string;
      found.set(key, Math.max(revision, found.get(key) ?? 0));
    }
    return found;
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

const lengthOf = (text: unknown): number => (typeof text === 'string' ? text.length : 0);
