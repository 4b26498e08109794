import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/contacts.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountRetirement } from './account-retirement.js';
import { BatchLog } from './batch-log.js';
import { ContactConversationsResolver } from './contact-conversations.resolver.js';
import { ConversationAccess } from './conversation-access.js';
import { ConversationCompanions } from './conversation-companions.js';
import { ConversationFeedSource } from './conversation-feed-source.js';
import { ConversationFieldsResolver } from './conversation-fields.resolver.js';
import { ConversationList } from './conversation-list.js';
import { ConversationLog } from './conversation-log.js';
import { ConversationReplay } from './conversation-replay.js';
import { ConversationSettings } from './conversation-settings.js';
import { ConversationViews } from './conversation-views.js';
import { ConversationsRepository } from './conversations.repository.js';
import { ConversationsResolver } from './conversations.resolver.js';
import { DirectConversations } from './direct-conversations.js';
import { DirectRules } from './direct-rules.js';
import { Drafts } from './drafts.js';
import { Membership } from './membership.js';
import { ParticipantFieldsResolver } from './participant-fields.resolver.js';
import { ParticipantPages } from './participant-pages.js';
import { Standings } from './standings.js';
import { ParticipantsRepository } from './participants.repository.js';
import { MissedState } from './missed-state.js';
import { Positions } from './positions.js';
import { PositionsResolver } from './positions.resolver.js';
import { UnreadLedger } from './unread-ledger.js';
import { UnreadMentions } from './unread-mentions.js';
import { Unread } from './unread.js';

/** What rooms and messages build on. */
const ports = [
  BatchLog,
  ConversationAccess,
  ConversationCompanions,
  ConversationLog,
  ConversationReplay,
  ConversationViews,
  DirectRules,
  Drafts,
  Membership,
  MissedState,
  Positions,
  Unread,
  UnreadLedger,
  UnreadMentions,
];

/**
 * Owns the only membership table, the counters, direct-conversation uniqueness, the event log, positions and unread
 * (conversations, participants, conversation_events, message_recalls, hidden_messages, drafts). May import contacts and users.
 */
@Module({
  imports: [UsersModule, ContactsModule],
  providers: [
    ...ports,
    ConversationsRepository,
    ParticipantsRepository,
    Standings,
    ConversationFeedSource,
    ParticipantPages,
    ConversationList,
    ConversationSettings,
    DirectConversations,
    AccountRetirement,
    ConversationsResolver,
    PositionsResolver,
    ConversationFieldsResolver,
    ParticipantFieldsResolver,
    ContactConversationsResolver,
  ],
  exports: ports,
})
export class ConversationsModule {}
