import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer, TicketMayUse } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Page } from '../../common/graphql/connection.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { CreateRoomInput } from './graphql/create-room.input.js';
import { CreateRoomPayload } from './graphql/create-room.payload.js';
import { DeleteRoomInput } from './graphql/delete-room.input.js';
import { DeleteRoomPayload } from './graphql/delete-room.payload.js';
import { IssueRoomTicketInput } from './graphql/issue-room-ticket.input.js';
import { IssueRoomTicketPayload } from './graphql/issue-room-ticket.payload.js';
import { RoomConnection } from './graphql/room.connection.js';
import { RoomType } from './graphql/room.type.js';
import { RoomsArgs } from './graphql/rooms.args.js';
import { UpdateRoomInput } from './graphql/update-room.input.js';
import { UpdateRoomPayload } from './graphql/update-room.payload.js';
import type { Skipped } from './room-invitees.js';
import { RoomDirectory } from './room-directory.js';
import { RoomFounding } from './room-founding.js';
import { RoomTickets } from './room-tickets.js';
import type { RoomView } from './room-view.js';
import { RoomsService } from './rooms.service.js';

@Resolver()
export class RoomsResolver {
  constructor(
    private readonly directory: RoomDirectory,
    private readonly founding: RoomFounding,
    private readonly service: RoomsService,
    private readonly tickets: RoomTickets,
  ) {}

  @TicketMayUse()
  @Query(() => RoomType, {
    nullable: true,
    description: 'One room; null when there is none, or it is private and the viewer is not in it.',
  })
  room(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID, description: 'Id of the room.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<RoomView | null> {
    return this.directory.find(viewer, id, context);
  }

  @Query(() => RoomConnection, {
    description: 'The rooms that the viewer is in, or may enter, in the order of their names. Codes: RATE_LIMITED.',
  })
  rooms(@CurrentViewer() viewer: Viewer, @Args() args: RoomsArgs): Promise<Page<RoomView>> {
    return this.directory.page(viewer, args);
  }

  @Mutation(() => CreateRoomPayload, {
    description:
      'Makes a room that belongs to the viewer. Codes: FORBIDDEN (only administrators may, if the operator says so), ROOM_FULL, RATE_LIMITED, INVALID_INPUT, NOT_FOUND and ATTACHMENT_NOT_READY (avatar).',
  })
  async createRoom(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'What it is like.' }) input: CreateRoomInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView; skipped: readonly Skipped[] }> {
    const { roomId, skipped } = await this.founding.create(viewer, input);
    return { room: await this.directory.changed(viewer, roomId, context), skipped };
  }

  @Mutation(() => UpdateRoomPayload, {
    description:
      'Changes the profile of a room, or from where on newcomers see messages. Owner and admins. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT, ATTACHMENT_NOT_READY (avatar).',
  })
  async updateRoom(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which room, and what.' }) input: UpdateRoomInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView }> {
    await this.service.update(viewer, input);
    return { room: await this.directory.changed(viewer, input.roomId, context) };
  }

  @Mutation(() => DeleteRoomPayload, {
    description:
      'Ends a room for everybody. Its owner, and administrators of the server. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN.',
  })
  async deleteRoom(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which room.' }) input: DeleteRoomInput,
  ): Promise<DeleteRoomPayload> {
    await this.service.delete(viewer, input.roomId);
    return { roomId: input.roomId };
  }

  @Mutation(() => IssueRoomTicketPayload, {
    description:
      'A short-lived ticket that opens a socket which can use this room and nothing else: `room`, `roomActivity`, and reading, writing and receiving messages there. Members only. Codes: NOT_FOUND, NOT_A_MEMBER.',
  })
  async issueRoomTicket(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'For which room.' }) input: IssueRoomTicketInput,
  ): Promise<IssueRoomTicketPayload> {
    const { ticket, expiresAt } = await this.tickets.issue(viewer, input.roomId);
    return { ticket, expiresAt: new Date(expiresAt) };
  }
}
