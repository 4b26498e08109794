import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { Doorbell } from './doorbell.js';
import { FeedHub } from './feed-hub.js';

/**
 * Longer than it may take from a change's stamp to its commit: a change is stamped when it is made and seen when it is
 * committed, so each look reaches this far behind the last. In milliseconds.
 */
export const commitOverlapMs = ({ DATABASE_TIMEOUT_MS }: Pick<Settings, 'DATABASE_TIMEOUT_MS'>): number =>
  2 * DATABASE_TIMEOUT_MS + 2000;

/**
 * Finds what moved without being heard of: looks at the database at intervals, and at once when notifications may have
 * been lost. One indexed query for each kind of feed, whatever the number of feeds.
 */
@Injectable()
export class FeedPoller implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(FeedPoller.name);
  private since = 0;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private stopped = false;
  private failing = false;
  private readonly alsoLook = new Set<(since: number) => Promise<void>>();

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly hub: FeedHub,
    doorbell: Doorbell,
  ) {
    doorbell.onDoubt(() => void this.look());
  }

  /** Lets somebody else heal at the same rhythm. `since` is in milliseconds by the database's clock. */
  onLook(listener: (since: number) => Promise<void>): void {
    this.alsoLook.add(listener);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.since = await this.database.now();
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** Looks now; joins a look that is under way. */
  look(): Promise<void> {
    return (this.looking ??= this.lookOnce().finally(() => (this.looking = null)));
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(
      () => void this.look().finally(() => this.schedule()),
      this.config.settings.DELIVERY_POLL_MS,
    );
    this.timer.unref();
  }

  private async lookOnce(): Promise<void> {
    if (this.since === 0 || this.stopped) return;
    try {
      const now = await this.database.now();
      const since = this.since - commitOverlapMs(this.config.settings);
      for (const kind of this.hub.kinds)
        for (const { id, revision } of await this.hub.sourceOf(kind).movedSince(since))
          this.hub.moved({ kind, id }, revision);
      this.hub.retry();
      for (const listener of this.alsoLook) await listener(since);
      // Only when everything was seen; a look that failed is repeated over the same stretch.
      this.since = now;
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.warn({ err: error }, 'could not look for missed changes; trying again');
      this.failing = true;
    }
  }
}
