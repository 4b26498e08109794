import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer, TicketMayUse, viewerOf } from '../../../common/auth/access.decorators.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { Page } from '../../../common/graphql/connection.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import { PageArgs } from '../../../common/graphql/page.args.js';
import type { UserEntity } from '../../users/entities/user.entity.js';
import { UserConnection } from '../../users/graphql/user.connection.js';
import { MessageType } from '../graphql/message.type.js';
import { messageTypeOf } from '../message-views.js';
import { AddReactionInput } from './graphql/add-reaction.input.js';
import { AddReactionPayload } from './graphql/add-reaction.payload.js';
import { ReactionType } from './graphql/reaction.type.js';
import { RemoveReactionInput } from './graphql/remove-reaction.input.js';
import { RemoveReactionPayload } from './graphql/remove-reaction.payload.js';
import { ReactionReader } from './reaction-reader.js';
import { Reactions } from './reactions.service.js';

@Resolver(() => MessageType)
export class ReactionsResolver {
  constructor(private readonly reactionsService: Reactions) {}

  @Mutation(() => AddReactionPayload, {
    description:
      'Gives an emoji to a message, once for each person and emoji. Again changes nothing. Errors: NOT_FOUND, NOT_A_MEMBER, INVALID_INPUT, MESSAGE_RECALLED, MUTED, BLOCKED, TOO_LARGE.',
  })
  @TicketMayUse()
  async addReaction(
    @Args('input', { description: 'Which emoji, to which message.' }) { messageId, emoji }: AddReactionInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<AddReactionPayload> {
    return { message: messageTypeOf(await this.reactionsService.add(viewer, messageId, emoji)) };
  }

  @Mutation(() => RemoveReactionPayload, {
    description:
      "Takes one's own emoji back from a message. When there is none, nothing changes. Errors: NOT_FOUND, NOT_A_MEMBER, INVALID_INPUT.",
  })
  @TicketMayUse()
  async removeReaction(
    @Args('input', { description: 'Which emoji, from which message.' }) { messageId, emoji }: RemoveReactionInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<RemoveReactionPayload> {
    return { message: messageTypeOf(await this.reactionsService.remove(viewer, messageId, emoji)) };
  }

  @ResolveField(() => [ReactionType], {
    description:
      'The emoji that were given to it, at most 20 different ones, in the order in which they were first given.',
  })
  reactions(@Parent() { row }: MessageType): ReactionType[] {
    return row.reactions.map((count) => Object.assign(new ReactionType(), { ...count, place: row }));
  }
}

/** What a reaction shows of the people who gave it. */
@Resolver(() => ReactionType)
export class ReactionFieldsResolver {
  constructor(private readonly reader: ReactionReader) {}

  @ResolveField(() => Boolean, { description: 'Whether the viewer is among those who have given it.' })
  viewerHasReacted(@Parent() { place, emoji }: ReactionType, @Ctx() context: GraphqlContext): Promise<boolean> {
    return this.reader.hasGiven(viewerOf(context), place, emoji, context);
  }

  @ResolveField(() => UserConnection, { description: 'Who has given it, in the order in which they did.' })
  users(
    @Parent() { place, emoji }: ReactionType,
    @Args() args: PageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Page<UserEntity>> {
    return this.reader.givers(place, emoji, args, context);
  }
}
