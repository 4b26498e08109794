import type { Type } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import { ReplayLoads } from '../../../common/graphql/replay-loads.js';
import { chunksOf } from '../../../common/database/dialect.js';
import type { FeedEvent, FeedSignal } from '../../../common/realtime/feed-event.js';
import type { ConversationGrant } from '../../conversations/conversation-grant.js';
import type { Replayed } from '../../conversations/conversation-replay.js';
import type { Standing } from '../../conversations/standings.js';
import { messageKey } from '../../conversations/unread-ledger.js';
import { ConversationSettingsChangedType } from '../graphql/conversation-settings-changed.type.js';
import { InboxCaughtUpType } from '../graphql/inbox-caught-up.type.js';
import { InboxReadyType } from '../graphql/inbox-ready.type.js';
import { MessageHiddenType } from '../graphql/message-hidden.type.js';
import { ProfileChangedType } from '../graphql/profile-changed.type.js';
import { SessionExpiringType } from '../graphql/session-expiring.type.js';
import { placeOf } from '../message-id.js';
import { liveNewsOf, liveReceiptOf, newsOf, receiptOf, resetOf } from './conversation-news.js';
import type { InboxSources } from './inbox-sources.js';
import { loadsOf, planResume, type ConversationPlan, type ReplayLimits, type ResumePoint } from './inbox-plan.js';
import { encodeStreamCursor } from './stream-cursor.js';
import { SubscriptionStream } from './subscription-stream.js';
import { ViewerFeeds, type ViewerFeedsListener } from './viewer-feeds.js';

/** Of a conversation of which only the time is known, so many events are looked at first. */
const FIRST_LOOK = 64;
/** How many events are handed to the reader before asking whether it keeps up. */
const STRIDE = 500;
/** What may wait for one reader while a replay goes on, in characters of text, as long as that are a few events. */
const WAITING_TEXT = 500_000;
const FEW = 25;

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
  private stopExpiry: () => void = () => undefined;
  private caughtUp = false;
  private replayed = 0;
  /** Keeps news that must be looked up in the order of their events. */
  private lookups: Promise<void> = Promise.resolve();

  constructor(
    private readonly sources: InboxSources,
    private readonly viewer: Viewer,
    private opening: InboxOpening,
    private readonly context: GraphqlContext,
  ) {
    this.stream = new SubscriptionStream(context, () => this.stop());
    this.feeds = new ViewerFeeds(sources.hub, sources.access, viewer, this, () => this.stream.room());
  }

  conversationEvent(event: FeedEvent): void {
    this.stream.durable(this.caughtUp ? liveNewsOf(event, this.opening.epoch) : newsOf(event, this.cursorAt(event.at)));
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
    const { epoch, now, after, resume, limits } = this.opening;
    // What came while this was read is above the heads, and comes from the feeds.
    this.stream.durable(make(InboxReadyType, { cursor: after ?? this.here(now), epoch }));
    this.announceExpiry();
    const plans = planResume(grants, resume, limits);
    const byId = new Map(grants.map((grant) => [grant.conversation.id, grant]));
    await this.sources.turns.run(this.viewer.userId, async () => {
      for (const group of loadsOf(plans)) await this.replay(group, byId);
    });
    await this.replayState(plans, userHead);
    await this.stream.room();
    await this.feeds.followAll(
      plans.filter((plan) => plan.follow).map(({ conversationId, upTo }) => ({ conversationId, position: upTo })),
    );
    await this.feeds.followUser(userHead);
    await this.lookups;
    this.caughtUp = true;
    // What the client had seen, of up to 2,000 conversations, is not kept for as long as it stays.
    this.opening = { ...this.opening, resume: { ...resume, seen: new Map() } };
    this.stream.durable(make(InboxCaughtUpType, { cursor: this.here(now) }));
  }

  private announceExpiry(): void {
    if (this.stream.isEnded || !this.context.socket) return;
    this.stopExpiry = this.context.socket.onExpiring((expiresAt) =>
      this.stream.durable(make(SessionExpiringType, { expiresAt: new Date(expiresAt) })),
    );
  }

  private here(at: number): string {
    return encodeStreamCursor({ epoch: this.opening.epoch, at });
  }

  /** Until everything missed was told, an event's own place is no safe place to resume: others before it may be missing. */
  private cursorAt(at: number): string {
    if (this.caughtUp) return this.here(at);
    return this.opening.after !== null && !this.opening.resume.otherEpoch
      ? this.opening.after
      : this.here(this.opening.now);
  }

  private async replay(
    plans: readonly ConversationPlan[],
    grants: ReadonlyMap<string, ConversationGrant>,
  ): Promise<void> {
    const { total } = this.opening.limits;
    // Once the budget is spent nothing is even read.
    const { events: loaded, hidden }: Replayed =
      this.replayed < total ? await this.load(plans) : { events: new Map(), hidden: new Set() };
    const loads = new ReplayLoads();
    for (const plan of plans) {
      // Resets fill the queue as well as events do.
      await this.stream.room();
      if (this.stream.isEnded) return;
      if (plan.reset !== null) this.stream.durable(resetOf(plan.conversationId, plan.reset));
      if (plan.upTo === plan.after) continue;
      const events = loaded.get(plan.conversationId) ?? [];
      const told = events.filter((event) => plan.since === null || event.at >= plan.since);
      this.replayed += told.length;
      if (this.replayed > total || !this.isWhole(plan, events, grants))
        this.stream.durable(resetOf(plan.conversationId, plan.upTo));
      else await this.tell(told, hidden, grants.get(plan.conversationId)?.floorSeq ?? 0, loads);
    }
  }

  /**
   * Reads what the plans ask for. Of a conversation of which only the time is known, the newest events are looked at
   * first, and more only when all of them are news.
   */
  private async load(plans: readonly ConversationPlan[]): Promise<Replayed> {
    const { perConversation } = this.opening.limits;
    const missed = plans.filter((plan) => plan.upTo > plan.after);
    const near = missed.map((plan) =>
      plan.since === null ? plan : { ...plan, after: Math.max(plan.after, plan.upTo - FIRST_LOOK) },
    );
    const loaded = await this.sources.replay.loadFor(this.viewer.userId, near, perConversation);
    const far = missed.filter((plan, index) => {
      const first = loaded.events.get(plan.conversationId)?.[0];
      return plan.since !== null && first && first.at >= plan.since && (near[index]?.after ?? 0) > plan.after;
    });
    // One after the other, so that little is held at a time.
    for (const plan of far) {
      const whole = await this.sources.replay.loadFor(this.viewer.userId, [plan], perConversation);
      for (const [id, events] of whole.events) loaded.events.set(id, events);
      for (const key of whole.hidden) loaded.hidden.add(key);
    }
    return loaded;
  }

  private async tell(
    events: readonly FeedEvent[],
    hidden: ReadonlySet<string>,
    floorSeq: number,
    loads: ReplayLoads,
  ): Promise<void> {
    const isHidden = ({ feedId, messageSeq }: FeedEvent): boolean =>
      messageSeq !== null && (messageSeq <= floorSeq || hidden.has(messageKey(feedId, messageSeq)));
    // Long texts would fill the memory long before there are many of them.
    const text = events.reduce((sum, event) => sum + textLengthOf(event), 0);
    const most = Math.max(FEW, Math.ceil((WAITING_TEXT * events.length) / Math.max(1, text)));
    for (const stride of chunksOf(events, Math.min(STRIDE, most))) {
      await (most < STRIDE ? this.stream.room(most) : this.stream.room());
      for (const event of stride)
        this.stream.durable(loads.give(newsOf(event, this.cursorAt(event.at), isHidden(event))));
    }
  }

  /** Whether the events are all that were missed: up to the head, and back to where the client can't have missed more. */
  private isWhole(
    plan: ConversationPlan,
    events: readonly FeedEvent[],
    grants: ReadonlyMap<string, ConversationGrant>,
  ): boolean {
    if (events.at(-1)?.revision !== plan.upTo) return false;
    if (plan.since === null) return true;
    const first = events[0] as FeedEvent;
    const membershipStart = (grants.get(plan.conversationId)?.participant.joinedRevision ?? 1) - 1;
    return first.at < plan.since || plan.after <= membershipStart;
  }

  /** What newer news replaces is told as it is now: positions of the others, and changes to the viewer's own things. */
  private async replayState(plans: readonly ConversationPlan[], userHead: number): Promise<void> {
    const { since } = this.opening.resume;
    if (since === null) return;
    const followed = plans.filter((plan) => plan.follow).map((plan) => plan.conversationId);
    const { missedState, changes } = this.sources;
    const state = await missedState.since(this.viewer.userId, followed, since, STRIDE);
    for (const receipt of state.receipts) {
      const told = receiptOf(receipt.conversationId, { type: 'RECEIPT', data: { ...receipt } });
      if (told && told.userId !== this.viewer.userId) this.stream.transient(told);
    }
    let page = state.changes;
    for (;;) {
      await this.stream.room();
      for (const event of page) this.userEvent(event);
      await this.lookups;
      const last = page.at(-1)?.revision ?? userHead;
      // What is above the head comes from the feed.
      if (last >= userHead) return;
      page = await changes.load(this.viewer.userId, last, STRIDE);
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

function textLengthOf({ data: { message } }: FeedEvent): number {
  const text = (message as { readonly text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text.length : 0;
}

const make = <T extends object>(type: Type<T>, values: T): T => Object.assign(new type(), values);
