import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Page } from '../../common/graphql/connection.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { PageArgs } from '../../common/graphql/page.args.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UserType } from '../users/graphql/user.type.js';
import { ConversationViews } from './conversation-views.js';
import type { ConversationEntity } from './entities/conversation.entity.js';
import type { ParticipantEntity } from './entities/participant.entity.js';
import { ConversationType } from './graphql/conversation.type.js';
import { ParticipantRole } from './graphql/participant-role.enum.js';
import { ParticipantConnection } from './graphql/participant.connection.js';

const dateOf = (ms: number | null | undefined): Date | null => (ms === null || ms === undefined ? null : new Date(ms));

/** What a conversation shows beside its own columns; most of it is the viewer's own. */
@Resolver(() => ConversationType)
export class ConversationFieldsResolver {
  constructor(private readonly views: ConversationViews) {}

  @ResolveField(() => UserType, {
    nullable: true,
    description: 'The other one of a direct conversation, oneself in notes to oneself; null in a room.',
  })
  peer(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<UserEntity | null> {
    return this.views.peer(conversation, viewer, context);
  }

  @ResolveField(() => Int, {
    description: 'Messages above the read position of the viewer that are neither recalled nor hidden by the viewer.',
  })
  unreadCount(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<number> | number {
    return this.views.unreadCount(conversation, viewer, context);
  }

  @ResolveField(() => Int, {
    description:
      'How many of the unread messages name the viewer: an edit or a recall counts at once, and nothing is stored.',
  })
  unreadMentionCount(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<number> {
    return this.views.unreadMentionCount(conversation, viewer, context);
  }

  @ResolveField(() => Int, { description: 'Up to where the viewer has read; messages above it are unread.' })
  readSeq(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<number> | number {
    return this.views.own(conversation, viewer, context, (own) => own?.readSeq ?? 0);
  }

  @ResolveField(() => Int, { description: 'Up to where any device of the viewer has received.' })
  deliveredSeq(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<number> | number {
    return this.views.own(conversation, viewer, context, (own) => own?.deliveredSeq ?? 0);
  }

  @ResolveField(() => ParticipantRole, {
    nullable: true,
    description: 'What the viewer may do in it; null when the viewer has just left.',
  })
  viewerRole(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<ParticipantRole | null> | ParticipantRole | null {
    return this.views.own(conversation, viewer, context, (own) => own?.role ?? null);
  }

  @ResolveField(() => GraphQLDateTime, { nullable: true, description: 'Since when the viewer has it pinned.' })
  pinnedAt(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<Date | null> | Date | null {
    return this.views.own(conversation, viewer, context, (own) => dateOf(own?.pinnedAt));
  }

  @ResolveField(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when the viewer wants no notifications of it.',
  })
  mutedUntil(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<Date | null> | Date | null {
    return this.views.own(conversation, viewer, context, (own) => dateOf(own?.mutedUntil));
  }

  @ResolveField(() => GraphQLDateTime, { nullable: true, description: 'Since when the viewer has it archived.' })
  archivedAt(
    @Parent() conversation: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<Date | null> | Date | null {
    return this.views.own(conversation, viewer, context, (own) => dateOf(own?.archivedAt));
  }

  @ResolveField(() => ParticipantConnection, {
    description: 'Who is in it, in the order in which they joined. Empty when the viewer is not in it any more.',
  })
  participants(
    @Parent() conversation: ConversationEntity,
    @Args() args: PageArgs,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<Page<ParticipantEntity>> {
    return this.views.participants(conversation, args, viewer, context);
  }

  @ResolveField(() => Int, { description: 'How many people are in it.' })
  participantCount(@Parent() conversation: ConversationEntity): number {
    return conversation.memberCount;
  }

  @ResolveField(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt(@Parent() conversation: ConversationEntity): Date {
    return new Date(conversation.createdAt);
  }

  @ResolveField(() => GraphQLDateTime, { description: 'When the newest message or other change came.' })
  lastEventAt(@Parent() conversation: ConversationEntity): Date {
    return new Date(conversation.lastEventAt);
  }
}
