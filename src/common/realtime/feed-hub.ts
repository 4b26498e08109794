import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { GroupedReads } from '../async/grouped-reads.js';
import { EventBus } from '../events/event-bus.js';
import { Doorbell } from './doorbell.js';
import type { Attachment, FeedListener } from './attachment.js';
import { Feed, type FeedOptions } from './feed.js';
import type { FeedKey, FeedKind } from './feed-key.js';
import type { FeedSignal } from './feed-event.js';
import type { FeedSource } from './feed-source.js';
import './realtime.events.js';

/**
 * The one delivery path: every subscription listens to feeds here. Commits of this node arrive as domain events, those
 * of other nodes as rings of the doorbell, and whatever both missed is found by FeedPoller in the database.
 */
@Injectable()
export class FeedHub implements OnModuleInit {
  private readonly logger = new Logger(FeedHub.name);
  private readonly sources = new Map<FeedKind, FeedSource>();
  private readonly options = new Map<FeedKind, FeedOptions>();
  /** Feeds that could not be read. */
  private readonly behind = new Set<Feed>();
  private readonly feeds: Record<FeedKind, Map<string, Feed>> = { conversation: new Map(), user: new Map() };
  private readonly signalListeners = new Set<(feed: FeedKey, signal: FeedSignal) => void>();

  constructor(
    private readonly events: EventBus,
    private readonly doorbell: Doorbell,
  ) {}

  onModuleInit(): void {
    this.events.on('feed.moved', ({ feed, revision, events }) => {
      this.moved(feed, revision, events);
      this.doorbell.ring({ feed, revision });
    });
    this.events.on('feed.signalled', ({ feed, signal }) => {
      this.signalled(feed, signal);
      this.doorbell.ring({ feed, signal });
    });
    this.doorbell.onRing((ring) => {
      if (ring.revision !== undefined) this.moved(ring.feed, ring.revision);
      if (ring.signal !== undefined) this.signalled(ring.feed, ring.signal);
    });
  }

  /** Names where feeds of a kind are kept; once, at start. */
  useSource(kind: FeedKind, source: FeedSource): void {
    this.sources.set(kind, source);
    this.options.set(kind, this.optionsOf(kind, source));
  }

  sourceOf(kind: FeedKind): FeedSource {
    const source = this.sources.get(kind);
    if (!source) throw new Error(`no source for ${kind} feeds`);
    return source;
  }

  /** Kinds that have a source, for the poller. */
  get kinds(): FeedKind[] {
    return [...this.sources.keys()];
  }

  /** How many feeds somebody on this node listens to. */
  get size(): number {
    return this.feeds.conversation.size + this.feeds.user.size;
  }

  /**
   * Delivers everything above `position`: first what was missed, then live. Resolves once it is live.
   * @param position a revision that has been seen, or up to which nothing is wanted; null: only what comes from now on, of
   *   which the first may have been committed a moment ago
   * @param pace awaited before each batch of what was missed, so that a slow reader is not flooded
   */
  attach(
    key: FeedKey,
    position: number | null,
    listener: FeedListener,
    pace?: () => Promise<void>,
  ): Promise<Attachment> {
    const feeds = this.feeds[key.kind];
    let feed = feeds.get(key.id);
    if (!feed) {
      feed = this.makeFeed(key);
      feeds.set(key.id, feed);
    }
    return feed.attach(listener, position, pace);
  }

  /** How many subscriptions on this node listen to the feed. */
  listenersOf(key: FeedKey): number {
    return this.feeds[key.kind].get(key.id)?.listeners ?? 0;
  }

  /** Reads feeds again that could not be read. */
  retry(): void {
    const feeds = [...this.behind];
    this.behind.clear();
    for (const feed of feeds) feed.retry();
  }

  /** A feed has a new head, as this node or another, or the database, says. */
  moved(key: FeedKey, revision: number, events?: Parameters<Feed['moved']>[1]): void {
    this.feeds[key.kind].get(key.id)?.moved(revision, events);
  }

  /** Listens to all signals that reach this node, whatever feed they belong to. */
  onSignal(listener: (feed: FeedKey, signal: FeedSignal) => void): void {
    this.signalListeners.add(listener);
  }

  /** News that are not part of the numbered stream, for those who listen on this node. */
  signalled(key: FeedKey, signal: FeedSignal): void {
    this.feeds[key.kind].get(key.id)?.signalled(signal);
    for (const listener of this.signalListeners) listener(key, signal);
  }

  private makeFeed({ kind, id }: FeedKey): Feed {
    const options = this.options.get(kind);
    if (!options) throw new Error(`no source for ${kind} feeds`);
    return new Feed(id, options);
  }

  private optionsOf(kind: FeedKind, source: FeedSource): FeedOptions {
    const feeds = this.feeds[kind];
    // The heads of all feeds that open at the same time are asked for at once.
    const heads = new GroupedReads<number>((ids) => source.heads(ids), { maxGroup: 500 });
    return {
      source,
      readHead: async (id) => (await heads.load(id)) ?? 0,
      onEmpty: (feed) => {
        if (feeds.get(feed.id) === feed) feeds.delete(feed.id);
        this.behind.delete(feed);
      },
      onError: (error, feed) => {
        this.behind.add(feed);
        this.logger.warn(
          { err: error, feed: { kind, id: feed.id } },
          'a feed could not be read; it will be tried again',
        );
      },
    };
  }
}
