import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Page } from '../../common/graphql/connection.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { RoomBanEntity } from './entities/room-ban.entity.js';
import { MuteRoomInput } from './graphql/mute-room.input.js';
import { MuteRoomPayload } from './graphql/mute-room.payload.js';
import { MuteRoomMemberInput } from './graphql/mute-room-member.input.js';
import { MuteRoomMemberPayload } from './graphql/mute-room-member.payload.js';
import { RemoveRoomMemberInput } from './graphql/remove-room-member.input.js';
import { RemoveRoomMemberPayload } from './graphql/remove-room-member.payload.js';
import { RoomBanConnection } from './graphql/room-ban.connection.js';
import { RoomBansArgs } from './graphql/room-bans.args.js';
import { UnbanRoomMemberInput } from './graphql/unban-room-member.input.js';
import { UnbanRoomMemberPayload } from './graphql/unban-room-member.payload.js';
import { RoomDirectory } from './room-directory.js';
import { RoomModerationService } from './room-moderation.service.js';
import type { RoomView } from './room-view.js';

@Resolver()
export class RoomModerationResolver {
  constructor(
    private readonly moderation: RoomModerationService,
    private readonly directory: RoomDirectory,
  ) {}

  @Query(() => RoomBanConnection, {
    description:
      'Who is banned from a room, the latest first. Owner and admins. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN.',
  })
  roomBans(@CurrentViewer() viewer: Viewer, @Args() { roomId, ...page }: RoomBansArgs): Promise<Page<RoomBanEntity>> {
    return this.directory.bansOf(viewer, roomId, page);
  }

  @Mutation(() => RemoveRoomMemberPayload, {
    description:
      'Removes a member and, if asked, bans them. Owner and admins, of people who rank below them. Their subscriptions to the room end. Repeating it changes nothing. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT.',
  })
  async removeRoomMember(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whom, from where.' }) input: RemoveRoomMemberInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView; userId: string }> {
    await this.moderation.remove(viewer, input);
    return { room: await this.directory.changed(viewer, input.roomId, context), userId: input.userId };
  }

  @Mutation(() => UnbanRoomMemberPayload, {
    description:
      'Lifts a ban; the person is no member by it. Owner and admins. Repeating it changes nothing. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN.',
  })
  async unbanRoomMember(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whose ban.' }) input: UnbanRoomMemberInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView; userId: string }> {
    await this.moderation.unban(viewer, input.roomId, input.userId);
    return { room: await this.directory.changed(viewer, input.roomId, context), userId: input.userId };
  }

  @Mutation(() => MuteRoomMemberPayload, {
    description:
      'Forbids a member to speak until a time, or lifts that. Owner and admins, of people who rank below them. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT.',
  })
  async muteRoomMember(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whom, and until when.' }) input: MuteRoomMemberInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView; userId: string }> {
    await this.moderation.muteMember(viewer, input.roomId, input.userId, input.until);
    return { room: await this.directory.changed(viewer, input.roomId, context), userId: input.userId };
  }

  @Mutation(() => MuteRoomPayload, {
    description:
      'Lets only owner and admins speak until a time, or lifts that. Owner and admins. Codes: NOT_FOUND, NOT_A_MEMBER, FORBIDDEN, INVALID_INPUT.',
  })
  async muteRoom(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which room, and until when.' }) input: MuteRoomInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ room: RoomView }> {
    await this.moderation.muteAll(viewer, input.roomId, input.until);
    return { room: await this.directory.changed(viewer, input.roomId, context) };
  }
}
