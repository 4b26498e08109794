import { Module, type OnModuleInit } from '@nestjs/common';
import { ConversationReplay } from '../conversations/conversation-replay.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { UsersModule } from '../users/users.module.js';
import { AttachmentsModule } from './attachments/attachments.module.js';
import { ConversationMessages } from './conversation-messages.js';
import { ConversationMessagesResolver } from './conversation-messages.resolver.js';
import { ConversationStreams } from './inbox/conversation-streams.js';
import {
  ConversationSettingsChangedFieldsResolver,
  ConversationUpdatedFieldsResolver,
  MembershipChangedFieldsResolver,
  reactionEventFieldsResolvers,
  ReceiptChangedFieldsResolver,
} from './inbox/event-fields.resolver.js';
import { eventMessageResolvers } from './inbox/event-message.resolver.js';
import { EventMessages } from './inbox/event-messages.js';
import { LiveSources, ReplaySources, ReplayTurns } from './inbox/inbox-sources.js';
import { InboxService } from './inbox/inbox.service.js';
import { InboxSubscriptions } from './inbox/inbox.subscriptions.js';
import { ReceiptHealer } from './inbox/receipt-healer.js';
import { UnreadStreams } from './inbox/unread-stream.js';
import { DraftViews } from './drafts/draft-views.js';
import { DraftFieldsResolver, DraftsResolver } from './drafts/drafts.resolver.js';
import { HistoryOpener } from './history-opener.js';
import { HistoryPages } from './history-pages.js';
import { MessageChanges } from './message-changes.service.js';
import { MessageErasure } from './message-erasure.js';
import { MessageFieldsResolver } from './message-fields.resolver.js';
import { MessageHiding } from './message-hiding.service.js';
import { MessageLimitsResolver } from './message-limits.resolver.js';
import { MessageLocks } from './message-locks.js';
import { MessageReader } from './message-reader.js';
import { MessageRules } from './message-rules.js';
import { messageRanges } from './message.row.js';
import { LoneSend } from './lone-send.js';
import { MessageWriter } from './message-writer.js';

import { MessagesRepository } from './messages.repository.js';
import { MessagesResolver } from './messages.resolver.js';
import { MessagesService } from './messages.service.js';
import { ReactionReader } from './reactions/reaction-reader.js';
import { ReactionsErasure } from './reactions/reactions-erasure.js';
import { ReactionsRepository } from './reactions/reactions.repository.js';
import { ReactionFieldsResolver, ReactionsResolver } from './reactions/reactions.resolver.js';
import { Reactions } from './reactions/reactions.service.js';
import { SendJudge } from './send-judge.js';
import { SendQueue } from './send-queue.js';
import { TypingStreams } from './typing/typing-streams.js';
import { TypingResolver } from './typing/typing.resolver.js';
import { TypingService } from './typing/typing.service.js';

/**
 * Owns messages, mentions, reactions and attachments, and the streams made of them. May import conversations and users.
 */
@Module({
  imports: [UsersModule, ConversationsModule, AttachmentsModule],
  providers: [
    ...[MessagesRepository, MessageWriter, LoneSend, SendJudge, SendQueue, MessagesService],
    ...[MessageLocks, MessageChanges, MessageErasure, MessageRules, MessageHiding, MessageReader, ConversationMessages],
    ...[HistoryPages, HistoryOpener],
    ...[DraftViews, DraftsResolver, DraftFieldsResolver],
    ...[TypingService, TypingStreams, TypingResolver],
    ...[ReactionsRepository, Reactions, ReactionsErasure, ReactionReader],
    ...[ReactionsResolver, ReactionFieldsResolver, ...reactionEventFieldsResolvers],
    ...[MessagesResolver, MessageFieldsResolver, ConversationMessagesResolver, MessageLimitsResolver],
    ...[
      ReplaySources,
      LiveSources,
      ReplayTurns,
      InboxService,
      ConversationStreams,
      UnreadStreams,
      EventMessages,
      InboxSubscriptions,
      ReceiptHealer,
    ],
    ...[MembershipChangedFieldsResolver, ReceiptChangedFieldsResolver, ConversationUpdatedFieldsResolver],
    ...[ConversationSettingsChangedFieldsResolver, ...eventMessageResolvers],
  ],
})
export class MessagesModule implements OnModuleInit {
  constructor(private readonly replay: ConversationReplay) {}

  onModuleInit(): void {
    this.replay.registerTable(messageRanges);
  }
}
