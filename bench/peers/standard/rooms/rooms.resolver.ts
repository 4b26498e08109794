import { UseGuards } from '@nestjs/common';
import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AuthGuard } from '../auth/auth.guard.js';
import { CurrentUserId } from '../auth/current-user-id.decorator.js';
import type { Loaders } from '../loaders/loaders.js';
import { Message } from '../messages/message.entity.js';
import { PaginationArgs } from '../pagination.args.js';
import { Room } from './room.entity.js';
import { RoomsService } from './rooms.service.js';

@Resolver(() => Room)
@UseGuards(AuthGuard)
export class RoomsResolver {
  constructor(private readonly roomsService: RoomsService) {}

  @Query(() => [Room])
  rooms(@Args() page: PaginationArgs, @CurrentUserId() userId: string): Promise<Room[]> {
    return this.roomsService.findByMember(userId, page);
  }

  @ResolveField(() => Message, { nullable: true })
  lastMessage(@Parent() room: Room, @Context('loaders') loaders: Loaders): Promise<Message | null> {
    return loaders.lastMessages.load(room.id);
  }

  @ResolveField(() => Int)
  unreadCount(
    @Parent() room: Room,
    @Context('loaders') loaders: Loaders,
    @CurrentUserId() userId: string,
  ): Promise<number> {
    return loaders.unreadCounts(userId).load(room.id);
  }
}
