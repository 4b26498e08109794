import type { ConversationKind } from './conversation.words.js';

declare module '../../common/events/domain-events.js' {
  interface DomainEventMap {
    /** The conversation has ended for everybody; it may also have been because its last member's account was deleted. */
    'conversations.deleted': { readonly conversationId: string; readonly kind: ConversationKind };
  }
}
