import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import { EventStream } from '../../../common/realtime/event-stream.js';
import type { FeedEvent } from '../../../common/realtime/feed-event.js';
import { LiveSources, ReplaySources } from '../inbox/inbox-sources.js';
import { placesOf, ViewerFeeds } from '../inbox/viewer-feeds.js';
import { TypingChangedType } from './graphql/typing-changed.type.js';
import { TypingBook } from './typing-book.js';
import { typingOf } from './typing-signal.js';

const LIMIT = 200;
/** From this many waiting events on nothing is added: who is writing matters less than anything else. */
const FULL = 50;

/** Tells who is writing in the conversations that a client asks about. */
@Injectable()
export class TypingStreams {
  constructor(
    private readonly live: LiveSources,
    private readonly replay: ReplaySources,
  ) {}

  /**
   * Those who write in some of the viewer's conversations, or in all of them, also in those that begin later.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  async open(viewer: Viewer, conversationIds: readonly string[] | null): Promise<EventStream<TypingChangedType>> {
    // A socket that was opened with a room ticket knows one conversation only.
    const only = conversationIds ?? (viewer.ticket ? [viewer.ticket.conversationId] : null);
    const { access, hub } = this.live;
    const userHead = only === null ? await this.replay.changes.head(viewer.userId) : 0;
    const grants = await (only === null
      ? access.activeConversationsOf(viewer.userId)
      : access.requireAll(viewer, [...new Set(only)]));
    const stream = new EventStream<TypingChangedType>({
      limit: LIMIT,
      onOverflow: () => undefined,
      onEnd: () => {
        book.stop();
        feeds.stop();
      },
    });
    const book = new TypingBook((conversationId, typing) => {
      if (stream.size >= FULL) return false;
      stream.push(Object.assign(new TypingChangedType(), { conversationId, ...typing }));
      return true;
    });
    const feeds: ViewerFeeds = new ViewerFeeds(hub, access, viewer, {
      conversationEvent: (event) => {
        const gone = whoCeased(event);
        if (gone !== null) book.ceased(event.feedId, gone);
      },
      signal: (conversationId, signal) => {
        const typing = typingOf(signal);
        if (typing && typing.userId !== viewer.userId) book.heard(conversationId, typing);
      },
      gap: () => undefined,
      room: () => stream.room(),
      failed: (error) => stream.fail(error),
    });
    await feeds.followAll(placesOf(grants));
    if (only === null) await feeds.followUser(userHead);
    return stream;
  }
}

function whoCeased({ type, actorId, subjectId }: FeedEvent): string | null {
  if (type === 'MESSAGE') return actorId;
  return type === 'MEMBER_LEFT' || type === 'MEMBER_REMOVED' ? subjectId : null;
}
