import { ConversationKind } from './conversation.words.js';
import type { ConversationEntity } from './entities/conversation.entity.js';
import type { ParticipantEntity } from './entities/participant.entity.js';

/** A conversation as one of its members may use it. */
export interface ConversationGrant {
  readonly conversation: ConversationEntity;
  readonly participant: ParticipantEntity;
  /** Messages up to this one are invisible to the member: cleared by them, or older than what newcomers may see. */
  readonly floorSeq: number;
}

/** What of a grant decides on whether something may be said, and the conversation's numbers: all that a send reads. */
export interface SpeakingGrant {
  readonly conversation: Omit<ConversationEntity, 'createdAt' | 'deletedAt'>;
  readonly participant: Pick<
    ParticipantEntity,
    'userId' | 'role' | 'joinedSeq' | 'leftRevision' | 'clearedSeq' | 'speakMutedUntil'
  >;
  readonly floorSeq: number;
}

export interface MembershipKey {
  readonly userId: string;
  readonly conversationId: string;
}

export const grantKey = (userId: string, conversationId: string): string => `${userId}:${conversationId}`;

/** Whether the member is still one. */
export const isActive = ({ participant }: Pick<SpeakingGrant, 'participant'>): boolean =>
  participant.leftRevision === null;

/** The one unique key of a pair's direct conversation, whoever opens it. */
export const directKeyOf = (userId: string, otherId: string): string =>
  userId < otherId ? `${userId}:${otherId}` : `${otherId}:${userId}`;

/** The other one of a direct conversation, oneself in one's own; null in a room. */
export function peerIdOf(conversation: Pick<ConversationEntity, 'kind' | 'directKey'>, userId: string): string | null {
  if (conversation.kind !== ConversationKind.DIRECT || conversation.directKey === null) return null;
  const [smaller, larger] = conversation.directKey.split(':');
  return (smaller === userId ? larger : smaller) ?? null;
}

export const grantOf = (conversation: ConversationEntity, participant: ParticipantEntity): ConversationGrant => ({
  conversation,
  participant,
  floorSeq: floorOf(conversation, participant),
});

export const floorOf = (
  { history }: Pick<ConversationEntity, 'history'>,
  { clearedSeq, joinedSeq }: Pick<ParticipantEntity, 'clearedSeq' | 'joinedSeq'>,
): number => Math.max(clearedSeq, history === 'SINCE_JOINING' ? joinedSeq : 0);
