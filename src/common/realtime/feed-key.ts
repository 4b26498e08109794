/**
 * A feed is a numbered stream of durable changes: one per conversation, one per user (the user's own settings, contacts,
 * sessions).
 */
export type FeedKind = 'conversation' | 'user';

export interface FeedKey {
  readonly kind: FeedKind;
  readonly id: string;
}

export const conversationFeed = (id: string): FeedKey => ({ kind: 'conversation', id });
export const userFeed = (id: string): FeedKey => ({ kind: 'user', id });
