import type { FeedEvent } from '../../../common/realtime/feed-event.js';

/** Whether nothing after this event may reach the user: they left, were removed, or the conversation is gone. */
export function endsMembership(event: FeedEvent, userId: string): boolean {
  switch (event.type) {
    case 'MEMBER_LEFT':
    case 'MEMBER_REMOVED':
      return event.subjectId === userId;
    case 'CONVERSATION_DELETED':
      return true;
    default:
      return false;
  }
}
