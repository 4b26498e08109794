import { chunksOf } from '../../../common/database/dialect.js';
import { ReplayLoads } from '../../../common/graphql/replay-loads.js';
import type { FeedEvent } from '../../../common/realtime/feed-event.js';
import { ReaderCursor } from '../../../common/realtime/shared-news.js';
import type { ConversationGrant } from '../../conversations/conversation-grant.js';
import type { ConversationReplay, Replayed } from '../../conversations/conversation-replay.js';
import { messageKey } from '../../conversations/unread-ledger.js';
import { missedNewsOf, newsOf, resetOf } from './conversation-news.js';
import { loadsOf, narrow, timesOf, type ConversationPlan, type ReplayLimits } from './inbox-plan.js';
import type { SubscriptionStream } from './subscription-stream.js';

/** How many events are handed to the reader before asking whether it keeps up. */
const STRIDE = 500;
/** What may wait for one reader while a replay goes on, in characters of text, as long as that are a few events. */
const WAITING_TEXT = 500_000;
const FEW = 25;

/** Tells one reader what was missed, as the plans say, conversation by conversation and in order. */
export class InboxReplay {
  private replayed = 0;
  private readonly cursor: ReaderCursor;

  constructor(
    private readonly log: ConversationReplay,
    private readonly viewerId: string,
    private readonly stream: SubscriptionStream<object>,
    private readonly limits: ReplayLimits,
    /** Until everything missed was told, an event's own place is no safe place to resume: others before it may be missing. */
    cursor: string,
  ) {
    this.cursor = new ReaderCursor(cursor);
  }

  /** @param grants by conversation */
  async run(plans: readonly ConversationPlan[], grants: ReadonlyMap<string, ConversationGrant>): Promise<void> {
    const lastBefore = new Map<string, number>();
    await Promise.all(
      timesOf(plans).map(async (question) => {
        const revision = await this.log.lastBefore(question);
        if (revision !== null) lastBefore.set(question.conversationId, revision);
      }),
    );
    for (const group of loadsOf(narrow(plans, grants, lastBefore))) await this.replay(group, grants);
  }

  private async replay(
    plans: readonly ConversationPlan[],
    grants: ReadonlyMap<string, ConversationGrant>,
  ): Promise<void> {
    const { total, perConversation } = this.limits;
    const missed = plans.filter((plan) => plan.upTo > plan.after);
    // Once the budget is spent nothing is even read.
    const replayed =
      this.replayed < total && missed.length > 0
        ? await this.log.loadFor(this.viewerId, missed, perConversation)
        : { events: new Map<string, FeedEvent[]>(), hidden: new Set<string>(), shared: new Set<string>() };
    const loads = new ReplayLoads();
    for (const plan of plans) {
      // Resets fill the queue as well as events do.
      await this.stream.room();
      if (this.stream.isEnded) return;
      if (plan.reset !== null) this.stream.durable(resetOf(plan.conversationId, plan.reset));
      if (plan.upTo === plan.after) continue;
      const events = replayed.events.get(plan.conversationId) ?? [];
      this.replayed += events.length;
      const isWhole = events.at(-1)?.revision === plan.upTo;
      if (this.replayed > total || !isWhole) this.stream.durable(resetOf(plan.conversationId, plan.upTo));
      else await this.tell(events, replayed, grants.get(plan.conversationId)?.floorSeq ?? 0, loads);
    }
  }

  private async tell(
    events: readonly FeedEvent[],
    { hidden, shared }: Replayed,
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
        if (shared.has(event.feedId) && !isHidden(event))
          this.stream.durable(missedNewsOf(event, this.cursor, (news) => loads.give(news)));
        else this.stream.durable(loads.give(newsOf(event, this.cursor.value, isHidden(event))));
    }
  }
}

function textLengthOf({ data: { message } }: FeedEvent): number {
  const text = (message as { readonly text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text.length : 0;
}
