import type { Type } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import type { FeedEvent, FeedSignal } from '../../../common/realtime/feed-event.js';
import type { Standing } from '../../conversations/standings.js';
import { ConversationSettingsChangedType } from '../graphql/conversation-settings-changed.type.js';
import { InboxCaughtUpType } from '../graphql/inbox-caught-up.type.js';
import { InboxReadyType } from '../graphql/inbox-ready.type.js';
import { MessageHiddenType } from '../graphql/message-hidden.type.js';
import { ProfileChangedType } from '../graphql/profile-changed.type.js';
import { SessionExpiringType } from '../graphql/session-expiring.type.js';
import { placeOf } from '../message-id.js';
import { liveNewsOf, liveReceiptOf, missedReceiptOf, newsOf, resetOf } from './conversation-news.js';
import type { InboxSources } from './inbox-sources.js';
import { planResume, type ConversationPlan, type ReplayLimits, type ResumePoint } from './inbox-plan.js';
import { InboxReplay } from './inbox-replay.js';
import { encodeStreamCursor } from './stream-cursor.js';
import { SubscriptionStream } from './subscription-stream.js';
import { ViewerFeeds, type ViewerFeedsListener } from './viewer-feeds.js';

/** With so many events waiting for a reader who is not live yet, nothing more is read for it. */
const WAITING = 128;
/** How many changes of the viewer's own are read at once. */
const CHANGES_PAGE = 500;

// One for all who need none of their own.
const nothing = (): void => undefined;
const DONE = Promise.resolve();

export interface InboxOpening {
  readonly epoch: string;
  /** Milliseconds since 1970 by the database's clock, not later than anything that was read. */
  readonly now: number;
  /** The cursor that the client came with. */
  readonly after: string | null;
  readonly resume: ResumePoint;
  readonly limits: ReplayLimits;
}

/**
 * One open inbox. Everything it needs is read in an order that leaves no hole: first, in one statement, where the viewer's
 * own feed stands and the memberships with the heads of their conversations; what is missing up to those heads is
 * replayed, and each conversation is followed from exactly where its replay ended.
 */
export class InboxSession implements ViewerFeedsListener {
  readonly stream: SubscriptionStream<object>;
  private readonly feeds: ViewerFeeds;
  private readonly epoch: string;
  /** Null once what was missed has been told: what the client had seen, of up to 2,000 conversations, is not kept. */
  private opening: InboxOpening | null;
  private stopExpiry: () => void = nothing;
  /** Keeps news that must be looked up in the order of their events. */
  private lookups = DONE;

  constructor(
    private readonly sources: InboxSources,
    private readonly viewer: Viewer,
    opening: InboxOpening,
    private readonly context: GraphqlContext,
  ) {
    this.opening = opening;
    this.epoch = opening.epoch;
    this.stream = new SubscriptionStream(context, () => this.stop());
    this.feeds = new ViewerFeeds(sources.hub, sources.access, viewer, this);
  }

  conversationEvent(event: FeedEvent): void {
    const { opening, epoch } = this;
    this.stream.durable(opening ? newsOf(event, this.cursorIn(opening)) : liveNewsOf(event, epoch));
  }

  room(): Promise<void> {
    return this.stream.room(WAITING);
  }

  signal(conversationId: string, signal: FeedSignal): void {
    const receipt = liveReceiptOf(conversationId, signal);
    if (receipt && receipt.value.userId !== this.viewer.userId) this.stream.transient(receipt);
  }

  userEvent(event: FeedEvent): void {
    const ref = String(event.data.ref);
    switch (event.type) {
      case 'CONVERSATION':
        return this.tellLater(make(ConversationSettingsChangedType, { conversationId: ref }));
      case 'MESSAGE_HIDDEN':
        return this.tellLater(
          make(MessageHiddenType, { messageId: ref, conversationId: placeOf(ref)?.conversationId ?? '' }),
        );
      case 'PROFILE':
        return this.tellLater(make(ProfileChangedType, { userId: ref }));
      default:
        this.lookups = this.lookups
          .then(async () => {
            const news = await this.sources.contributions.describe(event);
            if (news) this.stream.durable(news);
          })
          .catch((error: unknown) => this.stream.fail(error instanceof Error ? error : new Error(String(error))));
    }
  }

  gap(conversationId: string, head: number): void {
    this.stream.durable(resetOf(conversationId, head));
  }

  failed(error: Error): void {
    this.stream.fail(error);
  }

  /**
   * Replays what was missed, then goes live. Runs beside the reader, who takes from `stream`.
   * @param standing where the viewer stood before anything else was read
   */
  async run({ userHead, grants }: Standing): Promise<void> {
    const { opening } = this;
    if (!opening) return;
    const { epoch, now, after, resume, limits } = opening;
    // What came while this was read is above the heads, and comes from the feeds.
    this.stream.durable(make(InboxReadyType, { cursor: after ?? this.here(now), epoch }));
    this.announceExpiry();
    const plans = planResume(grants, resume, limits);
    const byId = new Map(grants.map((grant) => [grant.conversation.id, grant]));
    await this.sources.turns.run(this.viewer.userId, async () => {
      const cursor = this.cursorIn(opening);
      await new InboxReplay(this.sources, this.viewer.userId, this.stream, limits, cursor).run(plans, byId);
    });
    await this.replayState(opening, plans, userHead);
    await this.stream.room();
    await this.feeds.followAll(
      plans.filter((plan) => plan.follow).map(({ conversationId, upTo }) => ({ conversationId, position: upTo })),
    );
    await this.feeds.followUser(userHead);
    await this.lookups;
    this.opening = null;
    this.stream.durable(make(InboxCaughtUpType, { cursor: this.here(now) }));
  }

  private announceExpiry(): void {
    if (this.stream.isEnded || !this.context.socket) return;
    this.stopExpiry = this.context.socket.onExpiring((expiresAt) =>
      this.stream.durable(make(SessionExpiringType, { expiresAt: new Date(expiresAt) })),
    );
  }

  private here(at: number): string {
    return encodeStreamCursor({ epoch: this.epoch, at });
  }

  /** Until everything missed was told, an event's own place is no safe place to resume: others before it may be missing. */
  private cursorIn({ after, resume, now }: InboxOpening): string {
    return after !== null && !resume.otherEpoch ? after : this.here(now);
  }

  /** What newer news replaces is told as it is now: positions of the others, and changes to the viewer's own things. */
  private async replayState(
    { resume: { since } }: InboxOpening,
    plans: readonly ConversationPlan[],
    userHead: number,
  ): Promise<void> {
    if (since === null) return;
    const followed = plans.filter((plan) => plan.follow).map((plan) => plan.conversationId);
    const { missedState, changes } = this.sources;
    const state = await missedState.since(this.viewer.userId, followed, since, CHANGES_PAGE);
    for (const receipt of state.receipts) {
      if (receipt.userId !== this.viewer.userId) this.stream.transient(missedReceiptOf(receipt));
    }
    let page = state.changes;
    for (;;) {
      await this.stream.room();
      for (const event of page) this.userEvent(event);
      await this.lookups;
      const last = page.at(-1)?.revision ?? userHead;
      // What is above the head comes from the feed.
      if (last >= userHead) return;
      page = await changes.load(this.viewer.userId, last, CHANGES_PAGE);
    }
  }

  private tellLater(news: object): void {
    this.lookups = this.lookups.then(() => this.stream.durable(news));
  }

  private stop(): void {
    this.feeds.stop();
    this.stopExpiry();
  }
}

const make = <T extends object>(type: Type<T>, values: T): T => Object.assign(new type(), values);
