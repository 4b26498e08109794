import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../common/config/config.js';
import { EventStream } from '../../common/realtime/event-stream.js';
import { FeedHub } from '../../common/realtime/feed-hub.js';
import { Clock } from '../../common/time/clock.js';
import { PresenceChangedType } from './graphql/presence-changed.type.js';
import { PresenceState } from './graphql/presence-state.enum.js';
import { PresenceStore } from './presence-store.js';
import { lookKey, PresenceVisibility, type Look } from './presence-visibility.js';
import { PresencesRepository } from './presences.repository.js';

/** Changes that come within this time are looked at together, in milliseconds. */
const COALESCE_MS = 100;
/** Room for one whole list of people, twice. */
const LIMIT = 500;
/** From this many waiting events on nothing is added until later: presence matters less than anything else. */
const FULL = 250;

interface Watcher {
  readonly viewerId: string;
  readonly userIds: readonly string[];
  readonly stream: EventStream<PresenceChangedType>;
  /** What was told last, as text. */
  readonly told: Map<string, string>;
}

/** Tells those who ask whether people are there. Knows only those whom somebody on this node asks about. */
@Injectable()
export class PresenceBoard implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Presence');
  private readonly watchers = new Map<string, Set<Watcher>>();
  private readonly known = new Map<string, boolean>();
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private poll: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly hub: FeedHub,
    private readonly store: PresenceStore,
    private readonly visibility: PresenceVisibility,
    private readonly presences: PresencesRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.hub.onSignal((feed, { type }) => {
      if (type === 'PRESENCE' && feed.kind === 'user') this.changed([feed.id]);
    });
    // Finds what no signal told: nodes that died, and what was lost on the way.
    this.poll = setInterval(
      () => this.look([...this.watchers.keys()], false),
      this.config.settings.PRESENCE_EXPIRY_MS / 3,
    );
    this.poll.unref();
  }

  onModuleDestroy(): Promise<void> {
    clearInterval(this.poll);
    clearTimeout(this.timer);
    return this.looking;
  }

  /** Tells at once how it is with each of these people, then of changes. */
  watch(viewerId: string, userIds: readonly string[]): EventStream<PresenceChangedType> {
    const stream = new EventStream<PresenceChangedType>({
      limit: LIMIT,
      onOverflow: () => undefined,
      onEnd: () => this.forget(watcher),
    });
    const watcher: Watcher = { viewerId, userIds: [...new Set(userIds)], stream, told: new Map() };
    for (const userId of watcher.userIds)
      this.watchers.set(userId, (this.watchers.get(userId) ?? new Set()).add(watcher));
    this.look(watcher.userIds, true);
    return stream;
  }

  private forget(watcher: Watcher): void {
    for (const userId of watcher.userIds) {
      const watchers = this.watchers.get(userId);
      watchers?.delete(watcher);
      if (watchers?.size !== 0) continue;
      this.watchers.delete(userId);
      this.known.delete(userId);
    }
  }

  private changed(userIds: readonly string[]): void {
    for (const userId of userIds) if (this.watchers.has(userId)) this.dirty.add(userId);
    if (this.dirty.size === 0) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const ids = [...this.dirty];
      this.dirty.clear();
      this.look(ids, true);
    }, COALESCE_MS).unref();
  }

  /** One after the other, so that an older look never has the last word. */
  private look(userIds: readonly string[], always: boolean): void {
    if (userIds.length === 0) return;
    this.looking = this.looking
      .then(() => this.lookAt(userIds, always))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'could not tell who is there; trying again'));
  }

  private async lookAt(userIds: readonly string[], always: boolean): Promise<void> {
    const online = await this.store.online(userIds);
    const isNews = (userId: string): boolean => online.has(userId) && online.get(userId) !== this.known.get(userId);
    const news = userIds.filter((userId) => this.watchers.has(userId) && (always || isNews(userId)));
    const vanished = always ? [] : news.filter((userId) => this.known.get(userId) === true && !online.get(userId));
    // Their node died: nobody else has noted when they were last there.
    if (vanished.length > 0) await this.presences.noteSeen(vanished, this.clock.now());
    const looks = news.flatMap((userId) =>
      [...(this.watchers.get(userId) ?? [])].map(({ viewerId }): Look => [viewerId, userId]),
    );
    if (looks.length === 0) return;
    const allowed = await this.visibility.among(looks);
    const kept = await this.presences.of(news);
    for (const userId of news) {
      const isThere = online.get(userId) ?? this.known.get(userId) ?? false;
      const lastSeenAt = isThere ? null : (kept.get(userId)?.lastSeenAt ?? null);
      let isTold = true;
      for (const watcher of this.watchers.get(userId) ?? [])
        isTold =
          this.tell(watcher, userId, allowed.has(lookKey([watcher.viewerId, userId])), isThere, lastSeenAt) && isTold;
      // What somebody had no room for is news again at the next look.
      if (isTold) this.known.set(userId, isThere);
      else this.known.delete(userId);
    }
  }

  private tell(
    { stream, told }: Watcher,
    userId: string,
    isAllowed: boolean,
    isThere: boolean,
    lastSeenAt: number | null,
  ): boolean {
    const state = isAllowed && isThere ? PresenceState.ONLINE : PresenceState.OFFLINE;
    const seen = isAllowed ? lastSeenAt : null;
    const text = `${state} ${seen}`;
    if (told.get(userId) === text) return true;
    if (stream.size >= FULL) return false;
    told.set(userId, text);
    stream.push(
      Object.assign(new PresenceChangedType(), { userId, state, lastSeenAt: seen === null ? null : new Date(seen) }),
    );
    return true;
  }
}
