import { Module } from '@nestjs/common';
import { ImageDirectoryModule } from '../../common/media/image-directory.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { UsersModule } from '../users/users.module.js';
import { ConversationRoomsResolver } from './conversation-rooms.resolver.js';
import { RoomPresences } from './presence/room-presences.js';
import { RoomPresencesRepository } from './presence/room-presences.repository.js';
import { RoomAccess } from './room-access.js';
import { RoomActivity } from './room-activity.js';
import { RoomActivityFieldsResolver } from './room-activity-fields.resolver.js';
import { RoomBanFieldsResolver, SkippedMemberFieldsResolver } from './room-ban-fields.resolver.js';
import { RoomBansRepository } from './room-bans.repository.js';
import { RoomDirectory } from './room-directory.js';
import { RoomFieldsResolver } from './room-fields.resolver.js';
import { RoomFounding } from './room-founding.js';
import { RoomInvitees } from './room-invitees.js';
import { RoomLimits } from './room-limits.js';
import { RoomMembersResolver } from './room-members.resolver.js';
import { RoomMembersService } from './room-members.service.js';
import { RoomModerationResolver } from './room-moderation.resolver.js';
import { RoomModerationService } from './room-moderation.service.js';
import { RoomProfiles } from './room-profiles.js';
import { RoomRolesService } from './room-roles.service.js';
import { RoomTickets } from './room-tickets.js';
import { RoomViews } from './room-views.js';
import { RoomsCleaning } from './rooms-cleaning.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsResolver } from './rooms.resolver.js';
import { RoomsService } from './rooms.service.js';
import { RoomsSubscriptions } from './rooms.subscriptions.js';

/**
 * Owns the profiles, bans, tickets and presence of rooms (rooms, room_bans, room_presences, room_presence_heads). Members
 * belong to conversations and are changed through its Membership only. May import conversations and users.
 */
@Module({
  imports: [UsersModule, ConversationsModule, ImageDirectoryModule],
  providers: [
    RoomsRepository,
    RoomBansRepository,
    RoomPresencesRepository,
    RoomAccess,
    RoomLimits,
    RoomInvitees,
    RoomProfiles,
    RoomFounding,
    RoomsService,
    RoomMembersService,
    RoomRolesService,
    RoomModerationService,
    RoomDirectory,
    RoomViews,
    RoomTickets,
    RoomPresences,
    RoomActivity,
    RoomsCleaning,
    RoomsResolver,
    RoomMembersResolver,
    RoomModerationResolver,
    RoomFieldsResolver,
    RoomBanFieldsResolver,
    SkippedMemberFieldsResolver,
    RoomActivityFieldsResolver,
    ConversationRoomsResolver,
    RoomsSubscriptions,
  ],
})
export class RoomsModule {}
