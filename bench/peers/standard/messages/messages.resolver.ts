import { UseGuards } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { PubSub } from 'graphql-subscriptions';
import { AuthGuard } from '../auth/auth.guard.js';
import { CurrentUserId } from '../auth/current-user-id.decorator.js';
import type { Loaders } from '../loaders/loaders.js';
import { PaginationArgs } from '../pagination.args.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { User } from '../users/user.entity.js';
import { Message } from './message.entity.js';
import { MessagesService } from './messages.service.js';
import { SendMessageInput } from './send-message.input.js';

interface MessageAddedPayload {
  readonly messageAdded: Message;
}

@Resolver(() => Message)
@UseGuards(AuthGuard)
export class MessagesResolver {
  constructor(
    private readonly messagesService: MessagesService,
    private readonly roomsService: RoomsService,
    private readonly pubSub: PubSub,
  ) {}

  @Query(() => [Message])
  messages(
    @Args('roomId', { type: () => ID }) roomId: string,
    @Args() page: PaginationArgs,
    @CurrentUserId() userId: string,
  ): Promise<Message[]> {
    return this.messagesService.findByRoom(userId, roomId, page);
  }

  @Mutation(() => Message)
  sendMessage(@Args('input') input: SendMessageInput, @CurrentUserId() userId: string): Promise<Message> {
    return this.messagesService.send(userId, input);
  }

  @Subscription(() => Message, {
    filter: ({ messageAdded }: MessageAddedPayload, { roomId }: { roomId: string }) => messageAdded.roomId === roomId,
  })
  async messageAdded(
    @Args('roomId', { type: () => ID }) roomId: string,
    @CurrentUserId() userId: string,
  ): Promise<AsyncIterableIterator<MessageAddedPayload>> {
    await this.roomsService.checkMembership(userId, roomId);
    return this.pubSub.asyncIterableIterator<MessageAddedPayload>('messageAdded');
  }

  @ResolveField(() => User, { nullable: true })
  sender(@Parent() message: Message, @Context('loaders') loaders: Loaders): User | Promise<User | null> {
    return message.sender ?? loaders.users.load(message.senderId);
  }
}
