import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import type { FeedEvent } from '../../../common/realtime/feed-event.js';
import { Unread } from '../../conversations/unread.js';
import type { UnreadCountType } from '../graphql/unread-count.type.js';
import { placeOf } from '../message-id.js';
import type { MessageRow } from '../message.row.js';
import { LiveSources, ReplaySources } from './inbox-sources.js';
import { SubscriptionStream } from './subscription-stream.js';
import { UnreadCounter } from './unread-counter.js';
import { placesOf, ViewerFeeds } from './viewer-feeds.js';

/** Types of events that can change how much is unread. */
const COUNTED: ReadonlySet<string> = new Set([
  'MESSAGE',
  // May name other people than before.
  'MESSAGE_EDITED',
  'MESSAGE_RECALLED',
  'MEMBER_JOINED',
  'MEMBER_LEFT',
  'MEMBER_REMOVED',
  'CONVERSATION_DELETED',
]);

/** Tells a viewer how much is unread, whenever that changes. */
@Injectable()
export class UnreadStreams {
  constructor(
    private readonly live: LiveSources,
    private readonly replay: ReplaySources,
    private readonly unread: Unread,
  ) {}

  /** The counts of conversations that change, from now on. */
  async open(viewer: Viewer, context: GraphqlContext): Promise<SubscriptionStream<UnreadCountType>> {
    const userHead = await this.replay.changes.head(viewer.userId);
    const grants = await this.live.access.activeConversationsOf(viewer.userId);
    const followed = placesOf(grants);
    const counter = new UnreadCounter(viewer.userId, this.unread, await this.unread.standings(viewer.userId, null));
    const stream = new SubscriptionStream<UnreadCountType>(context, () => {
      counter.stop();
      feeds.stop();
    });
    counter.tell = (count) => stream.durable(count);
    counter.failed = (error) => stream.fail(error);
    const feeds: ViewerFeeds = new ViewerFeeds(this.live.hub, this.live.access, viewer, {
      conversationEvent: (event) => {
        // A message that names people may name the viewer: that is asked for.
        if (event.type === 'MESSAGE' && event.actorId !== viewer.userId && namesNobody(event))
          counter.grown(event.feedId, event.messageSeq ?? 0);
        else if (COUNTED.has(event.type)) counter.changed(event.feedId);
      },
      userEvent: (event) => {
        const ref = String(event.data.ref);
        if (event.type === 'CONVERSATION') counter.changed(ref);
        if (event.type === 'MESSAGE_HIDDEN') counter.changed(placeOf(ref)?.conversationId ?? '');
      },
      gap: (conversationId) => counter.changed(conversationId),
      room: () => stream.room(),
      failed: (error) => stream.fail(error),
    });
    await feeds.followAll(followed);
    await feeds.followUser(userHead);
    return stream;
  }
}

const namesNobody = ({ data }: FeedEvent): boolean => (data.message as MessageRow | undefined)?.mentionCount === 0;
