import type { FeedEvent } from '../../common/realtime/feed-event.js';
import type { ConversationEventType } from './conversation.words.js';

/** The revisions of a conversation with `after < revision <= upTo`. */
export interface RevisionRange {
  readonly conversationId: string;
  readonly after: number;
  readonly upTo: number;
}

/** Reads its share of the events of all ranges, in any order, in a number of queries that does not depend on theirs. */
export type RangeLoader = (ranges: readonly RevisionRange[]) => Promise<FeedEvent[]>;

/** Revisions have no gaps, so a limit on events is a limit on the range. */
export const clampRange = (range: RevisionRange, limit: number): RevisionRange => ({
  ...range,
  upTo: Math.min(range.upTo, range.after + limit),
});

/**
 * The events from `after + 1` on, up to the first that is missing. The parts of a range are read one after the other,
 * so a later part may see a commit whose predecessor the earlier part did not.
 */
export function denseFrom(after: number, events: readonly FeedEvent[]): FeedEvent[] {
  const sorted = [...events].sort((left, right) => left.revision - right.revision);
  const missing = sorted.findIndex((event, index) => event.revision !== after + 1 + index);
  return missing === -1 ? sorted : sorted.slice(0, missing);
}

export function byFeed(events: readonly FeedEvent[]): Map<string, FeedEvent[]> {
  const groups = new Map<string, FeedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.feedId);
    if (group) group.push(event);
    else groups.set(event.feedId, [event]);
  }
  return groups;
}

export interface EventRow {
  readonly conversation_id: string;
  readonly revision: number;
  readonly type: ConversationEventType;
  readonly message_seq: number | null;
  readonly actor_id: string | null;
  readonly subject_id: string | null;
  readonly data: string;
  readonly created_at: number;
}

export const eventOf = (row: EventRow): FeedEvent => ({
  feedId: row.conversation_id,
  revision: row.revision,
  at: row.created_at,
  type: row.type,
  actorId: row.actor_id,
  subjectId: row.subject_id,
  messageSeq: row.message_seq,
  data: JSON.parse(row.data) as Record<string, unknown>,
});
