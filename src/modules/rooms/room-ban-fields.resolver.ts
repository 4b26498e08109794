import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx } from '../../common/auth/access.decorators.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UserType } from '../users/graphql/user.type.js';
import type { RoomBanEntity } from './entities/room-ban.entity.js';
import { RoomBanType } from './graphql/room-ban.type.js';
import { SkippedMemberType } from './graphql/skipped-member.type.js';
import type { Skipped } from './room-invitees.js';
import { RoomViews } from './room-views.js';

/** What a ban shows beside its own columns. */
@Resolver(() => RoomBanType)
export class RoomBanFieldsResolver {
  constructor(private readonly views: RoomViews) {}

  @ResolveField(() => UserType, { nullable: true, description: 'Who is banned; null once there is no such account.' })
  user(@Parent() ban: RoomBanEntity, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.views.person(ban.userId, context);
  }

  @ResolveField(() => UserType, { nullable: true, description: 'Who banned them; null once there is no such account.' })
  bannedBy(@Parent() ban: RoomBanEntity, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.views.person(ban.bannedBy, context);
  }

  @ResolveField(() => GraphQLDateTime, { nullable: true, description: 'Until when; null: until it is lifted.' })
  until(@Parent() ban: RoomBanEntity): Date | null {
    return ban.until === null ? null : new Date(ban.until);
  }

  @ResolveField(() => GraphQLDateTime, { description: 'Since when.' })
  createdAt(@Parent() ban: RoomBanEntity): Date {
    return new Date(ban.createdAt);
  }
}

/** What somebody who was not added shows beside the reason. */
@Resolver(() => SkippedMemberType)
export class SkippedMemberFieldsResolver {
  constructor(private readonly views: RoomViews) {}

  @ResolveField(() => UserType, { nullable: true, description: 'The person; null when there is no such account.' })
  user(@Parent() skipped: Skipped, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.views.person(skipped.userId, context);
  }
}
