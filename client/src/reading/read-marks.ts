import type { ApolloClient } from '@apollo/client';
import { isPassing } from '../errors.js';
import { MarkReadDocument } from '../generated/documents.js';
import { backOffMs, Patience } from '../back-off.js';
import type { ChatState } from '../state/chat-state.js';

/** Reading quickly through a conversation tells the server once in a while, not for each message. */
const PAUSE_MS = 300;

/** Tells the server how far the viewer has read: forward only, the newest position alone, until it is known there. */
export class ReadMarks {
  private readonly wanted = new Map<string, number>();
  private readonly telling = new Map<string, Promise<void>>();
  private readonly patience = new Patience();
  private readonly stopped = new AbortController();

  constructor(
    private readonly apollo: ApolloClient,
    private readonly state: ChatState,
  ) {}

  /** The viewer has read everything up to this number. */
  read(conversationId: string, seq: number): void {
    const known = Math.max(this.wanted.get(conversationId) ?? 0, this.state.summaryOf(conversationId)?.readSeq ?? 0);
    if (seq <= known) return;
    this.wanted.set(conversationId, seq);
    if (this.telling.has(conversationId)) return;
    const telling = this.tell(conversationId).finally(() => this.telling.delete(conversationId));
    this.telling.set(conversationId, telling);
  }

  /** Takes back what was not told yet; resolves when nothing is on its way. Before a position is set back. */
  async takeBack(conversationId: string): Promise<void> {
    this.wanted.delete(conversationId);
    await this.telling.get(conversationId);
  }

  stop(): void {
    this.stopped.abort();
    this.patience.stop();
  }

  private async tell(conversationId: string): Promise<void> {
    const { signal } = this.stopped;
    await this.patience.wait(PAUSE_MS, signal);
    for (let attempt = 0; !signal.aborted;) {
      const seq = this.wanted.get(conversationId);
      if (seq === undefined) return;
      try {
        await this.apollo.mutate({ mutation: MarkReadDocument, variables: { input: { conversationId, seq } } });
        if (this.wanted.get(conversationId) === seq) this.wanted.delete(conversationId);
      } catch (error) {
        if (!isPassing(error)) {
          this.wanted.delete(conversationId);
          return;
        }
        await this.patience.wait(backOffMs(attempt), signal);
        attempt += 1;
      }
    }
  }
}
