import { MarkReadDocument } from '../generated/documents.js';
import type { Mutate } from '../graphql/mutate.js';
import { makeLatest } from '../latest.js';
import type { ChatState } from '../state/chat-state.js';

/** The first position is told at once; whoever goes on reading quickly tells the server once in a while, not for each message. */
const PAUSE_MS = 300;

/** Tells the server how far the viewer has read: forward only, the newest position alone, until it is known there. */
export interface ReadMarks {
  /** The viewer has read everything up to this number. */
  read(conversationId: string, seq: number): void;
  /** Takes back what was not told yet; resolves when nothing is on its way. Before a position is set back. */
  takeBack(conversationId: string): Promise<void>;
  /** @internal */
  stop(): void;
}

/** @internal */
export function makeReadMarks(mutate: Mutate, state: ChatState): ReadMarks {
  const marks = makeLatest<number>(0, async (conversationId, seq) => {
    await mutate(MarkReadDocument, { conversationId, seq }, { isKept: true });
    await marks.patience.wait(PAUSE_MS);
  });
  return {
    read(conversationId, seq) {
      const known = Math.max(marks.get(conversationId) ?? 0, state.summaryOf(conversationId)?.readSeq ?? 0);
      if (seq > known) marks.set(conversationId, seq);
    },
    takeBack: marks.takeBack,
    stop: marks.patience.stop,
  };
}
