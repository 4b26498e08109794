/** What the clients saw, as plain data: the checker needs nothing else. Times are milliseconds of one clock. */

/** Where the server says that a message is. */
export interface Place {
  readonly id: string;
  readonly seq: number;
  readonly revision: number;
  readonly text: string | null;
}

export interface Attempt {
  /** Index of the node that was asked. */
  readonly node: number;
  readonly invokedAt: number;
  /** When it left, over a connection that stood; Infinity before. */
  sentAt: number;
  endedAt: number;
  /** `unknown`: a time-out, a cut connection, UNAVAILABLE: it may have been carried out. Never called failed. */
  outcome: 'pending' | 'ok' | 'failed' | 'unknown';
  /** Error code, or what happened to the connection. */
  why?: string;
  place?: Place;
}

/** One message that somebody wanted to send, and every attempt at it. */
export interface SendRecord {
  readonly senderId: string;
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly attempts: Attempt[];
}

/** A durable event as a subscriber received it. */
export interface StreamEvent {
  readonly revision: number;
  /** For new messages: `seq id clientMessageId`; empty otherwise. The text may be that of a later edit. */
  readonly mark: string;
}

/** Everything one subscriber applied of one conversation, over all its connections, in order of arrival. */
export interface StreamRecord {
  readonly subscriber: string;
  readonly userId: string;
  readonly conversationId: string;
  /** The revision from which on it must have everything. */
  readonly base: number;
  readonly events: StreamEvent[];
  /** Whether it told the server what it has seen, and so may expect each event exactly once. */
  readonly tellsSeen: boolean;
  /** Honest gaps that the server told of. */
  readonly resets: number[];
}

export interface StoredMessage extends Place {
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly recalled: boolean;
}

/** A conversation as it is read after everything has healed. */
export interface StoredConversation {
  readonly id: string;
  readonly lastSeq: number;
  readonly revision: number;
  readonly messages: readonly StoredMessage[];
  /** Revisions of all durable changes, those of messages included, as the tables have them. */
  readonly revisions: readonly number[];
}

export interface Removal {
  readonly userId: string;
  readonly conversationId: string;
  readonly revision: number;
}

/** An unread count that a device was told, and what it is made of. */
export interface UnreadReading {
  readonly userId: string;
  readonly conversationId: string;
  readonly readSeq: number;
  readonly unreadCount: number;
  /** Up to where this person certainly has read: acknowledged `markRead`s and sends. */
  readonly atLeast: number;
  /** Messages that this person has hidden. */
  readonly hidden: readonly number[];
}

export interface History {
  readonly sends: readonly SendRecord[];
  readonly streams: readonly StreamRecord[];
  readonly store: readonly StoredConversation[];
  readonly removals: readonly Removal[];
  readonly unread: readonly UnreadReading[];
}

/** What became of a send as its sender knows it. */
export function statusOf({ attempts }: SendRecord): 'ok' | 'failed' | 'unknown' {
  if (attempts.some(({ outcome }) => outcome === 'ok')) return 'ok';
  return attempts.every(({ outcome }) => outcome === 'failed') ? 'failed' : 'unknown';
}

export const markOf = (message: {
  readonly seq: number;
  readonly id: string;
  readonly clientMessageId: string;
}): string => `${message.seq} ${message.id} ${message.clientMessageId}`;
