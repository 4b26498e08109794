import { Args, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import { asksFor } from '../../common/graphql/asks-for.js';
import type { Page } from '../../common/graphql/connection.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { ConversationEntity } from '../conversations/entities/conversation.entity.js';
import { ConversationType } from '../conversations/graphql/conversation.type.js';
import { ConversationMessages } from './conversation-messages.js';
import { openedPage } from './history-opener.js';
import { MessageConnection } from './graphql/message.connection.js';
import { cursorsOf, MessageHistoryArgs } from './graphql/message-history.args.js';
import { MessageType } from './graphql/message.type.js';

/** What messages add to a conversation. */
@Resolver(() => ConversationType)
export class ConversationMessagesResolver {
  constructor(private readonly conversationMessages: ConversationMessages) {}

  @ResolveField(() => MessageConnection, {
    nullable: true,
    description:
      'The history, in order of seq; `last: 50` is the newest page. Null when the viewer is not a member any more.',
  })
  messages(
    @Parent() conversation: ConversationEntity,
    @Args() args: MessageHistoryArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<MessageType> | null> | Page<MessageType> {
    const opened = openedPage(context, info);
    if (opened) return opened;
    const withSenders = asksFor(info, ['edges', 'node', 'sender']);
    return this.conversationMessages.history(conversation, cursorsOf(args), viewer, context, withSenders);
  }

  @ResolveField(() => MessageType, {
    nullable: true,
    description: 'The newest message that the viewer sees, recalled or not; null when there is none.',
  })
  lastMessage(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MessageType | null> | MessageType | null {
    return this.conversationMessages.newest(conversation, viewer, context, () => asksFor(info, ['sender']));
  }
}
