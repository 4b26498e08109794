import { MetaEntity } from './common/realtime/entities/meta.entity.js';
import { NodeEntity } from './common/realtime/entities/node.entity.js';
import { UserChangeEntity } from './common/realtime/entities/user-change.entity.js';
import { UserFeedEntity } from './common/realtime/entities/user-feed.entity.js';
import { CredentialEntity } from './modules/auth/entities/credential.entity.js';
import { LoginAttemptEntity } from './modules/auth/entities/login-attempt.entity.js';
import { PasswordResetEntity } from './modules/auth/entities/password-reset.entity.js';
import { RefreshTokenEntity } from './modules/auth/entities/refresh-token.entity.js';
import { SessionEntity } from './modules/auth/entities/session.entity.js';
import { BlockEntity } from './modules/contacts/entities/block.entity.js';
import { ContactEntity } from './modules/contacts/entities/contact.entity.js';
import { ContactGroupEntity } from './modules/contacts/entities/contact-group.entity.js';
import { ContactListEntity } from './modules/contacts/entities/contact-list.entity.js';
import { MentionEntity } from './modules/messages/entities/mention.entity.js';
import { MessageEntity } from './modules/messages/entities/message.entity.js';
import { ReactionEntity } from './modules/messages/reactions/entities/reaction.entity.js';
import { AttachmentEntity } from './modules/messages/attachments/entities/attachment.entity.js';
import { PresenceEntity } from './modules/presence/entities/presence.entity.js';
import { RoomBanEntity } from './modules/rooms/entities/room-ban.entity.js';
import { RoomPresenceHeadEntity } from './modules/rooms/entities/room-presence-head.entity.js';
import { RoomPresenceEntity } from './modules/rooms/entities/room-presence.entity.js';
import { RoomEntity } from './modules/rooms/entities/room.entity.js';
import { UserPhotoEntity } from './modules/users/entities/user-photo.entity.js';
import { UserEntity } from './modules/users/entities/user.entity.js';
import { ConversationEventEntity } from './modules/conversations/entities/conversation-event.entity.js';
import { ConversationEntity } from './modules/conversations/entities/conversation.entity.js';
import { DraftEntity } from './modules/conversations/entities/draft.entity.js';
import { HiddenMessageEntity } from './modules/conversations/entities/hidden-message.entity.js';
import { MessageRecallEntity } from './modules/conversations/entities/message-recall.entity.js';
import { ParticipantEntity } from './modules/conversations/entities/participant.entity.js';

/** Every table's entity. With migrations.ts it is what the app, the commands and `ormconfig.ts` share. */
export const entities = [
  MetaEntity,
  NodeEntity,
  UserChangeEntity,
  UserFeedEntity,
  UserEntity,
  UserPhotoEntity,
  CredentialEntity,
  SessionEntity,
  RefreshTokenEntity,
  LoginAttemptEntity,
  PasswordResetEntity,
  ContactListEntity,
  ContactGroupEntity,
  ContactEntity,
  BlockEntity,
  ConversationEntity,
  ParticipantEntity,
  ConversationEventEntity,
  MessageRecallEntity,
  HiddenMessageEntity,
  DraftEntity,
  AttachmentEntity,
  MessageEntity,
  MentionEntity,
  ReactionEntity,
  PresenceEntity,
  RoomEntity,
  RoomBanEntity,
  RoomPresenceEntity,
  RoomPresenceHeadEntity,
];
