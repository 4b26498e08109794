import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { AddRoomMembersInput } from './graphql/add-room-members.input.js';
import { AddRoomMembersPayload } from './graphql/add-room-members.payload.js';
import { JoinRoomInput } from './graphql/join-room.input.js';
import { JoinRoomPayload } from './graphql/join-room.payload.js';
import { LeaveRoomInput } from './graphql/leave-room.input.js';
import { LeaveRoomPayload } from './graphql/leave-room.payload.js';
import { SetRoomMemberRoleInput } from './graphql/set-room-member-role.input.js';
import { SetRoomMemberRolePayload } from './graphql/set-room-member-role.payload.js';
import { TransferRoomOwnershipInput } from './graphql/transfer-room-ownership.input.js';
import { TransferRoomOwnershipPayload } from './graphql/transfer-room-ownership.payload.js';
import { RoomDirectory } from './room-directory.js';
import type { Skipped } from './room-invitees.js';
import { RoomMembersService } from './room-members.service.js';
import { RoomRolesService } from './room-roles.service.js';
import { RoomViews } from './room-views.js';
import type { RoomView } from './room-view.js';

@Resolver()
export class RoomMembersResolver {
  constructor(
    private readonly members: RoomMembersService,
    private readonly roles: RoomRolesService,
    private readonly directory: RoomDirectory,
    private readonly views: RoomViews,
  ) {}

  @Mutation(() => JoinRoomPayload, {
    description:
      'Makes the viewer a member of a public room. Repeating it changes nothing. Codes: NOT_FOUND (private rooms as well), BANNED, ROOM_FULL.',
  })
  async joinRoom(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which room.' }) input: JoinRoomInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView }> {
    await this.members.join(viewer, input.roomId);
    return { room: await this.directory.changed(viewer, input.roomId, context) };
  }

  @Mutation(() => LeaveRoomPayload, {
    description:
      'Ends the membership of the viewer. An owner who leaves passes the room on to the admin, else the member, who has been in it longest; with its last member the room ends. Repeating it changes nothing. Codes: NOT_FOUND.',
  })
  async leaveRoom(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which room.' }) input: LeaveRoomInput,
  ): Promise<LeaveRoomPayload> {
    await this.members.leave(viewer, input.roomId);
    return { roomId: input.roomId };
  }

  @Mutation(() => AddRoomMembersPayload, {
    description:
      'Puts people into a room. Owner and admins. Who can not be added is told in the answer. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, ROOM_FULL (then nobody was added), RATE_LIMITED.',
  })
  async addRoomMembers(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whom, and where.' }) input: AddRoomMembersInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView; added: UserEntity[]; skipped: readonly Skipped[] }> {
    const { added, skipped } = await this.members.add(viewer, input.roomId, input.userIds);
    const room = await this.directory.changed(viewer, input.roomId, context);
    return { room, added: await this.views.people(added, context), skipped };
  }

  @Mutation(() => SetRoomMemberRolePayload, {
    description:
      'Makes a member an admin, or an admin a member. The owner. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT.',
  })
  async setRoomMemberRole(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Who becomes what.' }) input: SetRoomMemberRoleInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView; userId: string }> {
    await this.roles.setRole(viewer, input.roomId, input.userId, input.role);
    return { room: await this.directory.changed(viewer, input.roomId, context), userId: input.userId };
  }

  @Mutation(() => TransferRoomOwnershipPayload, {
    description:
      'Hands a room over to another member; the viewer stays as an admin. The owner. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT.',
  })
  async transferRoomOwnership(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which room, and to whom.' }) input: TransferRoomOwnershipInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView }> {
    await this.roles.transfer(viewer, input.roomId, input.userId);
    return { room: await this.directory.changed(viewer, input.roomId, context) };
  }
}
