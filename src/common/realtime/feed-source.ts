import type { FeedEvent } from './feed-event.js';

/** A feed that has moved, as seen in the database. */
export interface MovedFeed {
  readonly id: string;
  readonly revision: number;
}

/** Where the feeds of one kind are kept. The database is the truth; this is how the delivery path reads it. */
export interface FeedSource {
  /** Revisions are 1, 2, 3… without gaps. Otherwise superseded ones may be missing. */
  readonly dense: boolean;
  /** Events above `after`, oldest first; empty only when there are none. */
  load(id: string, after: number, limit: number): Promise<FeedEvent[]>;
  /** The newest committed revision of each feed; feeds that were never written to may be missing. */
  heads(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Feeds that moved at or after a time (milliseconds since 1970, database clock). */
  movedSince(since: number): Promise<MovedFeed[]>;
}
