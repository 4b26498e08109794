import { createUnionType } from '@nestjs/graphql';
import { inboxMembers } from '../../../common/realtime/inbox-contributions.js';
import { ConversationDeletedType } from '../graphql/conversation-deleted.type.js';
import { ConversationReadyType } from '../graphql/conversation-ready.type.js';
import { ConversationSettingsChangedType } from '../graphql/conversation-settings-changed.type.js';
import { ConversationUpdatedType } from '../graphql/conversation-updated.type.js';
import { InboxCaughtUpType } from '../graphql/inbox-caught-up.type.js';
import { InboxReadyType } from '../graphql/inbox-ready.type.js';
import { LaggedType } from '../graphql/lagged.type.js';
import { MembershipChangedType } from '../graphql/membership-changed.type.js';
import { MessageAddedType } from '../graphql/message-added.type.js';
import { MessageEditedType } from '../graphql/message-edited.type.js';
import { MessageHiddenType } from '../graphql/message-hidden.type.js';
import { MessageRecalledType } from '../graphql/message-recalled.type.js';
import { ProfileChangedType } from '../graphql/profile-changed.type.js';
import { ReactionAddedType } from '../graphql/reaction-added.type.js';
import { ReactionRemovedType } from '../graphql/reaction-removed.type.js';
import { ReceiptChangedType } from '../graphql/receipt-changed.type.js';
import { ResetType } from '../graphql/reset.type.js';
import { SessionExpiringType } from '../graphql/session-expiring.type.js';

const ofOneConversation = [
  MessageAddedType,
  MessageEditedType,
  MessageRecalledType,
  ReactionAddedType,
  ReactionRemovedType,
  MembershipChangedType,
  ConversationUpdatedType,
  ConversationDeletedType,
  ReceiptChangedType,
  ResetType,
  LaggedType,
] as const;

/** What `conversationEvents` yields. */
export const ConversationStreamEvent = createUnionType({
  name: 'ConversationStreamEvent',
  description: 'What the stream of one conversation tells.',
  types: () => [ConversationReadyType, ...ofOneConversation],
});

/** What `inbox` yields. Other modules add types of their own with `addInboxMember`. */
export const InboxEvent = createUnionType({
  name: 'InboxEvent',
  description:
    'What the inbox tells: durable changes of all conversations, changes to the viewer’s own things, and how the stream stands.',
  types: () =>
    [
      InboxReadyType,
      InboxCaughtUpType,
      ...ofOneConversation,
      ConversationSettingsChangedType,
      MessageHiddenType,
      ProfileChangedType,
      SessionExpiringType,
      ...inboxMembers(),
    ] as const,
});
