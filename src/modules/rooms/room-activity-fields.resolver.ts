import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx } from '../../common/auth/access.decorators.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UserType } from '../users/graphql/user.type.js';
import { RoomActivityType } from './graphql/room-activity.type.js';
import { RoomViews } from './room-views.js';
import type { RoomActivityEvent } from './room-visit.js';

/** Whom a room's activity is about, and when it was. */
@Resolver(() => RoomActivityType)
export class RoomActivityFieldsResolver {
  constructor(private readonly views: RoomViews) {}

  @ResolveField(() => UserType, {
    nullable: true,
    description: 'Whom it is about; null once there is no such account.',
  })
  user(@Parent() event: RoomActivityEvent, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.views.person(event.userId, context);
  }

  @ResolveField(() => String, { description: 'What the person is called.' })
  async nickname(@Parent() event: RoomActivityEvent, @Ctx() context: GraphqlContext): Promise<string> {
    return (await this.views.person(event.userId, context))?.nickname ?? '';
  }

  @ResolveField(() => UserType, {
    nullable: true,
    description: 'Who made them join or removed them, often they themselves; null for ENTERED and EXITED.',
  })
  async actor(@Parent() event: RoomActivityEvent, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return event.actorId === null ? null : this.views.person(event.actorId, context);
  }

  @ResolveField(() => GraphQLDateTime, { description: 'When it happened.' })
  at(@Parent() event: RoomActivityEvent): Date {
    return new Date(event.at);
  }
}
