/**
 * One durable change of a feed. `data` is plain JSON, so that an event can cross nodes; what clients receive is made
 * from it and from the database when it is delivered.
 */
export interface FeedEvent {
  /** The feed's id: a conversation's or a user's. */
  readonly feedId: string;
  readonly revision: number;
  /** Milliseconds since 1970, by the database's clock. */
  readonly at: number;
  readonly type: string;
  /** Who did it, when anybody did. */
  readonly actorId: string | null;
  /** Whom it is about: the member who joined, left or was removed. */
  readonly subjectId: string | null;
  /** Which message it is about. */
  readonly messageSeq: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A transient or superseding piece of news; losing one costs at most a delay. */
export interface FeedSignal {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}
