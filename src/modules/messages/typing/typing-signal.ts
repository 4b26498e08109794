import type { FeedSignal } from '../../../common/realtime/feed-event.js';

/** In larger conversations nobody is told who is writing: there it would be news to many of little worth to each. */
export const TYPING_MAX_MEMBERS = 256;
/** Who has said nothing more for this long has ceased to write, in milliseconds. */
export const TYPING_LIFE_MS = 6000;

export interface Typing {
  readonly userId: string;
  readonly isTyping: boolean;
}

export const typingSignal = ({ userId, isTyping }: Typing): FeedSignal => ({
  type: 'TYPING',
  data: { userId, isTyping },
});

/** What a signal says of somebody's writing; null for other signals, and for what is none of ours. */
export function typingOf({ type, data: { userId, isTyping } }: FeedSignal): Typing | null {
  // Signals of other nodes come through Redis, where anybody may have put them.
  if (type !== 'TYPING' || typeof userId !== 'string' || typeof isTyping !== 'boolean') return null;
  return { userId, isTyping };
}
