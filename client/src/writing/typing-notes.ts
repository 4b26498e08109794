import { SetTypingDocument } from '../generated/documents.js';
import type { Mutate } from '../graphql/mutate.js';

/** The server forgets who is writing after six seconds; it is told again well before. */
const AGAIN_MS = 3000;

/**
 * Tells the others that the viewer is writing: at most every few seconds, and at once that they have stopped.
 * @internal
 */
export interface TypingNotes {
  /** A key was pressed. */
  wrote(conversationId: string): void;
  /** The text was sent, emptied or left. */
  stopped(conversationId: string): void;
}

/** @internal */
export function makeTypingNotes(mutate: Mutate): TypingNotes {
  const toldAt = new Map<string, number>();

  /** Not worth a second attempt: it would come too late. */
  function tell(conversationId: string, isTyping: boolean): void {
    mutate(SetTypingDocument, { conversationId, isTyping }).catch(() => undefined);
  }

  return {
    wrote(conversationId) {
      const now = performance.now();
      if (now - (toldAt.get(conversationId) ?? -Infinity) < AGAIN_MS) return;
      toldAt.set(conversationId, now);
      tell(conversationId, true);
    },
    stopped(conversationId) {
      if (toldAt.delete(conversationId)) tell(conversationId, false);
    },
  };
}
