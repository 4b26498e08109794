import type { ApolloClient } from '@apollo/client';
import { SetTypingDocument } from '../generated/documents.js';

/** The server forgets who is writing after six seconds; it is told again well before. */
const AGAIN_MS = 3000;

/** Tells the others that the viewer is writing: at most every few seconds, and at once that they have stopped. */
export class TypingNotes {
  readonly #toldAt = new Map<string, number>();
  readonly #apollo: ApolloClient;
  readonly #now: () => number;

  constructor(apollo: ApolloClient, now: () => number = () => performance.now()) {
    this.#apollo = apollo;
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
    this.#apollo
      .mutate({
        mutation: SetTypingDocument,
        variables: { input: { conversationId, isTyping } },
        fetchPolicy: 'no-cache',
      })
      .catch(() => undefined);
  }
}
