import { SetTypingDocument } from '../generated/documents.js';
import type { Mutate } from '../graphql/mutate.js';

/** The server forgets who is writing after six seconds; it is told again well before. */
const AGAIN_MS = 3000;

/** Tells the others that the viewer is writing: at most every few seconds, and at once that they have stopped. */
export class TypingNotes {
  readonly #toldAt = new Map<string, number>();
  readonly #mutate: Mutate;
  readonly #now: () => number;

  constructor(mutate: Mutate, now: () => number = () => performance.now()) {
    this.#mutate = mutate;
    this.#now = now;
  }

  /** A key was pressed. */
  wrote(conversationId: string): void {
    const toldAt = this.#toldAt.get(conversationId);
    if (toldAt !== undefined && this.#now() - toldAt < AGAIN_MS) return;
    this.#toldAt.set(conversationId, this.#now());
    this.#tell(conversationId, true);
  }

  /** The text was sent, emptied or left. */
  stopped(conversationId: string): void {
    if (this.#toldAt.delete(conversationId)) this.#tell(conversationId, false);
  }

  /** Not worth a second attempt: it would come too late. */
  #tell(conversationId: string, isTyping: boolean): void {
    this.#mutate(SetTypingDocument, { conversationId, isTyping }).catch(() => undefined);
  }
}
