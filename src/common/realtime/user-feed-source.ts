import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { FeedHub } from './feed-hub.js';
import type { FeedEvent } from './feed-event.js';
import type { FeedSource, MovedFeed } from './feed-source.js';
import { UserChangeLog } from './user-change-log.js';

/** Serves user feeds from the user change log. */
@Injectable()
export class UserFeedSource implements FeedSource, OnModuleInit {
  readonly dense = false;

  constructor(
    private readonly database: Database,
    private readonly log: UserChangeLog,
    private readonly hub: FeedHub,
  ) {}

  onModuleInit(): void {
    this.hub.useSource('user', this);
  }

  load(id: string, after: number, limit: number): Promise<FeedEvent[]> {
    return this.log.load(id, after, limit);
  }

  heads(ids: readonly string[]): Promise<Map<string, number>> {
    return this.log.heads(ids);
  }

  movedSince(since: number): Promise<MovedFeed[]> {
    return this.database.query<{ id: string; revision: number }>(
      'SELECT user_id AS id, revision FROM user_feeds WHERE last_event_at >= ?',
      [since],
    );
  }
}
