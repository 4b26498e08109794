import type { Type } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../../common/auth/access.decorators.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import { ConversationAccess } from '../../conversations/conversation-access.js';
import type { ConversationEntity } from '../../conversations/entities/conversation.entity.js';
import { ConversationType } from '../../conversations/graphql/conversation.type.js';
import type { UserEntity } from '../../users/entities/user.entity.js';
import { UserType } from '../../users/graphql/user.type.js';
import { UsersService } from '../../users/users.service.js';
import { ConversationSettingsChangedType } from '../graphql/conversation-settings-changed.type.js';
import { ConversationUpdatedType } from '../graphql/conversation-updated.type.js';
import { MembershipChangedType } from '../graphql/membership-changed.type.js';
import { ReactionAddedType } from '../graphql/reaction-added.type.js';
import type { ReactionEventType } from '../graphql/reaction-event.type.js';
import { ReactionRemovedType } from '../graphql/reaction-removed.type.js';
import { ReceiptChangedType } from '../graphql/receipt-changed.type.js';

@Resolver(() => MembershipChangedType)
export class MembershipChangedFieldsResolver {
  constructor(
    private readonly users: UsersService,
    private readonly access: ConversationAccess,
  ) {}

  @ResolveField(() => UserType, { nullable: true, description: 'Whose membership it is.' })
  user(@Parent() event: MembershipChangedType, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.users.loader(context).load(event.userId);
  }

  @ResolveField(() => UserType, { nullable: true, description: 'Who did it; null when nobody in particular did.' })
  async actor(@Parent() event: MembershipChangedType, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return event.actorId === null ? null : this.users.loader(context).load(event.actorId);
  }

  @ResolveField(() => ConversationType, {
    nullable: true,
    description: 'The conversation as it is now; null when the viewer is not in it.',
  })
  async conversation(
    @Parent() event: MembershipChangedType,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<ConversationEntity | null> {
    return (await this.access.forViewer(viewer, event.conversationId, context.loaders))?.conversation ?? null;
  }
}

@Resolver(() => ReceiptChangedType)
export class ReceiptChangedFieldsResolver {
  constructor(private readonly users: UsersService) {}

  @ResolveField(() => UserType, { nullable: true, description: 'Who has received or read.' })
  user(@Parent() event: ReceiptChangedType, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.users.loader(context).load(event.userId);
  }
}

/** `user` of the events about reactions. */
function reactionFieldsResolver(EventType: Type): Type {
  @Resolver(() => EventType)
  class ReactionFieldsResolver {
    constructor(protected readonly users: UsersService) {}

    @ResolveField(() => UserType, { nullable: true, description: 'Who has given it or taken it back.' })
    user(@Parent() event: ReactionEventType, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
      return this.users.loader(context).load(event.userId);
    }
  }
  return ReactionFieldsResolver;
}

export const reactionEventFieldsResolvers = [ReactionAddedType, ReactionRemovedType].map(reactionFieldsResolver);

@Resolver(() => ConversationUpdatedType)
export class ConversationUpdatedFieldsResolver {
  constructor(private readonly access: ConversationAccess) {}

  @ResolveField(() => ConversationType, {
    nullable: true,
    description: 'The conversation as it is now; null when the viewer is not in it.',
  })
  async conversation(
    @Parent() event: ConversationUpdatedType,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<ConversationEntity | null> {
    return (await this.access.forViewer(viewer, event.conversationId, context.loaders))?.conversation ?? null;
  }
}

@Resolver(() => ConversationSettingsChangedType)
export class ConversationSettingsChangedFieldsResolver {
  constructor(private readonly access: ConversationAccess) {}

  @ResolveField(() => ConversationType, {
    nullable: true,
    description: 'The conversation as it is now; null when the viewer is not in it any more.',
  })
  async conversation(
    @Parent() event: ConversationSettingsChangedType,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<ConversationEntity | null> {
    return (await this.access.forViewer(viewer, event.conversationId, context.loaders))?.conversation ?? null;
  }
}
