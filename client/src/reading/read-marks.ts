import { MarkReadDocument } from '../generated/documents.js';
import type { Mutate } from '../graphql/mutate.js';
import { Latest } from '../latest.js';
import type { ChatState } from '../state/chat-state.js';

/** The first position is told at once; whoever goes on reading quickly tells the server once in a while, not for each message. */
const PAUSE_MS = 300;

/** Tells the server how far the viewer has read: forward only, the newest position alone, until it is known there. */
export class ReadMarks {
  readonly #marks: Latest<number>;
  readonly #state: ChatState;

  constructor(mutate: Mutate, state: ChatState) {
    this.#state = state;
    this.#marks = new Latest(0, async (conversationId, seq) => {
      await mutate(MarkReadDocument, { conversationId, seq }, { isKept: true });
      await this.#marks.patience.wait(PAUSE_MS);
    });
  }

  /** The viewer has read everything up to this number. */
  read(conversationId: string, seq: number): void {
    const known = Math.max(this.#marks.get(conversationId) ?? 0, this.#state.summaryOf(conversationId)?.readSeq ?? 0);
    if (seq > known) this.#marks.set(conversationId, seq);
  }

  /** Takes back what was not told yet; resolves when nothing is on its way. Before a position is set back. */
  takeBack(conversationId: string): Promise<void> {
    return this.#marks.takeBack(conversationId);
  }

  stop(): void {
    this.#marks.patience.stop();
  }
}
