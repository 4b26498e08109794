import { SaveDraftDocument } from '../generated/documents.js';
import type { Mutate } from '../graphql/mutate.js';
import { makeLatest } from '../latest.js';
import { onLeave } from '../platform.js';
import type { ChatState } from '../state/chat-state.js';
import type { ChatStorage, StoredDraft } from '../storage/chat-storage.js';

/** Writing is saved once it pauses, not for each key. */
const PAUSE_MS = 600;

/**
 * What the viewer is writing, kept on the server for their other devices: the newest text alone, and on this device until
 * it is there.
 */
export interface Drafts {
  /** Saves what waits now. */
  flush(): void;
  /** @internal Goes on with what was not saved when the page was last closed. */
  start(): Promise<void>;
  /** What is not on the server yet; undefined when everything is. */
  unsavedOf(conversationId: string): StoredDraft | undefined;
  /** The text in the composer has changed; an empty one removes the draft. */
  write(conversationId: string, text: string, replyToId?: string | null): void;
  /** @internal */
  stop(): void;
}

/** @internal */
export function makeDrafts(mutate: Mutate, state: ChatState, storage: ChatStorage): Drafts {
  const keeping = new Set<string>();
  const unsaved = makeLatest<StoredDraft>(
    PAUSE_MS,
    async (conversationId, { text, replyToId }) => {
      const { saveDraft } = await mutate(SaveDraftDocument, { conversationId, text, replyToId });
      state.takeDraft(conversationId, saveDraft.draft, saveDraft.version);
      state.publish();
    },
    (conversationId) => void storage.removeRow('drafts', conversationId).catch(() => undefined),
  );
  const { hurry: flush, stop } = unsaved.patience;
  const stopWatching = onLeave(flush);

  /** Keeps the newest text on this device; what is typed while it is being written is kept next. */
  async function keep(conversationId: string): Promise<void> {
    if (keeping.has(conversationId)) return;
    keeping.add(conversationId);
    let kept: StoredDraft | undefined;
    for (let draft = unsaved.get(conversationId); draft !== kept; draft = unsaved.get(conversationId)) {
      // On a device that keeps nothing it is on the server soon.
      await (draft ? storage.putRow('drafts', draft) : storage.removeRow('drafts', conversationId)).catch(
        () => undefined,
      );
      kept = draft;
    }
    keeping.delete(conversationId);
  }

  return {
    flush,
    async start() {
      for (const draft of await storage.readRows('drafts').catch(() => [])) unsaved.set(draft.conversationId, draft);
    },
    unsavedOf: unsaved.get,
    write(conversationId, text, replyToId = null) {
      unsaved.set(conversationId, { conversationId, text, replyToId });
      void keep(conversationId);
    },
    stop() {
      stopWatching();
      stop();
    },
  };
}
