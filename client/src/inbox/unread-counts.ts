import { print } from 'graphql';
import { backOffMs, Patience } from '../back-off.js';
import { UnreadCountsDocument, type UnreadCountsSubscription } from '../generated/documents.js';
import type { Watchable } from '../observable-value.js';
import type { Socket } from '../socket/socket.js';
import type { ChatState } from '../state/chat-state.js';
import { follow } from './follow.js';

/** Unread counts as the server derives them: never counted here, so that all devices agree. */
export class UnreadCounts {
  readonly #patience = new Patience();
  #failures = 0;
  readonly #socket: Socket;
  readonly #state: ChatState;

  constructor(socket: Socket, state: ChatState) {
    this.#socket = socket;
    this.#state = state;
  }

  /** Unread messages in all conversations; null until it is known. */
  get total(): Watchable<number | null> {
    return this.#state.totalUnread;
  }

  async start(): Promise<void> {
    const payload = { query: print(UnreadCountsDocument) };
    while (!this.#patience.isOver) {
      await follow<UnreadCountsSubscription>(
        this.#socket.client,
        payload,
        (data) => this.#take(data),
        this.#patience.signal,
      );
      await this.#patience.wait(backOffMs(this.#failures));
      this.#failures += 1;
    }
  }

  stop(): void {
    this.#patience.stop();
  }

  #take({ unreadCountChanged }: UnreadCountsSubscription): void {
    this.#failures = 0;
    const { conversationId, unreadCount, unreadMentionCount, totalUnreadCount } = unreadCountChanged;
    this.#state.takeCounts(conversationId, unreadCount, unreadMentionCount);
    this.#state.totalUnread.set(totalUnreadCount);
  }
}
