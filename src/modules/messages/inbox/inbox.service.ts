import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import { Config } from '../../../common/config/config.js';
import { AppError } from '../../../common/errors/app-error.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import type { Settings } from '../../../common/config/settings.js';
import { commitOverlapMs } from '../../../common/realtime/feed-poller.js';
import { Epoch } from '../../../common/realtime/epoch.js';
import type { ConversationPosition } from '../graphql/conversation-position.input.js';
import { InboxSession } from './inbox-session.js';
import { LiveSources, ReplaySources, ReplayTurns, type InboxSources } from './inbox-sources.js';
import { decodeStreamCursor } from './stream-cursor.js';
import type { SubscriptionStream } from './subscription-stream.js';

/**
 * How far before a cursor a resume looks, in milliseconds. A change is stamped when it is made and delivered later: by the
 * length of its transaction, and when notifications are lost by the interval of the look at the database. This is more
 * than their sum; with the settings as they are shipped 29 seconds, to the second that the cursor is cut to.
 */
const resumeOverlapMs = (settings: Settings): number => commitOverlapMs(settings) + settings.DELIVERY_POLL_MS + 17_000;
const wholeSecond = (at: number): number => at - (at % 1000);
/** How far a cursor may lie ahead of the database's clock, which may have been set back a little; in milliseconds. */
const FUTURE_TOLERANCE_MS = 10_000;

/** Opens inboxes. */
@Injectable()
export class InboxService {
  private readonly sources: InboxSources;

  constructor(
    private readonly config: Config,
    private readonly epoch: Epoch,
    replay: ReplaySources,
    live: LiveSources,
    turns: ReplayTurns,
  ) {
    this.sources = { ...replay, ...live, turns };
  }

  /**
   * Opens the viewer's inbox: everything missed since `after`, less what `seen` says is known, then live.
   * @throws AppError INVALID_CURSOR for a cursor that is none, or from the future
   */
  async open(
    viewer: Viewer,
    after: string | null,
    seen: readonly ConversationPosition[],
    context: GraphqlContext,
  ): Promise<SubscriptionStream<object>> {
    const cursor = after === null ? null : decodeStreamCursor(after);
    const standing = await this.sources.access.standingOf(viewer.userId);
    if (cursor && cursor.at > standing.now + FUTURE_TOLERANCE_MS)
      throw new AppError('INVALID_CURSOR', 'The cursor lies in the future');
    const epoch = await this.epoch.current();
    const { settings } = this.config;
    const session = new InboxSession(
      this.sources,
      viewer,
      {
        epoch,
        now: standing.now,
        after,
        resume: {
          // Those who come back at the same time then ask for the same.
          since: cursor && Math.max(0, wholeSecond(cursor.at - resumeOverlapMs(settings))),
          seen: new Map(seen.map(({ conversationId, revision }) => [conversationId, revision])),
          otherEpoch: cursor !== null && cursor.epoch !== epoch,
        },
        limits: {
          perConversation: settings.INBOX_REPLAY_MAX_EVENTS,
          total: settings.INBOX_REPLAY_MAX_TOTAL_EVENTS,
        },
      },
      context,
    );
    session
      .run(standing)
      .catch((error: unknown) => session.stream.fail(error instanceof Error ? error : new Error(String(error))));
    return session.stream;
  }
}
