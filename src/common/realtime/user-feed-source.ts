import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { chunksOf, placeholders } from '../database/dialect.js';
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

  async heads(ids: readonly string[]): Promise<Map<string, number>> {
    const heads = new Map<string, number>();
    for (const chunk of chunksOf(ids)) {
      const rows = await this.database.query<{ id: string; revision: number }>(
        `SELECT user_id AS id, revision FROM user_feeds WHERE user_id IN (${placeholders(chunk)})`,
        chunk,
      );
      for (const { id, revision } of rows) heads.set(id, revision);
    }
    return heads;
  }

  movedSince(since: number): Promise<MovedFeed[]> {
    return this.database.query<{ id: string; revision: number }>(
      'SELECT user_id AS id, revision FROM user_feeds WHERE last_event_at >= ?',
      [since],
    );
  }
}
