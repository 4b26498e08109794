import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../../common/database/database.js';
import { FeedHub } from '../../../common/realtime/feed-hub.js';
import { conversationFeed } from '../../../common/realtime/feed-key.js';
import { FeedPoller } from '../../../common/realtime/feed-poller.js';
import { Positions, type Receipt } from '../../conversations/positions.js';
import { placeKey, type MessagePlace } from '../message-id.js';
import { MessagesRepository } from '../messages.repository.js';
import { receiptOf } from './conversation-news.js';

/** More than move within one look; what is forgotten is told once too often, which does no harm. */
const REMEMBERED = 50_000;

/**
 * Receipts are signals, which get lost between nodes when Redis is away. At each look at the database this tells those
 * that have moved and were not heard of. SQLite has one node only.
 */
@Injectable()
export class ReceiptHealer implements OnModuleInit {
  private readonly told = new LRUCache<string, string>({ max: REMEMBERED });

  constructor(
    private readonly poller: FeedPoller,
    private readonly hub: FeedHub,
    private readonly positions: Positions,
    private readonly messages: MessagesRepository,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    if (this.database.dialect.name === 'sqlite') return;
    this.hub.onSignal((feed, signal) => {
      const receipt = feed.kind === 'conversation' ? receiptOf(feed.id, signal) : null;
      if (receipt) this.told.set(keyOf(receipt), positionOf(receipt));
    });
    this.poller.onLook((since) => this.heal(since));
  }

  private async heal(since: number): Promise<void> {
    const moved = (await this.positions.receiptsMovedSince(since)).filter(
      (receipt) =>
        this.hub.listenersOf(conversationFeed(receipt.conversationId)) > 0 &&
        this.told.get(keyOf(receipt)) !== positionOf(receipt),
    );
    if (moved.length === 0) return;
    const newest = await this.messages.byPlaces(moved.map(placeOf));
    for (const receipt of moved) {
      const { conversationId, userId, readSeq, deliveredSeq } = receipt;
      this.told.set(keyOf(receipt), positionOf(receipt));
      // Who has sent it has read it: that is told by the message.
      if (newest.get(placeKey(placeOf(receipt)))?.senderId === userId) continue;
      this.hub.signalled(conversationFeed(conversationId), {
        type: 'RECEIPT',
        data: { userId, readSeq, deliveredSeq },
      });
    }
  }
}

const placeOf = ({ conversationId, deliveredSeq }: Receipt): MessagePlace => ({ conversationId, seq: deliveredSeq });

type Told = Pick<Receipt, 'conversationId' | 'userId' | 'readSeq' | 'deliveredSeq'>;

const keyOf = ({ conversationId, userId }: Told): string => `${conversationId}:${userId}`;
const positionOf = ({ readSeq, deliveredSeq }: Told): string => `${readSeq}:${deliveredSeq}`;
