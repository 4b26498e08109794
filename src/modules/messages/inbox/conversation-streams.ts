import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import { Config } from '../../../common/config/config.js';
import { AppError } from '../../../common/errors/app-error.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import { Epoch } from '../../../common/realtime/epoch.js';
import type { FeedEvent } from '../../../common/realtime/feed-event.js';
import { SharedNewsCache } from '../../../common/realtime/shared-news.js';
import { conversationFeed } from '../../../common/realtime/feed-key.js';
import type { Attachment } from '../../../common/realtime/attachment.js';
import { ConversationReadyType } from '../graphql/conversation-ready.type.js';
import { liveNewsOf, liveReceiptOf, newsOf, resetOf } from './conversation-news.js';
import { MessageReader } from '../message-reader.js';
import { LiveSources, ReplaySources } from './inbox-sources.js';
import { endsMembership } from './membership-end.js';
import { encodeStreamCursor } from './stream-cursor.js';
import { SubscriptionStream } from './subscription-stream.js';
import { placesOf, ViewerFeeds } from './viewer-feeds.js';

/** What `messageAdded` yields, one object for all who get it. */
const newMessages = new SharedNewsCache<FeedEvent, { readonly message: FeedEvent }>();

/** Streams of one conversation, and of new messages in all of them. */
@Injectable()
export class ConversationStreams {
  constructor(
    private readonly config: Config,
    private readonly epoch: Epoch,
    private readonly live: LiveSources,
    private readonly replay: ReplaySources,
    private readonly reader: MessageReader,
  ) {}

  /**
   * Every durable change of a conversation above `afterRevision`, then live; from now on when it is null. Ends with the
   * event that ends the viewer's membership.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, INVALID_CURSOR for a revision above the newest
   */
  async events(
    viewer: Viewer,
    conversationId: string,
    afterRevision: number | null,
    context: GraphqlContext,
  ): Promise<SubscriptionStream<object>> {
    const grant = await this.live.access.require(viewer, conversationId);
    const { conversation, participant } = grant;
    const head = conversation.revision;
    if (afterRevision !== null && afterRevision > head)
      throw new AppError('INVALID_CURSOR', 'The conversation has no such revision yet', { head });
    const epoch = await this.epoch.current();
    const start = participant.joinedRevision - 1;
    const wanted = Math.max(afterRevision ?? head, start);
    const isConcealed = await this.reader.concealment(viewer, grant);
    const tooMuch = head - wanted > this.config.settings.INBOX_REPLAY_MAX_EVENTS;

    return this.follow(viewer, conversationId, tooMuch ? head : wanted, context, {
      first: [
        Object.assign(new ConversationReadyType(), { conversationId, head }),
        ...(tooMuch ? [resetOf(conversationId, head)] : []),
        // A gap that belongs to an earlier time outside: what was held before is to be read again.
        ...(!tooMuch && afterRevision !== null && afterRevision > 0 && afterRevision < start
          ? [resetOf(conversationId, start)]
          : []),
      ],
      news: (event) =>
        // A change to an older message is looked up when it is shown: it may have been hidden since.
        event.type === 'MESSAGE' && isConcealed(event.messageSeq ?? Infinity)
          ? newsOf(event, encodeStreamCursor({ epoch, at: event.at }), true)
          : liveNewsOf(event, epoch),
      receipts: true,
      resets: true,
    });
  }

  /**
   * New messages of one conversation, or of all the viewer's, from now on.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  messages(
    viewer: Viewer,
    conversationId: string | null,
    context: GraphqlContext,
  ): Promise<SubscriptionStream<object>> {
    // A socket that was opened with a room ticket knows one conversation only.
    const only = conversationId ?? viewer.ticket?.conversationId ?? null;
    return only === null ? this.allMessages(viewer, context) : this.messagesIn(viewer, only, context);
  }

  private async messagesIn(
    viewer: Viewer,
    conversationId: string,
    context: GraphqlContext,
  ): Promise<SubscriptionStream<object>> {
    const { conversation } = await this.live.access.require(viewer, conversationId);
    return this.follow(viewer, conversationId, conversation.revision, context, {
      first: [],
      news: (event) => (event.type === 'MESSAGE' ? newMessages.of(event, () => ({ message: event })) : null),
      receipts: false,
      resets: false,
    });
  }

  private async allMessages(viewer: Viewer, context: GraphqlContext): Promise<SubscriptionStream<object>> {
    const userHead = await this.replay.changes.head(viewer.userId);
    const grants = await this.live.access.activeConversationsOf(viewer.userId);
    const stream = new SubscriptionStream<object>(context, () => feeds.stop());
    const feeds: ViewerFeeds = new ViewerFeeds(this.live.hub, this.live.access, viewer, {
      conversationEvent: (event) => {
        if (event.type === 'MESSAGE') stream.durable(newMessages.of(event, () => ({ message: event })));
      },
      gap: () => undefined,
      room: () => stream.room(),
      failed: (error) => stream.fail(error),
    });
    await feeds.followAll(placesOf(grants));
    await feeds.followUser(userHead);
    return stream;
  }

  private follow(
    viewer: Viewer,
    conversationId: string,
    position: number,
    context: GraphqlContext,
    wish: {
      readonly first: readonly object[];
      readonly news: (event: FeedEvent) => object | null;
      readonly receipts: boolean;
      /** Whether the stream's union has Reset. */
      readonly resets: boolean;
    },
  ): SubscriptionStream<object> {
    let attachment: Attachment | null = null;
    const stream = new SubscriptionStream<object>(context, () => attachment?.detach());
    for (const news of wish.first) stream.durable(news);
    const attaching = this.live.hub.attach(
      conversationFeed(conversationId),
      position,
      {
        event: (event) => {
          const news = wish.news(event);
          if (news) stream.durable(news);
          if (endsMembership(event, viewer.userId)) stream.end();
        },
        signal: (signal) => {
          const receipt = wish.receipts ? liveReceiptOf(conversationId, signal) : null;
          if (receipt && receipt.value.userId !== viewer.userId) stream.transient(receipt);
        },
        gap: (head) => {
          if (wish.resets) stream.durable(resetOf(conversationId, head));
          // The end of the membership may be among what was skipped.
          this.live.access.require(viewer, conversationId).catch(() => stream.end());
        },
      },
      () => stream.room(),
    );
    attaching.then(
      (made) => {
        attachment = made;
        if (stream.isEnded) made.detach();
      },
      (error: unknown) => stream.fail(error instanceof Error ? error : new Error(String(error))),
    );
    return stream;
  }
}
