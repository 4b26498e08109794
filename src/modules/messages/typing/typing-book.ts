import { TYPING_LIFE_MS, type Typing } from './typing-signal.js';

/** How often expired entries are looked for while there are any, in milliseconds. */
const LOOK_MS = 500;

interface Entry extends Typing {
  readonly conversationId: string;
  /** Milliseconds on the monotonic clock. */
  expiresAt: number;
}

/**
 * Who is writing where, as one subscriber knows it: tells changes only, and that somebody has ceased when nothing more
 * is heard of them. What the subscriber has no room for is told later, or not at all when it is over by then.
 */
export class TypingBook {
  private readonly entries = new Map<string, Entry>();
  private timer: NodeJS.Timeout | undefined;

  /** @param tell hands a change over; false when there is no room for it now */
  constructor(private readonly tell: (conversationId: string, typing: Typing) => boolean) {}

  heard(conversationId: string, { userId, isTyping }: Typing): void {
    if (!isTyping) return this.ceased(conversationId, userId);
    const key = `${conversationId}:${userId}`;
    const known = this.entries.get(key);
    const expiresAt = performance.now() + TYPING_LIFE_MS;
    if (known) known.expiresAt = expiresAt;
    else if (this.tell(conversationId, { userId, isTyping }))
      this.entries.set(key, { conversationId, userId, isTyping, expiresAt });
    this.timer ??= setInterval(() => this.expire(), LOOK_MS).unref();
  }

  /** Somebody has stopped, has sent what they wrote, or is there no more. */
  ceased(conversationId: string, userId: string): void {
    const entry = this.entries.get(`${conversationId}:${userId}`);
    if (entry) this.end(entry);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.entries.clear();
  }

  private expire(): void {
    const now = performance.now();
    for (const entry of [...this.entries.values()]) if (entry.expiresAt <= now) this.end(entry);
    if (this.entries.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private end(entry: Entry): void {
    const { conversationId, userId } = entry;
    if (this.tell(conversationId, { userId, isTyping: false })) this.entries.delete(`${conversationId}:${userId}`);
    // No room: the next look tries again.
    else entry.expiresAt = 0;
  }
}
