import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../common/database/database.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { EventBus } from '../../../common/events/event-bus.js';
import { ConversationLog, type NewConversationEvent } from '../../conversations/conversation-log.js';
import '../../users/users.events.js';
import { placeKey } from '../message-id.js';
import { MessagesRepository } from '../messages.repository.js';
import { changed, countOf, type ReactionCounts } from './reaction-counts.js';
import { ReactionsRepository, type Reaction } from './reactions.repository.js';

/** How many reactions are taken back in one transaction. */
const AT_ONCE = 100;

/** Takes back all that a deleted account has given; the others are told, so that what they show stays true. */
@Injectable()
export class ReactionsErasure implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ConversationLog,
    private readonly reactions: ReactionsRepository,
    private readonly messages: MessagesRepository,
  ) {}

  onModuleInit(): void {
    this.events.on('users.deleted', ({ userId }) => this.erase(userId));
  }

  /** Repeatable; one conversation at a time, a hundred reactions a transaction. */
  async erase(userId: string): Promise<void> {
    for (;;) {
      const [first] = await this.reactions.someOf(this.database, userId, null, 1);
      if (!first) return;
      await this.unitOfWork.run((tx) => this.eraseSome(tx, userId, first.conversationId));
    }
  }

  private async eraseSome(tx: Transaction, userId: string, conversationId: string): Promise<void> {
    const isThere = (await this.log.lockMany(tx, [conversationId])).size > 0;
    const given = await this.reactions.someOf(tx, userId, conversationId, AT_ONCE);
    for (const reaction of given) await this.reactions.delete(tx, reaction);
    // Of a conversation that has ended nobody is told anything.
    if (isThere && given.length > 0) await this.tell(tx, conversationId, given);
  }

  private async tell(tx: Transaction, conversationId: string, given: readonly Reaction[]): Promise<void> {
    const allocation = await this.log.allocate(tx, conversationId, { messages: 0, events: given.length });
    const messages = await this.messages.byPlaces(given, tx);
    const counts = new Map<string, { reaction: Reaction; left: ReactionCounts; revision: number }>();
    const events = given.map((reaction, index): NewConversationEvent => {
      const key = placeKey(reaction);
      const before = counts.get(key)?.left ?? messages.get(key)?.reactions ?? [];
      const left = changed(before, reaction.emoji, -1);
      counts.set(key, { reaction, left, revision: allocation.firstEventRevision + index });
      return {
        type: 'REACTION_REMOVED',
        messageSeq: reaction.seq,
        actorId: reaction.userId,
        data: { emoji: reaction.emoji, count: countOf(left, reaction.emoji) },
      };
    });
    for (const { reaction, left, revision } of counts.values())
      await this.reactions.setCounts(tx, reaction, left, revision);
    await this.log.append(tx, conversationId, allocation, events);
  }
}
