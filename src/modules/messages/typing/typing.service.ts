import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import { Database } from '../../../common/database/database.js';
import { EventBus } from '../../../common/events/event-bus.js';
import { conversationFeed } from '../../../common/realtime/feed-key.js';
import '../../../common/realtime/realtime.events.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import { Clock } from '../../../common/time/clock.js';
import { ConversationAccess } from '../../conversations/conversation-access.js';
import { MessageRules } from '../message-rules.js';
import { TYPING_MAX_MEMBERS, typingSignal } from './typing-signal.js';

/** What is said again within this time is not passed on, in milliseconds. */
const REPEAT_MS = 2000;
const MOST_REMEMBERED = 10_000;

interface Said {
  readonly isTyping: boolean;
  readonly at: number;
}

/** Says who is writing. Nothing of it is stored; what gets lost on the way ends by itself. */
@Injectable()
export class TypingService {
  private readonly said = new Map<string, Said>();

  constructor(
    private readonly access: ConversationAccess,
    private readonly rules: MessageRules,
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly limiter: RateLimiter,
    private readonly clock: Clock,
  ) {}

  /**
   * Tells those who listen, on all nodes, whether the viewer is writing; in conversations of more than 256 members
   * nobody. Who may not speak does not write.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, MUTED, BLOCKED, FORBIDDEN (`peerGone`), RATE_LIMITED
   */
  async set(viewer: Viewer, conversationId: string, isTyping: boolean): Promise<void> {
    await this.limiter.consume(policies.typing, viewer.userId);
    const key = `${viewer.userId}:${viewer.ticket?.conversationId ?? ''}:${conversationId}`;
    const now = this.clock.now();
    const last = this.said.get(key);
    if (last?.isTyping === isTyping && now - last.at < REPEAT_MS) return;
    const grant = await this.access.require(viewer, conversationId);
    if (isTyping) await this.rules.assertMaySpeak(this.database, viewer, grant, now);
    if (grant.conversation.memberCount > TYPING_MAX_MEMBERS) return;
    this.remember(key, { isTyping, at: now });
    const signal = typingSignal({ userId: viewer.userId, isTyping });
    this.events.publish([{ name: 'feed.signalled', payload: { feed: conversationFeed(conversationId), signal } }]);
  }

  private remember(key: string, said: Said): void {
    this.said.delete(key);
    this.said.set(key, said);
    // The oldest come first.
    for (const [old, { at }] of this.said) {
      if (this.said.size <= MOST_REMEMBERED && said.at - at < REPEAT_MS) return;
      this.said.delete(old);
    }
  }
}
