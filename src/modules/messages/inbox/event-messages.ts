import { Injectable } from '@nestjs/common';
import type { FeedEvent } from '../../../common/realtime/feed-event.js';
import { UnreadLedger } from '../../conversations/unread-ledger.js';
import { placeKey } from '../message-id.js';
import type { MessageRow } from '../message.row.js';
import { MessagesRepository } from '../messages.repository.js';

/** For how long what was read for an event serves its other subscribers, in milliseconds. */
const SHARED_MS = 1000;

interface Shared<T> {
  readonly readAt: number;
  readonly value: Promise<T>;
}

/** The message that an event is about, read once on this node, however many subscribers get the event. */
@Injectable()
export class EventMessages {
  private readonly messages = new WeakMap<FeedEvent, Shared<MessageRow | null>>();
  private readonly concealed = new WeakMap<FeedEvent, Shared<ReadonlySet<string>>>();

  constructor(
    private readonly repository: MessagesRepository,
    private readonly ledger: UnreadLedger,
  ) {}

  /** The message as it is now; a new one as it was sent. */
  of(event: FeedEvent): Promise<MessageRow | null> {
    // A new message travels with its event.
    if (event.type === 'MESSAGE') return Promise.resolve((event.data.message as MessageRow | undefined) ?? null);
    return shared(this.messages, event, () => this.read(event));
  }

  /**
   * Whether the message is not for a member to see: hidden or cleared by them, or older than what newcomers see.
   * @param userId who the member is; not asked when it is the same for all of them
   */
  async isConcealed(event: FeedEvent, userId: () => string): Promise<boolean> {
    const { feedId, messageSeq } = event;
    // Nobody can have hidden what has only just come.
    if (event.type === 'MESSAGE' || messageSeq === null) return false;
    const concealed = await shared(this.concealed, event, () => this.ledger.concealedFrom(feedId, messageSeq));
    return concealed.size > 0 && concealed.has(userId());
  }

  private async read(event: FeedEvent): Promise<MessageRow | null> {
    if (event.messageSeq === null) return null;
    const place = { conversationId: event.feedId, seq: event.messageSeq };
    return (await this.repository.byPlaces([place])).get(placeKey(place)) ?? null;
  }
}

function shared<T>(cache: WeakMap<FeedEvent, Shared<T>>, event: FeedEvent, read: () => Promise<T>): Promise<T> {
  const known = cache.get(event);
  if (known && performance.now() - known.readAt < SHARED_MS) return known.value;
  const value = read();
  cache.set(event, { readAt: performance.now(), value });
  value.catch(() => cache.delete(event));
  return value;
}
