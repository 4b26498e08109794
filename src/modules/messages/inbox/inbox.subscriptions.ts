import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import { Ctx, CurrentViewer, TicketMayUse } from '../../../common/auth/access.decorators.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { FeedEvent } from '../../../common/realtime/feed-event.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import { MessageType } from '../graphql/message.type.js';
import { UnreadCountType } from '../graphql/unread-count.type.js';
import type { MessageRow } from '../message.row.js';
import { messageTypeOf } from '../message-views.js';
import { ConversationStreams } from './conversation-streams.js';
import { ConversationEventsArgs } from './conversation-events.args.js';
import { InboxArgs } from './inbox.args.js';
import { ConversationStreamEvent, InboxEvent } from './inbox-event.union.js';
import { InboxService } from './inbox.service.js';
import { UnreadStreams } from './unread-stream.js';

const asItIs = (event: object): object => event;

const messageOf = ({ message }: { message: FeedEvent }): MessageType =>
  messageTypeOf(message.data.message as MessageRow);

/** The live side of messages. */
@Resolver()
export class InboxSubscriptions {
  constructor(
    private readonly inboxes: InboxService,
    private readonly conversations: ConversationStreams,
    private readonly unread: UnreadStreams,
  ) {}

  @Subscription(() => InboxEvent, {
    description:
      'Everything that concerns the viewer, resumable: InboxReady, then what was missed since `after`, then InboxCaughtUp, then live. Each durable change comes once and in order per conversation, on whatever node and after however long.',
    resolve: asItIs,
  })
  inbox(
    @Args() args: InboxArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<AsyncIterable<object>> {
    return this.inboxes.open(viewer, args.after ?? null, args.seen ?? [], context);
  }

  @Subscription(() => ConversationStreamEvent, {
    description:
      'Every durable change of one conversation above a revision, then live. Completes when the viewer leaves or is removed.',
    resolve: asItIs,
  })
  @TicketMayUse()
  conversationEvents(
    @Args() args: ConversationEventsArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<AsyncIterable<object>> {
    return this.conversations.events(viewer, args.conversationId, args.afterRevision ?? null, context);
  }

  @Subscription(() => MessageType, {
    description:
      'New messages from now on, of one conversation or of all the viewer’s. It does not resume: `inbox` does.',
    resolve: messageOf,
  })
  @TicketMayUse()
  messageAdded(
    @Args('conversationId', { type: () => ID, nullable: true, description: 'Only of this conversation.' })
    conversationId: string | null | undefined,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<AsyncIterable<object>> {
    return this.conversations.messages(viewer, conversationId ?? null, context);
  }

  @Subscription(() => UnreadCountType, {
    description:
      'Unread counts of the viewer’s conversations, whenever one changes. Changes within a moment are told as one.',
    resolve: asItIs,
  })
  unreadCountChanged(@CurrentViewer() viewer: Viewer, @Ctx() context: GraphqlContext): Promise<AsyncIterable<object>> {
    return this.unread.open(viewer, context);
  }
}
