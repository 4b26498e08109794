import { SaveDraftDocument } from '../generated/documents.js';
import type { Mutate } from '../graphql/mutate.js';
import { Latest } from '../latest.js';
import { onLeave } from '../platform.js';
import type { ChatState } from '../state/chat-state.js';
import type { ChatStorage, StoredDraft } from '../storage/chat-storage.js';

/** Writing is saved once it pauses, not for each key. */
const PAUSE_MS = 600;

/**
 * What the viewer is writing, kept on the server for their other devices: the newest text alone, and on this device until
 * it is there.
 */
export class Drafts {
  readonly #keeping = new Set<string>();
  readonly #unsaved = new Latest<StoredDraft>(
    PAUSE_MS,
    (_, draft) => this.#save(draft),
    (conversationId) => void this.#storage.removeDraft(conversationId).catch(() => undefined),
  );
  readonly #stopWatching = onLeave(() => this.flush());
  readonly #mutate: Mutate;
  readonly #state: ChatState;
  readonly #storage: ChatStorage;

  constructor(mutate: Mutate, state: ChatState, storage: ChatStorage) {
    this.#mutate = mutate;
    this.#state = state;
    this.#storage = storage;
  }

  /** Goes on with what was not saved when the page was last closed. */
  async start(): Promise<void> {
    for (const draft of await this.#storage.drafts().catch(() => [])) this.#unsaved.set(draft.conversationId, draft);
  }

  /** What is not on the server yet; undefined when everything is. */
  unsavedOf(conversationId: string): StoredDraft | undefined {
    return this.#unsaved.get(conversationId);
  }

  /** The text in the composer has changed; an empty one removes the draft. */
  write(conversationId: string, text: string, replyToId: string | null = null): void {
    this.#unsaved.set(conversationId, { conversationId, text, replyToId });
    void this.#keep(conversationId);
  }

  /** Saves what waits now. */
  flush(): void {
    this.#unsaved.patience.hurry();
  }

  stop(): void {
    this.#stopWatching();
    this.#unsaved.patience.stop();
  }

  /** Keeps the newest text on this device; what is typed while it is being written is kept next. */
  async #keep(conversationId: string): Promise<void> {
    if (this.#keeping.has(conversationId)) return;
    this.#keeping.add(conversationId);
    let kept: StoredDraft | undefined;
    for (let draft = this.unsavedOf(conversationId); draft !== kept; draft = this.unsavedOf(conversationId)) {
      // On a device that keeps nothing it is on the server soon.
      await (draft ? this.#storage.putDraft(draft) : this.#storage.removeDraft(conversationId)).catch(() => undefined);
      kept = draft;
    }
    this.#keeping.delete(conversationId);
  }

  async #save({ conversationId, text, replyToId }: StoredDraft): Promise<void> {
    const { saveDraft } = await this.#mutate(SaveDraftDocument, { conversationId, text, replyToId });
    const { version, draft } = saveDraft;
    this.#state.takeDraft(conversationId, draft, version);
    this.#state.publish();
  }
}
