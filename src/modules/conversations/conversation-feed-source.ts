import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { FeedHub } from '../../common/realtime/feed-hub.js';
import type { FeedSource, MovedFeed } from '../../common/realtime/feed-source.js';
import { ConversationReplay } from './conversation-replay.js';

/** Serves conversation feeds to the delivery path. */
@Injectable()
export class ConversationFeedSource implements FeedSource, OnModuleInit {
  readonly dense = true;

  constructor(
    private readonly replay: ConversationReplay,
    private readonly hub: FeedHub,
  ) {}

  onModuleInit(): void {
    this.hub.useSource('conversation', this);
  }

  load(id: string, after: number, limit: number): Promise<FeedEvent[]> {
    return this.replay.load(id, after, limit);
  }

  heads(ids: readonly string[]): Promise<Map<string, number>> {
    return this.replay.heads(ids);
  }

  movedSince(since: number): Promise<MovedFeed[]> {
    return this.replay.changedSince(since);
  }
}
