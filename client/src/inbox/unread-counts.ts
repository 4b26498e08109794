import { print } from 'graphql';
import { backOffMs, Patience } from '../back-off.js';
import { UnreadCountsDocument, type UnreadCountsSubscription } from '../generated/documents.js';
import type { Watchable } from '../observable-value.js';
import type { Socket } from '../socket/socket.js';
import type { ChatState } from '../state/chat-state.js';

/** Unread counts as the server derives them: never counted here, so that all devices agree. */
export class UnreadCounts {
  private readonly patience = new Patience();
  private readonly stopped = new AbortController();

  constructor(
    private readonly socket: Socket,
    private readonly state: ChatState,
  ) {}

  /** Unread messages in all conversations; null until it is known. */
  get total(): Watchable<number | null> {
    return this.state.totalUnread;
  }

  start(): void {
    void this.run();
  }

  stop(): void {
    this.stopped.abort();
    this.patience.stop();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      await this.follow(signal, () => (attempt = 0));
      if (!signal.aborted) await this.patience.wait(backOffMs(attempt), signal);
    }
  }

  private follow(signal: AbortSignal, worked: () => void): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const stop = this.socket.client.subscribe<UnreadCountsSubscription>(
        { query: print(this.state.cache.transformDocument(UnreadCountsDocument)) },
        {
          next: ({ data }) => {
            if (!data) return;
            worked();
            const { conversationId, unreadCount, unreadMentionCount, totalUnreadCount } = data.unreadCountChanged;
            this.state.takeCounts(conversationId, unreadCount, unreadMentionCount);
            this.state.totalUnread.set(totalUnreadCount);
          },
          error: end,
          complete: end,
        },
      );
      const abort = (): void => {
        stop();
        end();
      };
      signal.addEventListener('abort', abort);
    });
  }
}
