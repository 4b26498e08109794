import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Page } from '../../common/graphql/connection.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { PageArgs } from '../../common/graphql/page.args.js';
import type { ConversationEntity } from '../conversations/entities/conversation.entity.js';
import type { ParticipantEntity } from '../conversations/entities/participant.entity.js';
import { ConversationType } from '../conversations/graphql/conversation.type.js';
import { ParticipantRole } from '../conversations/graphql/participant-role.enum.js';
import { ParticipantConnection } from '../conversations/graphql/participant.connection.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { PresentUserConnection } from './graphql/present-user.connection.js';
import { RoomType } from './graphql/room.type.js';
import { RoomViews } from './room-views.js';
import type { RoomView } from './room-view.js';

/** What a room shows beside its own columns. */
@Resolver(() => RoomType)
export class RoomFieldsResolver {
  constructor(private readonly views: RoomViews) {}

  @ResolveField(() => ConversationType, {
    nullable: true,
    description: 'Its messages, and the place of the viewer in them; null unless the viewer is a member.',
  })
  conversation(
    @Parent() room: RoomView,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<ConversationEntity | null> {
    return this.views.conversation(room, viewer, context);
  }

  @ResolveField(() => ParticipantRole, {
    nullable: true,
    description: 'What the viewer may do in it; null when the viewer is not a member.',
  })
  viewerRole(
    @Parent() room: RoomView,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<ParticipantRole | null> {
    return this.views.viewerRole(room, viewer, context);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Where to fetch the avatar; valid for a while only. Null when there is none.',
  })
  avatarUrl(@Parent() room: RoomView, @Ctx() context: GraphqlContext): Promise<string | null> {
    return this.views.avatarUrl(room, context);
  }

  @ResolveField(() => ParticipantConnection, {
    nullable: true,
    description: 'Its members, in the order in which they joined; null unless the viewer is one.',
  })
  members(
    @Parent() room: RoomView,
    @Args() args: PageArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<Page<ParticipantEntity> | null> {
    return this.views.members(room, args, viewer, context);
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'How many people are in it at present (see `roomActivity`); null unless the viewer is a member.',
  })
  presentCount(
    @Parent() room: RoomView,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<number | null> {
    return this.views.presentCount(room, viewer, context);
  }

  @ResolveField(() => PresentUserConnection, {
    nullable: true,
    description: 'The people who are in it at present (see `roomActivity`); null unless the viewer is a member.',
  })
  presentUsers(
    @Parent() room: RoomView,
    @Args() args: PageArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<Page<UserEntity> | null> {
    return this.views.presentUsers(room, args, viewer, context);
  }

  @ResolveField(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Until when only owner and admins may speak; the end of year 9999 means until lifted. Null, or a time that has passed: everybody may.',
  })
  mutedUntil(@Parent() room: RoomView): Date | null {
    return room.mutedAllUntil === null ? null : new Date(room.mutedAllUntil);
  }

  @ResolveField(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt(@Parent() room: RoomView): Date {
    return new Date(room.createdAt);
  }
}
