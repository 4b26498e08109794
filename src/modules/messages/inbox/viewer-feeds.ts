import { chunksOf } from '../../../common/database/dialect.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { FeedEvent, FeedSignal } from '../../../common/realtime/feed-event.js';
import type { FeedHub } from '../../../common/realtime/feed-hub.js';
import { conversationFeed, userFeed } from '../../../common/realtime/feed-key.js';
import type { Attachment, FeedListener } from '../../../common/realtime/attachment.js';
import type { ConversationAccess } from '../../conversations/conversation-access.js';
import { isActive, type ConversationGrant } from '../../conversations/conversation-grant.js';
import { endsMembership } from './membership-end.js';

/** How many conversations are taken up at once; what they have missed is held in memory until its turn. */
const FOLLOWED_AT_ONCE = 500;

/** One for all: most of those who follow never wait. */
const AT_ONCE = Promise.resolve();

/** What a subscription wants to hear of the feeds that belong to its viewer. */
export interface ViewerFeedsListener {
  conversationEvent(event: FeedEvent): void;
  signal?(conversationId: string, signal: FeedSignal): void;
  userEvent?(event: FeedEvent): void;
  gap(conversationId: string, head: number): void;
  /** Awaited while missed events are handed over, so that a slow reader is not flooded. */
  room(): Promise<void>;
  /** Something could not be read; the subscription can't go on. */
  failed(error: Error): void;
}

export interface FollowedPlace {
  readonly conversationId: string;
  readonly position: number;
}

/** The conversations that the viewer is in, from where they stand now. */
export const placesOf = (grants: readonly ConversationGrant[]): FollowedPlace[] =>
  grants
    .filter((grant) => isActive(grant) && grant.conversation.deletedAt === null)
    .map(({ conversation }) => ({ conversationId: conversation.id, position: conversation.revision }));

/**
 * One of the conversations that a viewer follows. A class with methods and no closures: each subscriber has one for each
 * conversation (docs/performance.md).
 */
class FollowedConversation implements FeedListener {
  private attachment: Attachment | null = null;
  private isOver = false;

  constructor(
    readonly conversationId: string,
    private readonly listener: ViewerFeedsListener,
    private readonly viewerId: string,
    private readonly feeds: ViewerFeeds,
  ) {}

  /** Takes what it is to detach from at the end, which may have come already. */
  attached(attachment: Attachment): void {
    this.attachment = attachment;
    if (this.isOver) attachment.detach();
  }

  end(): void {
    this.isOver = true;
    this.attachment?.detach();
  }

  event(event: FeedEvent): void {
    if (this.isOver) return;
    this.listener.conversationEvent(event);
    if (!endsMembership(event, this.viewerId)) return;
    this.end();
    this.feeds.ended(this);
  }

  signal(signal: FeedSignal): void {
    this.listener.signal?.(this.conversationId, signal);
  }

  gap(head: number): void {
    this.listener.gap(this.conversationId, head);
    // The end of the membership may be among what was skipped.
    this.end();
    this.feeds.ended(this, head);
  }
}

/**
 * Follows all conversations of a viewer and the viewer's own feed: attaches to those that are joined, and lets go of those
 * that are left with exactly the event that says so, whatever comes after it.
 */
export class ViewerFeeds implements FeedListener {
  private readonly places = new Map<string, FollowedConversation>();
  private user: Attachment | null = null;
  private stopped = false;
  private turn = AT_ONCE;

  constructor(
    private readonly hub: FeedHub,
    private readonly access: ConversationAccess,
    private readonly viewer: Viewer,
    private readonly listener: ViewerFeedsListener,
  ) {}

  /**
   * Listens to the viewer's own feed above `head`, which must have been read before anything else was. Call it after
   * `followAll`: a change to the viewer's side of a conversation that is not followed yet is taken for a new membership.
   */
  async followUser(head: number): Promise<void> {
    const attachment = await this.hub.attach(userFeed(this.viewer.userId), head, this, () => this.inTurn());
    if (this.stopped) attachment.detach();
    else this.user = attachment;
  }

  /** Something has changed on the viewer's own side. */
  event(event: FeedEvent): void {
    this.listener.userEvent?.(event);
    if (event.type === 'CONVERSATION') this.recheck(String(event.data.ref));
  }

  /** What has changed on the viewer's own side can't be told. */
  gap(): void {
    this.recheckAll();
  }

  /** Listens to conversations, each above a revision at which the viewer was a member. */
  async followAll(places: readonly FollowedPlace[]): Promise<void> {
    for (const chunk of chunksOf(places, FOLLOWED_AT_ONCE))
      await Promise.all(chunk.map(({ conversationId, position }) => this.follow(conversationId, position)));
  }

  private async follow(conversationId: string, position: number): Promise<void> {
    if (this.stopped || this.places.has(conversationId)) return;
    const place = new FollowedConversation(conversationId, this.listener, this.viewer.userId, this);
    this.places.set(conversationId, place);
    place.attached(await this.hub.attach(conversationFeed(conversationId), position, place, () => this.inTurn()));
    if (this.stopped) place.end();
  }

  /** The end of the membership has come, or may have been skipped. */
  ended({ conversationId }: FollowedConversation, from = 0): void {
    this.places.delete(conversationId);
    // Joined again in the meantime? The news of that may have come while this was still attached.
    this.recheck(conversationId, from);
  }

  /** One after the other: what each of many conversations has missed must not come all at once. */
  private inTurn(): Promise<void> {
    this.turn = this.turn.then(() => this.listener.room());
    return this.turn;
  }

  stop(): void {
    this.stopped = true;
    this.user?.detach();
    for (const place of this.places.values()) place.end();
    this.places.clear();
  }

  private recheckAll(): void {
    this.guarded(async () => {
      for (const { conversation } of await this.access.activeConversationsOf(this.viewer.userId))
        this.recheck(conversation.id);
    });
  }

  /** Follows the conversation from the beginning of the present membership, if there is one and it is not followed yet. */
  private recheck(conversationId: string, from = 0): void {
    if (this.stopped || this.places.has(conversationId)) return;
    this.guarded(async () => {
      const grant = await this.access.forViewer(this.viewer, conversationId);
      if (!grant || grant.conversation.deletedAt !== null) return;
      await this.follow(conversationId, Math.max(from, grant.participant.joinedRevision - 1));
    });
  }

  private guarded(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.listener.failed(error instanceof Error ? error : new Error(String(error))));
  }
}
