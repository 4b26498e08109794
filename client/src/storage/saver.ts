import { onLeave, takeTurn } from '../platform.js';
import type { ChatState } from '../state/chat-state.js';
import type { ConversationState } from '../state/conversation-state.js';
import type { ChatStorage, StoredConversation } from './chat-storage.js';

/** Newest messages of each conversation that are kept on the device. */
const KEPT = 50;
const PAUSE_MS = 400;

/**
 * Writes what is known to the device's storage, position and data of the same moment in one transaction. One tab does so
 * for all; when it goes, another one takes over with everything that it knows.
 * @internal
 */
export interface Saver {
  /** Brings back what was saved; the screen has something to show before the server has been asked. */
  restore(): Promise<void>;
  /** Saves soon. */
  later(): void;
  stop(): Promise<void>;
}

/** @internal */
export function makeSaver(state: ChatState, storage: ChatStorage, lockName: string): Saver {
  const { unsaved } = state;
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let isLeader = false;

  function later(): void {
    timer ??= setTimeout(() => void saveNow(), PAUSE_MS);
  }

  /** Saves what has changed. Resolves when it is on the storage, or could not be put there. */
  function saveNow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (!isLeader || ending.signal.aborted) return saving;
    const ids = [...unsaved];
    unsaved.clear();
    // What has to be read again would be less than its revision says.
    const removed = ids.filter((id) => state.get(id)?.isStale !== false);
    const changed = ids.flatMap((id) => (removed.includes(id) ? [] : snapshotOf(state.get(id))));
    const save = { cursor: state.cursor, changed, removed };
    saving = saving
      .then(() => storage.save(save))
      .catch(() => {
        for (const id of ids) unsaved.add(id);
      });
    return saving;
  }

  function snapshotOf(conversation: ConversationState | undefined): StoredConversation[] {
    const summary = conversation && state.summaryOf(conversation.id);
    if (!conversation || !summary) return [];
    const { id, revision } = conversation;
    const { from, to, messages } = conversation.index.tail(KEPT);
    const read = messages.flatMap((message) => state.messages.read(message.id) ?? []);
    const whole = read.length === messages.length ? { messages: read, from, to } : { messages: [], from: 0, to: -1 };
    return [{ id, revision, summary: { ...summary, revision }, ...whole }];
  }

  state.onUnsaved = later;
  const stopWatching = onLeave(() => void saveNow());
  const lead = (): void => {
    isLeader = true;
    for (const { id } of state.all()) unsaved.add(id);
    later();
  };
  takeTurn(lockName, lead, ending.signal);

  return {
    async restore() {
      const { cursor, conversations } = await storage.load();
      state.cache.batch({
        update: () => {
          for (const stored of conversations) state.restore(stored);
        },
      });
      if (conversations.length > 0) state.cursor = cursor;
      unsaved.clear();
      state.publish();
    },
    later,
    async stop() {
      await saveNow();
      ending.abort();
      stopWatching();
    },
  };
}
