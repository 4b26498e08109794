import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { ConversationEntity } from '../conversations/entities/conversation.entity.js';
import { ConversationType } from '../conversations/graphql/conversation.type.js';
import { RoomType } from './graphql/room.type.js';
import { RoomViews } from './room-views.js';
import type { RoomView } from './room-view.js';

@Resolver(() => ConversationType)
export class ConversationRoomsResolver {
  constructor(private readonly views: RoomViews) {}

  @ResolveField(() => RoomType, {
    nullable: true,
    description: 'The room whose conversation this is; null for direct conversations.',
  })
  room(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<RoomView | null> | RoomView | null {
    return this.views.ofConversation(conversation, viewer, context);
  }
}
