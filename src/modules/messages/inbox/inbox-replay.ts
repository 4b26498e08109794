import { chunksOf } from '../../../common/database/dialect.js';
import { ReplayLoads } from '../../../common/graphql/replay-loads.js';
import type { FeedEvent } from '../../../common/realtime/feed-event.js';
import { ReaderCursor } from '../../../common/realtime/shared-news.js';
import type { ConversationGrant } from '../../conversations/conversation-grant.js';
import type { Replayed } from '../../conversations/conversation-replay.js';
import { messageKey } from '../../conversations/unread-ledger.js';
import { missedNewsOf, newsOf, resetOf } from './conversation-news.js';
import { narrow, nextLoad, timesOf, withinTotal, type ConversationPlan, type ReplayLimits } from './inbox-plan.js';
import type { InboxSources } from './inbox-sources.js';
import type { SubscriptionStream } from './subscription-stream.js';

/** How many rows are read at once: at first, and at most once it is known how long the texts are. */
const FIRST_LOAD = 512;
const MAX_LOAD = 2000;
/** What is read at once, and what may wait for one reader, in characters of text, as long as that are a few events. */
const TEXT = 500_000;
const FEW = 25;
/** How many events are handed over before others have their turn; of long texts only as many as make so many characters. */
const SLICE = 32;
const SLICE_TEXT = 32_768;

/** Tells one reader what was missed, as the plans say, conversation by conversation and in order. */
export class InboxReplay {
  /** How many events are read at once, by the length of those that were read last, here or by others. */
  private most: number;
  /** How many are handed over at once, likewise. */
  private slice: number;
  /** How many events were handed over since others had their turn. */
  private given = 0;
  private readonly cursor: ReaderCursor;

  constructor(
    private readonly sources: Pick<InboxSources, 'replay' | 'turns'>,
    private readonly viewerId: string,
    private readonly stream: SubscriptionStream<object>,
    private readonly limits: ReplayLimits,
    /** Until everything missed was told, an event's own place is no safe place to resume: others before it may be missing. */
    cursor: string,
  ) {
    this.cursor = new ReaderCursor(cursor);
    this.most = Math.min(FIRST_LOAD, mostOf(sources.replay.rowLength));
    this.slice = sliceOf(sources.replay.rowLength);
  }

  /** @param grants by conversation */
  async run(plans: readonly ConversationPlan[], grants: ReadonlyMap<string, ConversationGrant>): Promise<void> {
    const lastBefore = new Map<string, number>();
    await Promise.all(
      timesOf(plans).map(async (question) => {
        const revision = await this.sources.replay.lastBefore(question);
        if (revision !== null) lastBefore.set(question.conversationId, revision);
      }),
    );
    let rest: readonly ConversationPlan[] = withinTotal(narrow(plans, grants, lastBefore), this.limits.total);
    while (rest.length > 0 && !this.stream.isEnded) {
      const next = nextLoad(rest, this.most);
      rest = next.rest;
      await this.replay(next.load, grants);
    }
  }

  private async replay(
    plans: readonly ConversationPlan[],
    grants: ReadonlyMap<string, ConversationGrant>,
  ): Promise<void> {
    // Nothing is read before there is room for it.
    await this.room();
    const missed = plans.filter((plan) => plan.upTo > plan.after);
    const replayed =
      missed.length > 0
        ? await this.sources.replay.loadFor(this.viewerId, missed, MAX_LOAD)
        : { events: new Map<string, FeedEvent[]>(), hidden: new Set<string>(), shared: new Set<string>() };
    this.measure([...replayed.events.values()].flat());
    const loads = new ReplayLoads();
    for (const plan of plans) {
      // Resets fill the queue as well as events do.
      await this.room();
      if (this.stream.isEnded) return;
      if (plan.reset !== null) this.stream.durable(resetOf(plan.conversationId, plan.reset));
      if (plan.upTo === plan.after) continue;
      const events = replayed.events.get(plan.conversationId) ?? [];
      if (events.at(-1)?.revision !== plan.upTo) this.stream.durable(resetOf(plan.conversationId, plan.upTo));
      else await this.tell(events, replayed, grants.get(plan.conversationId)?.floorSeq ?? 0, loads);
    }
  }

  /** Long texts would fill the memory long before there are many of them. */
  private measure(events: readonly FeedEvent[]): void {
    if (events.length === 0) return;
    const text = events.reduce((sum, event) => sum + textLengthOf(event), 0);
    this.most = mostOf(text / events.length);
    this.slice = sliceOf(text / events.length);
  }

  /** Resolves when little enough waits for the reader. */
  private room(): Promise<void> {
    return this.most < FIRST_LOAD ? this.stream.room(this.most) : this.stream.room();
  }

  private async tell(
    events: readonly FeedEvent[],
    { hidden, shared }: Replayed,
    floorSeq: number,
    loads: ReplayLoads,
  ): Promise<void> {
    const isHidden = ({ feedId, messageSeq }: FeedEvent): boolean =>
      messageSeq !== null && (messageSeq <= floorSeq || hidden.has(messageKey(feedId, messageSeq)));
    for (const slice of chunksOf(events, this.slice)) {
      await this.room();
      if (this.given >= this.slice) {
        await this.sources.turns.slice();
        this.given = 0;
      }
      this.given += slice.length;
      for (const event of slice)
        if (shared.has(event.feedId) && !isHidden(event))
          this.stream.durable(missedNewsOf(event, this.cursor, (news) => loads.give(news)));
        else this.stream.durable(loads.give(newsOf(event, this.cursor.value, isHidden(event))));
    }
  }
}

const mostOf = (meanLength: number): number =>
  Math.max(FEW, Math.min(MAX_LOAD, Math.floor(TEXT / Math.max(1, meanLength))));

const sliceOf = (meanLength: number): number =>
  Math.max(1, Math.min(SLICE, Math.floor(SLICE_TEXT / Math.max(1, meanLength))));

function textLengthOf({ data: { message } }: FeedEvent): number {
  const text = (message as { readonly text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text.length : 0;
}
