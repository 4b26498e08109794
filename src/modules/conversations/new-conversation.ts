import type { ConversationKind, HistoryRule, ParticipantRole } from './conversation.words.js';

export interface NewConversationRequest {
  readonly kind: ConversationKind;
  /** Only of a direct conversation: what makes it the pair's only one. */
  readonly directKey?: string;
  /** Chosen beforehand when rows that refer to it are written first. */
  readonly conversationId?: string;
  readonly history?: HistoryRule;
  readonly members: readonly { readonly userId: string; readonly role: ParticipantRole }[];
  readonly actorId: string;
}

export interface CreatedConversation {
  readonly conversationId: string;
  /** False when the pair had one already; then nothing was changed. */
  readonly created: boolean;
}
