import { Args, ID, Info, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, CurrentViewer, TicketMayUse } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Page } from '../../common/graphql/connection.js';
import { namesBelow, soleField } from '../../common/graphql/asks-for.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { ConversationList } from './conversation-list.js';
import { ConversationSettings } from './conversation-settings.js';
import { ConversationViews } from './conversation-views.js';
import { DirectConversations } from './direct-conversations.js';
import type { ConversationEntity } from './entities/conversation.entity.js';
import { ClearConversationInput } from './graphql/clear-conversation.input.js';
import { ClearConversationPayload } from './graphql/clear-conversation.payload.js';
import { ConversationConnection } from './graphql/conversation.connection.js';
import { ConversationType } from './graphql/conversation.type.js';
import { ConversationsArgs } from './graphql/conversations.args.js';
import { OpenDirectConversationInput } from './graphql/open-direct-conversation.input.js';
import { OpenDirectConversationPayload } from './graphql/open-direct-conversation.payload.js';
import { UpdateConversationSettingsInput } from './graphql/update-conversation-settings.input.js';
import { UpdateConversationSettingsPayload } from './graphql/update-conversation-settings.payload.js';
import { UnreadMentions } from './unread-mentions.js';
import { Unread } from './unread.js';

@Resolver(() => ConversationType)
export class ConversationsResolver {
  constructor(
    private readonly list: ConversationList,
    private readonly views: ConversationViews,
    private readonly direct: DirectConversations,
    private readonly settings: ConversationSettings,
    private readonly unread: Unread,
    private readonly mentions: UnreadMentions,
  ) {}

  @TicketMayUse()
  @Query(() => ConversationType, {
    nullable: true,
    description: 'One conversation; null when there is none or the viewer is not in it.',
  })
  conversation(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args('id', { type: () => ID, description: 'Id of the conversation.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConversationEntity | null> {
    return this.views.open(id, viewer, context, (name) => soleField(info, name));
  }

  @Query(() => ConversationConnection, {
    description: 'The conversations that the viewer is in, newest activity (message or other change) first.',
  })
  conversations(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args() args: ConversationsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ConversationEntity>> {
    const namesAt = (...path: readonly string[]) => namesBelow(info, ['edges', 'node', ...path]);
    return this.list.page(viewer, args, context, namesAt, namesBelow(info, ['pageInfo']));
  }

  @Query(() => Int, {
    description: 'Unread messages in all conversations of the viewer but the archived ones; muted ones count.',
  })
  totalUnreadCount(@CurrentViewer() viewer: Viewer): Promise<number> {
    return this.unread.total(viewer.userId);
  }

  @Query(() => Int, {
    description: 'Unread messages that name the viewer, in all conversations but the archived ones; muted ones count.',
  })
  totalUnreadMentionCount(@CurrentViewer() viewer: Viewer): Promise<number> {
    return this.mentions.total(viewer.userId);
  }

  @Mutation(() => OpenDirectConversationPayload, {
    description:
      'The one conversation of the viewer with a person, made when there is none. Errors: NOT_FOUND, BLOCKED, CONTACT_REQUIRED.',
  })
  async openDirectConversation(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args('input', { description: 'With whom.' }) input: OpenDirectConversationInput,
  ): Promise<{ conversation: ConversationEntity; created: boolean }> {
    const { grant, created } = await this.direct.open(viewer, input.userId);
    return { conversation: this.views.show(grant, viewer, context), created };
  }

  @Mutation(() => UpdateConversationSettingsPayload, {
    description: 'Pins, archives or silences a conversation for the viewer alone. Errors: NOT_FOUND, NOT_A_MEMBER.',
  })
  async updateConversationSettings(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args('input', { description: 'Which, and what.' }) input: UpdateConversationSettingsInput,
  ): Promise<{ conversation: ConversationEntity }> {
    return { conversation: this.views.show(await this.settings.update(viewer, input), viewer, context) };
  }

  @Mutation(() => ClearConversationPayload, {
    description:
      'Takes all present messages out of the sight of the viewer alone; later ones are seen. Errors: NOT_FOUND, NOT_A_MEMBER.',
  })
  async clearConversation(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args('input', { description: 'Which.' }) { conversationId }: ClearConversationInput,
  ): Promise<{ conversation: ConversationEntity }> {
    return { conversation: this.views.show(await this.settings.clear(viewer, conversationId), viewer, context) };
  }
}
