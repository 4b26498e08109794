import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Page } from '../../common/graphql/connection.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { PageArgs } from '../../common/graphql/page.args.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UserType } from '../users/graphql/user.type.js';
import { BlockList } from './block-list.js';
import { ContactViews } from './contact-views.js';
import { BlockUserInput } from './graphql/block-user.input.js';
import { BlockUserPayload } from './graphql/block-user.payload.js';
import { BlockedUserConnection } from './graphql/blocked-user.connection.js';
import { BlockedUserType } from './graphql/blocked-user.type.js';
import { UnblockUserInput } from './graphql/unblock-user.input.js';
import { UnblockUserPayload } from './graphql/unblock-user.payload.js';

@Resolver(() => BlockedUserType)
export class BlocksResolver {
  constructor(
    private readonly blocks: BlockList,
    private readonly views: ContactViews,
  ) {}

  @Query(() => BlockedUserConnection, { description: 'The people whom the viewer has blocked, the latest first.' })
  blockedUsers(@CurrentViewer() viewer: Viewer, @Args() args: PageArgs): Promise<Page<BlockedUserType>> {
    return this.blocks.page(viewer.userId, args);
  }

  @Mutation(() => BlockUserPayload, {
    description:
      'Blocks a person: neither can open a direct conversation with the other, or send in one. Repeating it changes nothing. Codes: NOT_FOUND, INVALID_INPUT, TOO_LARGE.',
  })
  async blockUser(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whom.' }) input: BlockUserInput,
  ): Promise<BlockUserPayload> {
    return { blocked: await this.blocks.block(viewer.userId, input.userId) };
  }

  @Mutation(() => UnblockUserPayload, { description: 'Takes a block back. Repeating it changes nothing.' })
  async unblockUser(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whom.' }) input: UnblockUserInput,
  ): Promise<UnblockUserPayload> {
    await this.blocks.unblock(viewer.userId, input.userId);
    return { userId: input.userId };
  }

  @ResolveField(() => UserType, { nullable: true, description: 'The person; null once there is no such account.' })
  user(@Parent() blocked: BlockedUserType, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.views.person(blocked.userId, context);
  }
}
