import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import { UnreadLedger } from '../../conversations/unread-ledger.js';
import { MessageLocks, type LockedMessage } from '../message-locks.js';
import { MessageRules } from '../message-rules.js';
import type { MessageRow } from '../message.row.js';
import { messageNotFound, messageRecalled } from '../messages.errors.js';
import { emojiOf } from './emoji.js';
import { changed, countOf } from './reaction-counts.js';
import { notAnEmoji, tooManyReactions } from './reactions.errors.js';
import { ReactionsRepository } from './reactions.repository.js';

/** How many different emoji a message can have. */
export const MAX_EMOJI_PER_MESSAGE = 20;

/** Giving emoji to messages, and taking them back. Each change is an event of the conversation, with its own revision. */
@Injectable()
export class Reactions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly locks: MessageLocks,
    private readonly reactions: ReactionsRepository,
    private readonly rules: MessageRules,
    private readonly ledger: UnreadLedger,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * Gives an emoji to a message, once for each person and emoji. Again changes nothing.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, INVALID_INPUT (`emoji`), MESSAGE_RECALLED, MUTED, BLOCKED, FORBIDDEN
   * (`peerGone`), TOO_LARGE, RATE_LIMITED
   */
  add(viewer: Viewer, messageId: string, emoji: string): Promise<MessageRow> {
    return this.change(viewer, messageId, emoji, async (tx, { message, grant, now }, reaction) => {
      if (message.recalledAt !== null) throw messageRecalled();
      if (await this.reactions.exists(tx, reaction)) return message;
      await this.rules.assertMaySpeak(tx, viewer, grant, now);
      if (countOf(message.reactions, reaction.emoji) === 0 && message.reactions.length >= MAX_EMOJI_PER_MESSAGE)
        throw tooManyReactions(MAX_EMOJI_PER_MESSAGE);
      return this.note(tx, message, reaction, 1);
    });
  }

  /**
   * Takes one's own emoji back, also when one may not speak. Again, or when there is none, changes nothing.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, INVALID_INPUT (`emoji`), RATE_LIMITED
   */
  remove(viewer: Viewer, messageId: string, emoji: string): Promise<MessageRow> {
    return this.change(viewer, messageId, emoji, async (tx, { message }, reaction) =>
      (await this.reactions.exists(tx, reaction)) ? this.note(tx, message, reaction, -1) : message,
    );
  }

  private async change(
    viewer: Viewer,
    messageId: string,
    text: string,
    work: (tx: Transaction, locked: LockedMessage, reaction: ReactionOf) => Promise<MessageRow>,
  ): Promise<MessageRow> {
    await this.limiter.consume(policies.react, viewer.userId);
    const emoji = emojiOf(text);
    if (emoji === null) throw notAnEmoji();
    return this.unitOfWork.run(async (tx) => {
      const locked = await this.locks.lock(tx, viewer, messageId);
      const { conversationId, seq } = locked.message;
      if ((await this.ledger.hiddenSeqs(viewer.userId, conversationId, [seq])).size > 0) throw messageNotFound();
      return work(tx, locked, { userId: viewer.userId, conversationId, seq, emoji });
    });
  }

  private async note(tx: Transaction, message: MessageRow, reaction: ReactionOf, by: 1 | -1): Promise<MessageRow> {
    const { emoji, userId } = reaction;
    const reactions = changed(message.reactions, emoji, by);
    const { revision, at } = await this.locks.note(tx, message, {
      type: by === 1 ? 'REACTION_ADDED' : 'REACTION_REMOVED',
      actorId: userId,
      data: { emoji, count: countOf(reactions, emoji) },
    });
    if (by === 1) await this.reactions.insert(tx, reaction, revision, at);
    else await this.reactions.delete(tx, reaction);
    await this.reactions.setCounts(tx, message, reactions, revision);
    return { ...message, reactions, changedRevision: revision };
  }
}

type ReactionOf = Parameters<ReactionsRepository['exists']>[1];
