import type { ConversationGrant, SpeakingGrant } from '../conversations/conversation-grant.js';
import { FOREVER_MS, ParticipantRole } from '../conversations/conversation.words.js';
import type { MessageRow } from './message.row.js';

/**
 * Why a member may not speak now, or null. A mute of everybody spares owner and admins.
 * @param now milliseconds since 1970
 */
export function speakingFault(
  { conversation, participant }: Pick<SpeakingGrant, 'conversation' | 'participant'>,
  now: number,
): { until: number | null } | null {
  const everybody = participant.role === ParticipantRole.MEMBER ? (conversation.mutedAllUntil ?? 0) : 0;
  const until = Math.max(participant.speakMutedUntil ?? 0, everybody);
  if (until <= now) return null;
  return { until: until >= FOREVER_MS ? null : until };
}

/** Whether something may still be done to a message of this age. A window of 0 seconds never closes. */
export const isWithinWindow = (message: Pick<MessageRow, 'createdAt'>, windowSeconds: number, now: number): boolean =>
  windowSeconds === 0 || now <= message.createdAt + windowSeconds * 1000;

/** Whether the member may take back other people's messages. */
export const mayModerate = ({ participant }: Pick<ConversationGrant, 'participant'>): boolean =>
  participant.role !== ParticipantRole.MEMBER;
