import type { Type } from '@nestjs/common';
import type { FeedEvent, FeedSignal } from '../../../common/realtime/feed-event.js';
import type { Receipt } from '../../conversations/positions.js';
import type { ConversationEventType as EventName } from '../../conversations/conversation.words.js';
import { CursoredNews, ReaderCursor, SharedNews, SharedNewsCache } from '../../../common/realtime/shared-news.js';
import { ConversationDeletedType } from '../graphql/conversation-deleted.type.js';
import { ConversationEventType } from '../graphql/conversation-event.type.js';
import { ConversationUpdatedType } from '../graphql/conversation-updated.type.js';
import { MembershipChange } from '../graphql/membership-change.enum.js';
import { MembershipChangedType } from '../graphql/membership-changed.type.js';
import { MessageAddedType } from '../graphql/message-added.type.js';
import { MessageEditedType } from '../graphql/message-edited.type.js';
import { MessageRecalledType } from '../graphql/message-recalled.type.js';
import { ReactionAddedType } from '../graphql/reaction-added.type.js';
import { ReactionRemovedType } from '../graphql/reaction-removed.type.js';
import { ReceiptChangedType } from '../graphql/receipt-changed.type.js';
import { ResetType } from '../graphql/reset.type.js';
import { messageIdOf } from '../message-id.js';
import { encodeStreamCursor } from './stream-cursor.js';

/** An event of a conversation on its way to a client, with what it was made of for the fields that are looked up. */
export interface DeliveredEvent extends ConversationEventType {
  readonly source: FeedEvent;
  /** Whether the viewer does not see the message any more; null: to be looked up when it is shown. */
  readonly hidden: boolean | null;
}

const TYPES: Record<EventName, Type<ConversationEventType>> = {
  MESSAGE: MessageAddedType,
  MESSAGE_EDITED: MessageEditedType,
  MESSAGE_RECALLED: MessageRecalledType,
  REACTION_ADDED: ReactionAddedType,
  REACTION_REMOVED: ReactionRemovedType,
  MEMBER_JOINED: MembershipChangedType,
  MEMBER_LEFT: MembershipChangedType,
  MEMBER_REMOVED: MembershipChangedType,
  ROLE_CHANGED: MembershipChangedType,
  MEMBER_MUTED: MembershipChangedType,
  CONVERSATION_UPDATED: ConversationUpdatedType,
  CONVERSATION_DELETED: ConversationDeletedType,
};

const MEMBERSHIP_CHANGES: Partial<Record<EventName, MembershipChange>> = {
  MEMBER_JOINED: MembershipChange.JOINED,
  MEMBER_LEFT: MembershipChange.LEFT,
  MEMBER_REMOVED: MembershipChange.REMOVED,
  ROLE_CHANGED: MembershipChange.ROLE_CHANGED,
  MEMBER_MUTED: MembershipChange.MUTED,
};

/**
 * What clients receive for a durable event of a conversation.
 * @param cursor where to resume after it; while a replay goes on, that is still where the replay began
 */
export function newsOf(event: FeedEvent, cursor: string, hidden: boolean | null = null): DeliveredEvent {
  const name = event.type as EventName;
  return Object.assign(new TYPES[name](), {
    conversationId: event.feedId,
    revision: event.revision,
    cursor,
    at: new Date(event.at),
    source: event,
    hidden,
    ...detailsOf(name, event),
  });
}

function detailsOf(name: EventName, event: FeedEvent): object {
  const change = MEMBERSHIP_CHANGES[name];
  if (change) return { change, userId: event.subjectId, actorId: event.actorId };
  if (name !== 'REACTION_ADDED' && name !== 'REACTION_REMOVED') return {};
  const { emoji, count } = event.data;
  const messageId = messageIdOf({ conversationId: event.feedId, seq: event.messageSeq ?? 0 });
  return { messageId, emoji, count, userId: event.actorId };
}

const liveNews = new WeakMap<FeedEvent, { readonly epoch: string; readonly news: SharedNews<DeliveredEvent> }>();

/**
 * What clients receive for a live event of a conversation: one object for all of them, cursor included, so that its answer
 * is made once. What a viewer has hidden is looked up when it is shown.
 */
export function liveNewsOf(event: FeedEvent, epoch: string): SharedNews<DeliveredEvent> {
  const known = liveNews.get(event);
  if (known?.epoch === epoch) return known.news;
  const news = new SharedNews(newsOf(event, encodeStreamCursor({ epoch, at: event.at })));
  liveNews.set(event, { epoch, news });
  return news;
}

const missedNews = new SharedNewsCache<FeedEvent, DeliveredEvent>();

/**
 * What a client receives for an event that it has missed, as others do who have missed it as well and come back at the same
 * time. Not for those who have hidden the message.
 * @param onMade told of the news that all of them share, once it is made
 */
export function missedNewsOf(
  event: FeedEvent,
  cursor: ReaderCursor,
  onMade: (news: DeliveredEvent) => void,
): CursoredNews<DeliveredEvent> {
  const shared = missedNews.of(event, () => {
    const news = newsOf(event, ReaderCursor.place, false);
    onMade(news);
    return news;
  });
  return new CursoredNews(shared, cursor);
}

export const resetOf = (conversationId: string, head: number): ResetType =>
  Object.assign(new ResetType(), { conversationId, head });

/** What the others receive when somebody's positions move; null for signals that are not receipts. */
export function receiptOf(conversationId: string, { type, data }: FeedSignal): ReceiptChangedType | null {
  if (type !== 'RECEIPT') return null;
  const { userId, readSeq, deliveredSeq } = data;
  // Signals of other nodes come through Redis, where anybody may have put them.
  if (typeof userId !== 'string' || !Number.isSafeInteger(readSeq) || !Number.isSafeInteger(deliveredSeq)) return null;
  return Object.assign(new ReceiptChangedType(), { conversationId, userId, readSeq, deliveredSeq });
}

const missedReceipts = new SharedNewsCache<Receipt, ReceiptChangedType>();

/** What the others receive of a position that moved while they were away. */
export const missedReceiptOf = (receipt: Receipt): SharedNews<ReceiptChangedType> =>
  missedReceipts.of(receipt, () => {
    const { conversationId, userId, readSeq, deliveredSeq } = receipt;
    return Object.assign(new ReceiptChangedType(), { conversationId, userId, readSeq, deliveredSeq });
  });

const liveReceipts = new WeakMap<FeedSignal, SharedNews<ReceiptChangedType> | null>();

/** The same as one object for all who receive it. */
export function liveReceiptOf(conversationId: string, signal: FeedSignal): SharedNews<ReceiptChangedType> | null {
  let news = liveReceipts.get(signal);
  if (news === undefined) {
    const receipt = receiptOf(conversationId, signal);
    news = receipt && new SharedNews(receipt);
    liveReceipts.set(signal, news);
  }
  return news;
}
